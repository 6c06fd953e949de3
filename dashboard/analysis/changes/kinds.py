"""What a change is: its kinds in the order of their importance, and its row."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

KINDS = (
    "held",
    "nearer",
    "order_stricter",
    "status_worse",
    "service_lost",
    "pace_stalled",
    "silent",
    "people_up",
    "people_down",
    "pace_doubled",
    "correction",
    "farther",
    "order_relaxed",
    "status_better",
    "service_restored",
)
"""From what asks for a decision today to what can wait: nobody can drive into a held town any more; a front within a
band and an order change who must leave; a town in a worse state or without a service is harder to stay in and to reach;
a pace that stalled and a town that fell silent may hide either; then numbers, corrections, and good news."""

COLUMNS = (
    "town_code",
    "town_name",
    "kind",
    "what",
    "date",
    "before",
    "after",
    "before_date",
    "after_date",
    "edge_km",
    "days_before",
    "days_after",
    "source",
    "upload_id",
    "destination",
    "team",
)

_DAYS = ("date", "before_date", "after_date")
_WHOLE = ("days_before", "days_after", "upload_id", "importance")
_TYPES = dict.fromkeys(_DAYS, "datetime64[us]") | dict.fromkeys(_WHOLE, "Int64") | {"edge_km": "Float64"}
_MISSING_LAST = float("inf")

Rows = Sequence[Mapping[str, Any]]


def as_changes(rows: Rows) -> DataFrame:
    """Rows with any of ``COLUMNS`` as a frame with all of them; what a row does not say is missing."""
    return DataFrame({name: _column(rows, name) for name in (*COLUMNS, "importance")})


def _column(rows: Rows, name: str) -> "Series[Any]":
    values = np.empty(len(rows), dtype=object)
    values[:] = [row.get(name) for row in rows]
    values[pd.isna(values)] = None
    return Series(values, dtype=_TYPES.get(name, object))


def by_importance(
    rows: Rows, *, kilometres: Mapping[str, float], edges_km: Sequence[float]
) -> list[dict[str, Any]]:
    """The changes, most important first: the one order of every list of them.

    First by ``importance``: 1 is the first of ``KINDS``. The outermost of several edges is weeks away and counts with
    the numbers of people. Within it towns outside the held area come first, then what crossed the nearer edge, then
    the towns nearest to the front (``kilometres`` by town code; without a distance last), then what is newest.
    """
    ranked = [dict(row) | {"importance": _importance(row, edges_km)} for row in rows]
    known_km = {code: km for code, km in kilometres.items() if not pd.isna(km)}
    return sorted(ranked, key=lambda row: _place(row, known_km.get(row["town_code"], _MISSING_LAST)))


def _importance(row: Mapping[str, Any], edges_km: Sequence[float]) -> int:
    outermost = row["kind"] == "nearer" and len(edges_km) > 1 and row["edge_km"] == edges_km[-1]
    return KINDS.index("people_up" if outermost else row["kind"]) + 1


def _place(row: Mapping[str, Any], distance_km: float) -> tuple[Any, ...]:
    names = ("town_name", "town_code", "what", "destination", "team")
    return (
        row["importance"],
        distance_km <= 0,
        row.get("edge_km", _MISSING_LAST),
        distance_km,
        -row["date"].toordinal(),
        *(row.get(name) or "" for name in names),
    )
