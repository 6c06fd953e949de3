"""Towns that lie in another distance band than they did."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from pandas import DataFrame

from dashboard.analysis.asking import Ask
from dashboard.analysis.changes.newer_reports import newer_reports
from dashboard.analysis.front import crossings
from dashboard.model.filters import Filters

Rows = list[dict[str, Any]]


def crossed_bands(
    ask: Ask, filters: Filters, *, then: DataFrame, now: DataFrame, edges_km: Sequence[float]
) -> Rows:
    """One row per town of the two overviews whose newest distance is on another side of an edge than the one then.

    "held" came inside the held area, "nearer" within ``edge_km``, the innermost edge that it crossed; "farther" went
    beyond ``edge_km``, the outermost one, which is 0 where it only left the held area. On an edge is within it. A town
    that crossed and came back has no row. ``date`` is the day of the report that last crossed that edge. Both
    distances are of one source: a town whose source fell silent changes nothing.
    """
    edges = (0.0, *map(float, edges_km))
    found = []
    for town in newer_reports(then, now, value="front_distance_km", day="distance_date"):
        crossed = [edge for edge in edges if (town.was <= edge) != (town.is_now <= edge)]
        if crossed:
            nearer = town.is_now < town.was
            edge = min(crossed) if nearer else max(crossed)
            kind = "farther" if not nearer else "held" if edge == 0 else "nearer"
            found.append(town.change(kind, edge_km=edge, source=filters.source))
    _put_days(found, _days(ask, filters, found=found, edges_km=edges_km))
    return found


def _days(ask: Ask, filters: Filters, *, found: Rows, edges_km: Sequence[float]) -> DataFrame:
    """The newest crossing of each edge by these towns."""
    if not found:
        return DataFrame()
    first = min(row["before_date"] for row in found).date() + timedelta(days=1)
    codes = tuple(sorted({row["town_code"] for row in found}))
    of_these = replace(filters, towns=codes, area=None, since=first, until=filters.as_of)
    return crossings(ask, of_these, edges_km=edges_km).drop_duplicates(["town_code", "edge_km"])


def _put_days(found: Rows, newest: DataFrame) -> None:
    if newest.empty:
        return
    keys = zip(newest["town_code"], newest["edge_km"], newest["direction"], strict=True)
    days = dict(zip(keys, newest["date"], strict=True))
    for row in found:
        direction = "farther" if row["kind"] == "farther" else "nearer"
        row["date"] = days.get((row["town_code"], row["edge_km"], direction), row["date"])
