"""How many people were evacuated, at a glance."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from dashboard.analysis.asking import Ask, asked
from dashboard.analysis.cells import day_of, whole
from dashboard.model.filters import Filters


@dataclass(frozen=True)
class Evacuated:
    """Counts at one point only. None is no report in that time, not zero."""

    in_7_days: int | None
    in_7_days_before: int | None
    in_30_days: int | None
    in_all: int | None
    towns: int
    reports: int
    reports_7_days: int
    newest: date | None
    daily: tuple[int | None, ...]


def evacuated(ask: Ask, filters: Filters) -> Evacuated:
    totals = asked(ask, "evacuated_totals", filters).iloc[0]
    month_ago = filters.as_of - timedelta(days=29)
    by_day = asked(
        ask, "evacuated_by_period", filters, unit="day", since=month_ago, until=filters.as_of
    ).set_index("period")["evacuated"]
    days = pd.date_range(month_ago, filters.as_of)
    return Evacuated(
        in_7_days=whole(totals["evacuated_7_days"]),
        in_7_days_before=whole(totals["evacuated_7_days_before"]),
        in_30_days=whole(totals["evacuated_30_days"]),
        in_all=whole(totals["evacuated"]),
        towns=int(totals["towns"]),
        reports=int(totals["reports"]),
        reports_7_days=int(totals["reports_7_days"]),
        newest=day_of(totals["newest"]),
        daily=tuple(whole(by_day.get(day)) for day in days),
    )
