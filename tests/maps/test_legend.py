"""The legend is reckoned from the edges of the map."""

import re

from dashboard.maps.legend import map_legend


def words(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", markup).split())


def test_the_legend_names_the_bands_the_veil_and_the_sizes() -> None:
    assert words(map_legend(edges_km=(20,))) == (
        "inside held area up to 20 km beyond 20 km no distance area held by the other side"
        " larger circle: more people remaining · small ring: number of people not reported"
        " · ring around it: silent, no report for longer than expected"
    )


def test_the_legend_by_status_names_the_statuses_with_their_letters() -> None:
    assert words(map_legend(colour_by="status")).startswith(
        "S safe R at risk C contested O occupied E empty – no report"
    )
