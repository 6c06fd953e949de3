"""What it means to judge towns by an alert rule, and which towns one is about.

A row per town that the reports suffice to judge, with ``met``, ``value`` (in the unit of the kind; of chances 0 to 1,
of services how many), ``began`` (the first day since which it is met without a break, as far as reports tell; of no
meaning where it is not met), ``date`` and ``source`` of the newest figure (missing where none was stated),
``services`` (of a rule about services, separated by ;) and ``reported_days`` (of a pace). A town that is not among the
rows is neither well nor in danger: nobody knows.

Plain rows, as of changes: some hundred towns are a millisecond so, and forty in frames.
"""

from collections.abc import Iterable, Set
from itertools import repeat
from typing import Any, NamedTuple

from pandas import Series, Timestamp
from pandas.api.typing import NaTType

from dashboard.analysis.asking import Ask
from dashboard.model.alert_rule import AlertRule


class JudgedTown(NamedTuple):
    """Of ``value``, ``began`` and all after them any may be missing: None, NaN or NaT."""

    town_code: str
    met: bool
    value: Any
    began: Timestamp | NaTType | None
    date: Timestamp | NaTType | None
    source: str | None
    services: str | None = None
    reported_days: int | None = None


def judged_rows(
    town_code: Iterable[str],
    *,
    met: Iterable[bool],
    value: Iterable[Any],
    began: Iterable[Any],
    date: Iterable[Any],
    source: Iterable[Any] | str | None,
    reported_days: Iterable[int] | None = None,
) -> list[JudgedTown]:
    """The rows of columns of one length; a ``source`` that is one name is that of all."""
    sources = repeat(source) if source is None or isinstance(source, str) else source
    days = repeat(None) if reported_days is None else reported_days
    columns = zip(town_code, met, value, began, date, sources, repeat(None), days, strict=False)
    return list(map(JudgedTown._make, columns))


def looked_up(town_code: "Series[str]", by_code: "Series[Any]") -> "Series[Any]":
    """The value of each town; missing where there is none. (``map`` fails on a series of days without a row.)"""
    return Series(by_code.reindex(town_code).to_numpy(), index=town_code.index)


def towns_of(ask: Ask, rule: AlertRule) -> Set[str]:
    """The codes of the towns that a rule is about, of all that are known."""
    if rule.town_code is not None:
        return {rule.town_code}
    towns = ask("towns")
    codes = towns["town_code"].tolist()
    if rule.area_code is None:
        return set(codes)
    areas = zip(*(towns[f"admin{level}_code"].tolist() for level in (1, 2, 3)), strict=True)
    return {code for code, within in zip(codes, areas, strict=True) if rule.area_code in within}
