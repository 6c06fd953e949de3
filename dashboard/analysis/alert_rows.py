"""What it means to judge towns by an alert rule.

A row per chosen town that the reports suffice to judge, with ``met``, ``value`` (in the unit of the kind; of chances 0
to 1, of services how many), ``began`` (the first day since which it is met without a break, as far as reports tell;
missing where it is not met), ``date`` and ``source`` of the newest figure (missing where none was stated). A town that
is not among the rows is neither well nor in danger: nobody knows.
"""

from typing import Any

from pandas import DataFrame, Series

COLUMNS = ["town_code", "met", "value", "began", "date", "source", "services", "reported_days"]
# Without a row pandas would take days for numbers.
_TYPES: dict[str, Any] = {"met": bool, "value": float, "began": "datetime64[us]", "date": "datetime64[us]"}


def judged_rows(
    town_code: "Series[str]", *, met: "Series[bool]", value: "Series[float]", **more: Any
) -> DataFrame:
    """``services`` (of a rule about services, separated by ;) and ``reported_days`` (of a pace) may be left out."""
    rows = DataFrame({"town_code": town_code, "met": met, "value": value}).assign(**more)
    return rows.reindex(columns=COLUMNS).astype(_TYPES).reset_index(drop=True)


def looked_up(town_code: "Series[str]", by_code: "Series[Any]") -> "Series[Any]":
    """The value of each town; missing where there is none. (``map`` fails on a series of days without a row.)"""
    return Series(by_code.reindex(town_code).to_numpy(), index=town_code.index)
