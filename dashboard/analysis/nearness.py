"""How many towns the front is near to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
from pandas import DataFrame

from dashboard.analysis.cells import day_of


@dataclass(frozen=True)
class Nearness:
    """Towns within each edge (cumulative) but outside the held area, now and seven days before; and those inside it."""

    within: dict[float, int]
    within_before: dict[float, int]
    inside: int
    towns: int
    newest: date | None


def nearness(overview: DataFrame, *, edges_km: Sequence[float]) -> Nearness:
    """The towns of ``overview`` by distance; ``within_before`` is empty where no town had a distance by then."""
    now = overview["front_distance_km"].dropna()
    before = overview["front_distance_km_before"].dropna()
    return Nearness(
        within=_within(now, edges_km),
        within_before=_within(before, edges_km) if len(before) else {},
        inside=int((now <= 0).sum()),
        towns=len(now),
        newest=day_of(overview["distance_date"].max()),
    )


def _within(distances_km: "pd.Series[float]", edges_km: Sequence[float]) -> dict[float, int]:
    return {edge: int(((distances_km > 0) & (distances_km <= edge)).sum()) for edge in edges_km}
