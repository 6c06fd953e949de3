"""When a town meets an alert rule about its distance, its services, its silence or its pace; see ``alerts.rows``."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Protocol

import pandas as pd

from dashboard.analysis.alerts.chances import chance_above
from dashboard.analysis.alerts.losses import service_lost
from dashboard.analysis.alerts.rows import JudgedTown, judged_rows, looked_up, towns_of
from dashboard.analysis.asking import Ask
from dashboard.analysis.cells import known
from dashboard.analysis.pace import pace
from dashboard.analysis.silence import silence
from dashboard.model.alert_rule import PACE_REPORTS_AT_LEAST, PACE_WINDOW_DAYS, AlertRule
from dashboard.model.filters import Filters

FIRST_DAY = date(1900, 1, 1)  # before every report


class Condition(Protocol):
    """Judges towns by one rule, those that it is about or more; see ``alerts.rows`` for what a row is."""

    def __call__(self, ask: Ask, filters: Filters, *, rule: AlertRule) -> list[JudgedTown]: ...


def front_nearer_than(ask: Ask, filters: Filters, *, rule: AlertRule) -> list[JudgedTown]:
    """The newest distance by the filters' source is less than the threshold: 10.0 km is not nearer than 10 km.

    A town inside the held area (0 km) goes on meeting it for 30 days after it was last seen outside: who was about to
    drive there must learn of it, and later nobody can.
    """
    limit_km, about = float(rule.threshold or 0), towns_of(ask, rule)
    overview = ask("overview", filters)
    columns = (overview[name].tolist() for name in ("town_code", "front_distance_km", "distance_date"))
    distances = [row for row in zip(*columns, strict=True) if known(row[1]) is not None and row[0] in about]
    near = tuple(sorted(code for code, km, _ in distances if km < limit_km))
    began = _near_since(ask, replace(filters, towns=near, area=None), limit_km=limit_km) if near else {}
    return [
        JudgedTown(code, code in began, km, began.get(code), day, filters.source)
        for code, km, day in distances
    ]


def _near_since(ask: Ask, filters: Filters, *, limit_km: float) -> dict[str, pd.Timestamp]:
    """Since when the chosen towns are near, without those that are inside the held area for long."""
    since = ask("nearer_since", filters, limit_km=limit_km)
    return dict(zip(since["town_code"].tolist(), since["began"].tolist(), strict=True))


def silent_for(ask: Ask, filters: Filters, *, rule: AlertRule) -> list[JudgedTown]:
    """The newest report of status or evacuation is that many days old or older: 10 days old is silent for 10 days.

    A town that never reported is not covered, and not silent. A silence has no source.
    """
    silences, days = silence(ask, filters), int(rule.threshold or 0)
    columns = (silences[name].tolist() for name in ("town_code", "age_days", "newest_report"))
    return [
        JudgedTown(code, age >= days, age, newest + timedelta(days=days), newest, None)
        for code, age, newest in zip(*columns, strict=True)
    ]


def pace_under(ask: Ask, filters: Filters, *, rule: AlertRule) -> list[JudgedTown]:
    """Fewer people a reported day than the threshold left over the last 14 days, of which at least 3 have a report.

    Days on which fewer than 3 of the 14 had a report tell nothing: they neither begin nor end it.
    """
    daily = ask("evacuated_daily", filters, since=FIRST_DAY, until=filters.as_of)
    if daily.empty:
        return []
    span = replace(filters, since=daily["date"].min().date(), until=filters.as_of)
    paces = pace(daily, span, window_days=PACE_WINDOW_DAYS)
    told = paces[paces["days_reported"] >= PACE_REPORTS_AT_LEAST]
    under = told["per_day"] < float(rule.threshold or 0)
    over = told[~under].groupby("town_code")["date"].max()
    run = told[under & ~(told["date"] <= looked_up(told["town_code"], over))]
    judged = told[told["date"] == pd.Timestamp(filters.as_of)]
    met, code = under.loc[judged.index], judged["town_code"]
    sources = ask("overview", filters).set_index("town_code")["evacuated_source"]
    return judged_rows(
        code,
        met=met,
        value=judged["per_day"],
        began=looked_up(code, run.groupby("town_code")["date"].min()).where(met),
        date=looked_up(code, daily.groupby("town_code")["date"].max()),
        source=looked_up(code, sources),
        reported_days=judged["days_reported"],
    )


CONDITIONS: dict[str, Condition] = {
    "front_nearer_than": front_nearer_than,
    "chance_above": chance_above,
    "service_lost": service_lost,
    "silent_for": silent_for,
    "pace_under": pace_under,
}
