"""Reports of one town and source as a line: never joined across sources, broken where nobody reported."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy
from numpy.typing import NDArray
from pandas import DataFrame

Days = NDArray[numpy.datetime64]
Values = NDArray[numpy.float64]

MARKERS_AT_MOST = 150  # points per line; more of them only thicken it


@dataclass(frozen=True)
class Series:
    """The reports of one town and one source, oldest first."""

    town_code: str
    town_name: str
    source: str
    days: Days
    values: Values

    @property
    def last(self) -> float:
        """The newest known value, NaN where there is none."""
        known = self.values[~numpy.isnan(self.values)]
        return float(known[-1]) if known.size else float("nan")


def series_of(reports: DataFrame, *, value: str, source: str | None = None) -> list[Series]:
    """One series per town and value of the column ``source``; the frame is sorted by both and by date."""
    if reports.empty:
        return []
    codes, names = reports["town_code"].tolist(), reports["town_name"].tolist()
    sources = [""] * len(codes) if source is None else reports[source].tolist()
    days = day_array(reports)
    values = reports[value].to_numpy(dtype=float, na_value=numpy.nan)
    keys = list(zip(codes, sources, strict=True))
    starts = [i for i, key in enumerate(keys) if i == 0 or key != keys[i - 1]]
    ends = [*starts[1:], len(keys)]
    return [
        Series(codes[a], names[a], str(sources[a]), days[a:b], values[a:b])
        for a, b in zip(starts, ends, strict=True)
    ]


def day_array(reports: DataFrame, column: str = "date") -> Days:
    return reports[column].to_numpy().astype("datetime64[D]")


def iso(days: Days) -> list[str]:
    """Dates as text, as Plotly and JSON take them."""
    texts: list[str] = numpy.datetime_as_string(days).tolist()
    return texts


def broken(days: Days, values: Values, *, gap_days: int) -> tuple[list[str | None], list[float | None]]:
    """Dates and values, with a break wherever two values lie more than ``gap_days`` apart."""
    known = ~numpy.isnan(values)
    days, values = days[known], values[known]
    wide = (numpy.flatnonzero(numpy.diff(days).astype(int) > gap_days) + 1).tolist()
    x: list[str | None] = list(iso(days))
    y: list[float | None] = numpy.round(values, 2).tolist()
    for place in reversed(wide):
        x.insert(place, x[place - 1])
        y.insert(place, None)
    return x, y


def apart(positions: Sequence[float], *, least: float, highest: float) -> list[float]:
    """The positions moved so that no two are nearer than ``least`` and none is above ``highest``."""
    order = sorted(range(len(positions)), key=lambda i: positions[i])
    moved = list(positions)
    for below, above in pairwise(order):
        moved[above] = max(moved[above], moved[below] + least)
    ceiling = highest
    for index in reversed(order):
        moved[index] = min(moved[index], ceiling)
        ceiling = moved[index] - least
    return moved
