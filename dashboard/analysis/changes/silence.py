"""Towns that have gone silent."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pandas import DataFrame

from dashboard.analysis.asking import Ask
from dashboard.analysis.cells import rows, whole
from dashboard.analysis.silence import silence
from dashboard.model.filters import Filters


def gone_silent(ask: Ask, filters: Filters, *, then_ask: Ask, since: date) -> list[dict[str, Any]]:
    """One row per town that is silent now and was not on ``since``; see ``silence`` for what silent is.

    ``before_date`` is its newest report, ``date`` the first day without one that made it silent; ``after`` is how old
    the newest report is in days, ``before`` the gap in days that it usually has, missing where the rhythm is not known.
    """
    is_now = _silent(silence(ask, filters))
    if not is_now:
        return []
    then = replace(filters, as_of=since, towns=tuple(sorted(town["town_code"] for town in is_now)), area=None)
    was = {town["town_code"] for town in _silent(silence(then_ask, then))}
    return [
        {
            "town_code": town["town_code"],
            "town_name": town["town_name"],
            "kind": "silent",
            "date": town["newest_report"] + timedelta(days=town["silent_after_days"] + 1),
            "before_date": town["newest_report"],
            "before": whole(town["usual_gap_days"]),
            "after": town["age_days"],
        }
        for town in is_now
        if town["town_code"] not in was
    ]


def _silent(silences: DataFrame) -> list[dict[str, Any]]:
    return rows(silences[silences["silent"].to_numpy()])
