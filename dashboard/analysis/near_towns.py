"""Which towns are looked ahead for: all that are chosen, or of a large country those nearest to the front."""

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
