"""Which towns are looked at closely: all that are chosen, or of a large country those nearest to the front."""

from dataclasses import replace

from pandas import DataFrame

from dashboard.model.filters import Filters

MOST_TOWNS = 500


def of_nearest(filters: Filters, overview: DataFrame) -> Filters:
    """The filters themselves where they choose at most 500 towns, else those of the 500 nearest outside the held area.

    ``overview`` has the nearest first. To reckon ahead for 30,000 towns takes half a minute, and the farthest of them
    are the last that it is about.
    """
    outside = overview.loc[~(overview["front_distance_km"] <= 0), "town_code"]
    if len(overview) <= MOST_TOWNS or outside.empty:
        return filters
    return replace(filters, towns=tuple(str(code) for code in outside.head(MOST_TOWNS)), area=None)


def with_taken(near: Filters, *, then: DataFrame, now: DataFrame) -> Filters:
    """The near towns, and before them those that lay outside the held area then and lie inside now.

    ``then`` and ``now`` are overviews of all chosen towns; one whose distance was not known then was not taken since.
    """
    held = now.loc[now["front_distance_km"] <= 0, "town_code"].tolist()
    outside = frozenset(then.loc[then["front_distance_km"] > 0, "town_code"].tolist())
    return replace(near, towns=(*(code for code in held if code in outside), *near.towns))
