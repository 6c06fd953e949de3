"""Towns that have gone silent."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from dashboard.analysis.asking import Ask
from dashboard.analysis.cells import rows, whole
from dashboard.analysis.silence import longest_silent, silence
from dashboard.model.filters import Filters


def gone_silent(ask: Ask, filters: Filters, *, then_ask: Ask, since: date) -> list[dict[str, Any]]:
    """One row per town that is silent now and was not on ``since``; see ``silence`` for what silent is.

    ``before_date`` is its newest report, ``date`` the first day without one that made it silent; ``after`` is how old
    the newest report is in days, ``before`` the gap in days that it usually has, missing where the rhythm is not known.
    """
    is_now = longest_silent(silence(ask, filters))
    if is_now.empty:
        return []
    then = replace(filters, as_of=since, towns=tuple(sorted(is_now["town_code"])), area=None)
    was = longest_silent(silence(then_ask, then))
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
        for town in rows(is_now[~is_now["town_code"].isin(was["town_code"])])
    ]
