"""How many towns the front is near to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
from pandas import DataFrame

from dashboard.analysis.cells import day_of


@dataclass(frozen=True)
class Nearness:
    """Towns within each edge (cumulative) but outside the held area, and those inside it.

    ``came_within`` is how many more towns lie within each edge, or inside, than seven days before: of the towns with a
    distance on both days, so that one that was taken, or measured for the first time, is none more or less. Empty
    where there is none.
    """

    within: dict[float, int]
    came_within: dict[float, int]
    inside: int
    towns: int
    newest: date | None


def nearness(overview: DataFrame, *, edges_km: Sequence[float]) -> Nearness:
    """The towns of ``overview`` by distance."""
    now = overview["front_distance_km"].dropna()
    both = overview[["front_distance_km", "front_distance_km_before"]].dropna()
    return Nearness(
        within=_within(now, edges_km),
        came_within=_more_within(both, edges_km) if len(both) else {},
        inside=int((now <= 0).sum()),
        towns=len(now),
        newest=day_of(overview["distance_date"].max()),
    )


def _within(distances_km: "pd.Series[float]", edges_km: Sequence[float]) -> dict[float, int]:
    return {edge: int(((distances_km > 0) & (distances_km <= edge)).sum()) for edge in edges_km}


def _more_within(both: DataFrame, edges_km: Sequence[float]) -> dict[float, int]:
    now, before = both["front_distance_km"], both["front_distance_km_before"]
    return {edge: int((now <= edge).sum() - (before <= edge).sum()) for edge in edges_km}
