"""How many towns the front is near to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
from pandas import DataFrame

from dashboard.analysis.asking import Ask, asked
from dashboard.analysis.cells import day_of
from dashboard.model.filters import Filters


@dataclass(frozen=True)
class Nearness:
    """Towns within each edge (cumulative) but outside the held area, now and seven days before; and those inside it."""

    within: dict[float, int]
    within_before: dict[float, int]
    inside: int
    towns: int
    newest: date | None


def nearness(ask: Ask, filters: Filters, *, overview: DataFrame, edges_km: Sequence[float]) -> Nearness:
    week_before = filters.as_of - timedelta(days=7)
    counted = asked(
        ask,
        "distances_on_days",
        filters,
        days=[week_before, filters.as_of],
        edges_km=[float(e) for e in edges_km],
    ).set_index("day")["within"]
    distances = overview["front_distance_km"].dropna()
    return Nearness(
        within={edge: int(((distances > 0) & (distances <= edge)).sum()) for edge in edges_km},
        within_before=_within(counted.get(pd.Timestamp(week_before)), edges_km),
        inside=int((distances <= 0).sum()),
        towns=len(distances),
        newest=day_of(overview["distance_date"].max()),
    )


def _within(counts: Any, edges_km: Sequence[float]) -> dict[float, int]:
    return {} if counts is None else {edge: int(n) for edge, n in zip(edges_km, list(counts), strict=True)}
