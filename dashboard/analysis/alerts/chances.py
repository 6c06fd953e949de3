"""When a town meets an alert rule about the outlook's chance."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
from pandas import DataFrame

from dashboard.analysis.ahead.outlook import outlook
from dashboard.analysis.alerts.rows import JudgedTown, judged_rows, looked_up
from dashboard.analysis.asking import Ask
from dashboard.model.alert_rule import AlertRule
from dashboard.model.filters import Filters


def chance_above(ask: Ask, filters: Filters, *, rule: AlertRule) -> list[JudgedTown]:
    """The chance that the front is within ``within_km`` after ``horizon_days`` is more than the threshold, in per cent.

    A town inside the held area has no outlook, and no alert. It is looked back at the Mondays since the beginning of
    the month before: an outlook for each day of years would take minutes. One that was above on all of them began on
    the first, so what lasts is to be acknowledged anew each month.
    """
    now = _chances(ask, filters, rule=rule)
    judged = now[now["chance"].notna() | (now["why"] == "inside")]
    limit = float(rule.threshold or 0) / 100
    met = judged["chance"] > limit
    began = _above_since(ask, filters, rule=rule, codes=judged["town_code"][met].tolist())
    return judged_rows(
        judged["town_code"],
        met=met,
        value=judged["chance"],
        began=looked_up(judged["town_code"], began),
        date=judged["distance_date"],
        source=filters.source,
    )


def _chances(ask: Ask, filters: Filters, *, rule: AlertRule) -> DataFrame:
    rows = outlook(ask, filters, horizons_days=(int(rule.horizon_days or 0),))
    return rows.assign(chance=rows[f"chance_within_{rule.within_km:g}_km"])


def _above_since(ask: Ask, filters: Filters, rule: AlertRule, codes: list[str]) -> "pd.Series[pd.Timestamp]":
    """For towns above the limit the day after the last Monday that was not, or the first Monday of all that were.

    A Monday without an outlook is none that was above.
    """
    limit = float(rule.threshold or 0) / 100
    began = dict.fromkeys(codes, pd.Timestamp(filters.as_of))
    running = codes
    for day in mondays_before(filters.as_of):
        if not running:
            break
        then = _chances(ask, replace(filters, as_of=day, towns=tuple(running), area=None), rule=rule)
        chances = dict(zip(then["town_code"], then["chance"], strict=True))
        for code in running:
            above = chances[code] > limit
            began[code] = pd.Timestamp(day if above else day + timedelta(days=1))
        running = [code for code in running if chances[code] > limit]
    return pd.Series(began, dtype="datetime64[us]")


def mondays_before(as_of: date) -> list[date]:
    """Newest first, down to the first one of the month before."""
    month_before = (as_of.replace(day=1) - timedelta(days=1)).replace(day=1)
    newest = as_of - timedelta(days=as_of.weekday() or 7)
    weeks = (newest - month_before).days // 7
    return [newest - timedelta(weeks=week) for week in range(weeks + 1)]
