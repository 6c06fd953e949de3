"""Towns whose evacuation stalled, or doubled its pace."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pandas import DataFrame, Timestamp, isna

from dashboard.analysis.asking import Ask
from dashboard.analysis.pace import WINDOW_DAYS, lead_in
from dashboard.model.filters import Filters

LEAST_PER_DAY = 1.0  # below it a few people more or less would be news
LEAST_DAYS = 3
TIMES = 2

Paces = dict[str, tuple[float, int]]


def changed_paces(
    ask: Ask, filters: Filters, *, then_ask: Ask, since: date, now: DataFrame
) -> list[dict[str, Any]]:
    """One row per town whose pace over the 14 days up to the as-of day is another than over those up to ``since``.

    "pace_stalled": at least 1 a reported day then, and now nobody; ``after`` is 0 where reports say so and missing
    where no evacuation was reported at all: not the same. "pace_doubled": at least twice as many a reported day as
    then, at least 1, with reports on at least 3 days of both times; from 0 to 1 is doubled, too. ``days_before`` and
    ``days_after`` are the days with a report of the 14. Counts at one point. ``before_date`` is the newest day with a
    report where there is none in 14 days, and ``date`` the first of which that is true; else ``date`` is the newest
    day. The two times share days where ``since`` is less than 14 days before. A town of which no report is left has no
    row. ``now`` is the overview.
    """
    then, later = _paces(then_ask, filters, day=since), _paces(ask, filters, day=filters.as_of)
    names = ("town_code", "town_name", "evacuated_source", "evacuated_date")
    found = []
    for code, name, source, newest in zip(*(now[name].tolist() for name in names), strict=True):
        kind = _kind(then.get(code), later.get(code))
        if kind is not None and not isna(newest):  # all of its reports were taken back: those are corrections
            was, days_before = then[code]
            is_now, days_after = later.get(code, (None, 0))
            told = {
                "town_code": code,
                "town_name": name,
                "kind": kind,
                "before": was,
                "after": is_now,
                "source": source,
            }
            days = {"days_before": days_before, "days_after": days_after}
            found.append(told | days | _dates(newest, nothing=is_now is None))
    return found


def _kind(then: tuple[float, int] | None, now: tuple[float, int] | None) -> str | None:
    if then is None:
        return None
    (was, days_before), (is_now, days_after) = then, now or (0.0, 0)
    if was >= LEAST_PER_DAY and is_now == 0:
        return "pace_stalled"
    enough = min(days_before, days_after) >= LEAST_DAYS
    return "pace_doubled" if enough and is_now >= LEAST_PER_DAY and is_now >= TIMES * was else None


def _dates(newest: Timestamp, *, nothing: bool) -> dict[str, Timestamp]:
    if nothing:
        return {"date": newest + timedelta(days=WINDOW_DAYS), "before_date": newest}
    return {"date": newest, "after_date": newest}


def _paces(ask: Ask, filters: Filters, *, day: date) -> Paces:
    """The ``pace`` of each town with a report in the 14 days up to ``day``, and on how many days it stands."""
    window = replace(filters, since=day, until=day)
    daily = ask("evacuated_daily", window, since=lead_in(window))
    people: dict[str, list[int]] = {}
    for code, evacuated in zip(daily["town_code"].tolist(), daily["evacuated"].tolist(), strict=True):
        people.setdefault(code, []).append(evacuated)
    return {code: (sum(counts) / len(counts), len(counts)) for code, counts in people.items()}
