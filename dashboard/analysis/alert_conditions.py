"""When a town meets an alert rule about its distance, its services, its silence or its pace; see ``alert_rows``."""

from dataclasses import replace
from datetime import date
from typing import Protocol

import pandas as pd
from pandas import DataFrame

from dashboard.analysis.alert_chances import chance_above
from dashboard.analysis.alert_rows import judged_rows, looked_up
from dashboard.analysis.asking import Ask
from dashboard.analysis.pace import pace
from dashboard.analysis.silence import silence
from dashboard.model.alert_rule import PACE_REPORTS_AT_LEAST, PACE_WINDOW_DAYS, AlertRule
from dashboard.model.filters import Filters

FIRST_DAY = date(1900, 1, 1)  # before every report


class Condition(Protocol):
    """Judges the chosen towns by one rule; see ``alert_rows`` for what a row is."""

    def __call__(self, ask: Ask, filters: Filters, *, rule: AlertRule) -> DataFrame: ...


def front_nearer_than(ask: Ask, filters: Filters, *, rule: AlertRule) -> DataFrame:
    """The newest distance by the filters' source is less than the threshold: 10.0 km is not nearer than 10 km.

    A town inside the held area (0 km) goes on meeting it for 30 days after it was last seen outside: who was about to
    drive there must learn of it, and later nobody can.
    """
    distances = ask("nearer_since", filters, limit_km=float(rule.threshold or 0))
    met = distances["began"].notna()
    return judged_rows(
        distances["town_code"],
        met=met,
        value=distances["front_distance_km"],
        began=distances["began"],
        date=distances["distance_date"],
        source=filters.source,
    )


def service_lost(ask: Ask, filters: Filters, *, rule: AlertRule) -> DataFrame:
    """The newest state of a service is closed and an earlier one was open or limited.

    Of a rule about any service a town's alert begins with the service that was lost last, so that each further loss
    is a new one. ``services`` names them. A state that the newest report calls unknown is not told.
    """
    states = ask("service_states_at", filters, day=filters.as_of)
    told = states[(states["state"] != "unknown") & (states["service"] == (rule.service or states["service"]))]
    closed = told[told["state"] == "closed"][["town_code", "service", "date"]]
    codes = tuple(sorted(set(closed["town_code"])))
    known = (
        ask("closed_since", filters, towns=codes)
        if codes
        else closed.assign(began=closed["date"], source=None)
    )
    lost = closed.merge(known[["town_code", "service", "began", "source"]], on=["town_code", "service"])
    lost = lost.sort_values(["began", "service"], kind="stable")
    newest = lost.drop_duplicates("town_code", keep="last").set_index("town_code")
    judged = told.sort_values("date", kind="stable").drop_duplicates("town_code", keep="last")
    code = judged["town_code"]
    return judged_rows(
        code,
        met=code.isin(newest.index),
        value=looked_up(code, lost["town_code"].value_counts()),
        began=looked_up(code, newest["began"]),
        date=looked_up(code, newest["date"]).fillna(judged["date"]),
        source=looked_up(code, newest["source"]),
        services=looked_up(code, lost.groupby("town_code")["service"].agg(";".join)),
    )


def silent_for(ask: Ask, filters: Filters, *, rule: AlertRule) -> DataFrame:
    """The newest report of status or evacuation is that many days old or older: 10 days old is silent for 10 days.

    A town that never reported is not covered, and not silent. A silence has no source.
    """
    silences = silence(ask, filters)
    days = int(rule.threshold or 0)
    met = silences["age_days"] >= days
    return judged_rows(
        silences["town_code"],
        met=met,
        value=silences["age_days"],
        began=(silences["newest_report"] + pd.Timedelta(days=days)).where(met),
        date=silences["newest_report"],
        source=None,
    )


def pace_under(ask: Ask, filters: Filters, *, rule: AlertRule) -> DataFrame:
    """Fewer people a reported day than the threshold left over the last 14 days, of which at least 3 have a report.

    Days on which fewer than 3 of the 14 had a report tell nothing: they neither begin nor end it.
    """
    daily = ask("evacuated_daily", filters, since=FIRST_DAY, until=filters.as_of)
    if daily.empty:
        return judged_rows(daily["town_code"], met=daily["evacuated"].astype(bool), value=daily["evacuated"])
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
