"""Days, weeks and months in a row, so that a period nobody reported on can be seen."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy
from pandas import DataFrame

from dashboard.charts.series import Days, day_array

Unit = Literal["day", "week", "month"]


@dataclass(frozen=True)
class Period:
    """A day, week or month from ``first`` to ``last``; ``evacuated`` None where nobody reported.

    ``unfinished``: part of it lies outside the chosen time or after the as-of day.
    """

    first: date
    last: date
    evacuated: float | None
    days_reported: int
    unfinished: bool


def periods_of(
    reported: DataFrame, *, unit: Unit, since: date | None, until: date | None, as_of: date | None
) -> list[Period]:
    """Every period from ``since`` to ``until``, without them from the first to the last reported one.

    Weeks begin on the weekday on which those of the frame begin.
    """
    firsts = day_array(reported, "period")
    evacuated = reported["evacuated"].to_numpy(dtype=float, na_value=numpy.nan)
    days_reported = reported["days_reported"].tolist()
    rows = {day: i for i, day in enumerate(firsts.astype(object).tolist()) if not numpy.isnan(evacuated[i])}
    every = _starts(firsts.min().astype(object), since or firsts.min(), until or firsts.max(), unit=unit)
    end = min((day for day in (until, as_of) if day is not None), default=None)
    found = []
    for first in every.astype(object).tolist():
        last, row = _last(first, unit=unit), rows.get(first)
        count = None if row is None else float(evacuated[row])
        days = 0 if row is None else int(days_reported[row])
        cut = (since is not None and first < since) or (end is not None and last > end)
        found.append(Period(first, last, count, days, unfinished=cut))
    return found


def _starts(anchor: date, since: date, until: date, *, unit: Unit) -> Days:
    """The first days of all periods that touch the time from ``since`` to ``until``."""
    low, high = numpy.datetime64(since, "D"), numpy.datetime64(until, "D")
    if unit == "month":
        return numpy.arange(low.astype("datetime64[M]"), high.astype("datetime64[M]") + 1).astype(
            "datetime64[D]"
        )
    step = 7 if unit == "week" else 1
    before = (low - numpy.datetime64(anchor, "D")).astype(int) // step * step
    return numpy.arange(numpy.datetime64(anchor, "D") + before, high + 1, step)


def _last(first: date, *, unit: Unit) -> date:
    if unit == "month":
        return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first + timedelta(days=6) if unit == "week" else first
