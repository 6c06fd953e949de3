"""Outlooks typed in a test, as the analysis hands them out."""

from collections.abc import Mapping, Sequence

import pandas as pd
from pandas import DataFrame

HORIZONS = (14, 30, 60, 90)
EDGES = (5, 10, 15, 25)
POINTS = (10, 25, 50, 75, 90)

# By horizon: the points of the distance in km, and of 200 comparable cases how many came within 5, 10, 15 and 25 km.
KM: Mapping[int, Sequence[float]] = {
    14: (13.0, 14.0, 14.8, 14.8, 15.0),
    30: (11.0, 13.0, 14.5, 14.8, 16.0),
    60: (8.0, 11.5, 14.0, 14.8, 17.5),
    90: (0.0, 10.0, 13.5, 14.8, 19.0),
}
CAME: Mapping[int, Sequence[int]] = {
    14: (0, 3, 150, 200),
    30: (1, 43, 140, 200),
    60: (20, 60, 130, 200),
    90: (40, 80, 120, 199),
}
CHANCES: Mapping[int, Sequence[float]] = {
    14: (0.0, 0.01, 0.746, 1.0),
    30: (0.0099, 0.214, 0.705, 1.0),
    60: (0.09, 0.31, 0.66, 0.991),
    90: (0.21, 0.404, 0.6, 0.99),
}


def outlook_of(
    code: str = "a",
    *,
    name: str | None = None,
    km: float | None = 14.8,
    on: str | None = "2025-09-12",
    without: Mapping[int, str] | str | None = None,
    cases: int = 200,
) -> DataFrame:
    """A row for each horizon; ``without`` says why there is none, for all of them or by horizon."""
    whys = dict.fromkeys(HORIZONS, without) if isinstance(without, str) else dict(without or {})
    rows = [
        {
            "town_code": code,
            "town_name": code.capitalize() if name is None else name,
            "source": "Map",
            "as_of": pd.Timestamp("2025-09-12"),
            "horizon_days": days,
            "distance_km": float("nan") if km is None else km,
            "distance_date": pd.NaT if on is None else pd.Timestamp(on),
            **_figures(days, cases=cases, told=whys.get(days) is None),
            "why": whys.get(days),
        }
        for days in HORIZONS
    ]
    return DataFrame(rows).astype({"why": object})


def _figures(days: int, *, cases: int, told: bool) -> dict[str, object]:
    figures: dict[str, object] = {"cases": float(cases), "cases_since": pd.Timestamp("2024-07-08")}
    figures |= {f"p{point}_km": km for point, km in zip(POINTS, KM[days], strict=True)}
    figures |= {f"chance_within_{edge}_km": c for edge, c in zip(EDGES, CHANCES[days], strict=True)}
    figures |= {f"came_within_{edge}_km": float(n) for edge, n in zip(EDGES, CAME[days], strict=True)}
    return figures if told else {name: pd.NaT if name == "cases_since" else float("nan") for name in figures}


def several(*outlooks: DataFrame) -> DataFrame:
    """The outlooks of several towns as one frame, in this order."""
    return pd.concat(outlooks, ignore_index=True)
