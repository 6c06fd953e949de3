"""What colours, sizes and the veil on the map mean, reckoned from the edges."""

from collections.abc import Sequence
from typing import Literal

from dashboard.look.chips import band_legend, legend, status_legend
from dashboard.look.html import Html, element
from dashboard.look.palette import DARK, LIGHT
from dashboard.look.words import word
from dashboard.model.bands import EDGES_KM


def map_legend(
    *, edges_km: Sequence[float] = EDGES_KM, colour_by: Literal["band", "status"] = "band"
) -> Html:
    """The legend of ``towns_map`` with the same edges and colours."""
    colours = band_legend(edges_km=edges_km) if colour_by == "band" else status_legend()
    held = legend([("", word("map.held"), (LIGHT.held_fill, DARK.held_fill))])
    sizes = element(
        "div", f"{word('map.size')} · {word('map.size_none')} · {word('map.silent')}", class_="dash-note"
    )
    return element("div", colours, held, sizes, class_="dash-map-legend")
