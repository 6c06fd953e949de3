"""How many people were evacuated, at a glance."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
from pandas import DataFrame

from dashboard.analysis.asking import Ask
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


def evacuated(ask: Ask, filters: Filters, *, overview: DataFrame) -> Evacuated:
    """The chosen towns together: the last 30 days by day, and all days as ``overview`` counts them."""
    month_ago = filters.as_of - timedelta(days=29)
    by_day = ask("evacuated_by_period", filters, unit="day", since=month_ago, until=filters.as_of).set_index(
        "period"
    )
    days = pd.date_range(month_ago, filters.as_of)
    week, week_before = by_day[by_day.index >= days[-7]], by_day[by_day.index.isin(days[-14:-7])]
    return Evacuated(
        in_7_days=_sum(week["evacuated"]),
        in_7_days_before=_sum(week_before["evacuated"]),
        in_30_days=_sum(by_day["evacuated"]),
        in_all=_sum(overview["evacuated"]),
        towns=int(overview["evacuated"].notna().sum()),
        reports=int(overview["evacuation_reports"].sum()),
        reports_7_days=int(week["reports"].sum()),
        newest=day_of(overview["evacuated_date"].max()),
        daily=tuple(whole(by_day["evacuated"].get(day)) for day in days),
    )


def _sum(people: "pd.Series[int]") -> int | None:
    return whole(people.sum(min_count=1))
