"""How long clearing each town takes at its present pace, against the chance that the front is near by then."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from dashboard.analysis.asking import Ask
from dashboard.analysis.outlook import HORIZONS_DAYS, chance_by
from dashboard.analysis.pace import WINDOW_DAYS, lead_in, pace
from dashboard.analysis.remaining import OLD_AFTER_DAYS
from dashboard.model.filters import Filters

NEEDED_DAYS, WEEK_DAYS = 3, 7
LIKELY = 0.5
NEAR_KM = 10  # unless the reader says otherwise: children are then evacuated by force
LAST_DAYS = HORIZONS_DAYS[-1]

_OF_TOWN = [
    "town_code",
    "town_name",
    "people",
    "people_date",
    "people_source",
    "evacuated_14_days",
    "evacuated_date",
    "evacuated_source",
]


def time_to_clear(ask: Ask, filters: Filters, *, outlooks: DataFrame, within_km: int) -> DataFrame:
    """One row per chosen town, in the order of the overview: how long at this pace, and the chance by then.

    ``per_day`` are the people evacuated per day with a report in the 14 days up to the as-of day, on ``days_reported``
    of them; ``per_day_fast`` is the fastest seven days in a row of these, ``per_day_slow`` the slowest, or all 14 days
    as if nobody had left on those without a report, whichever is less. ``days_to_clear`` are whole days from the as-of
    day until the ``people`` of the newest report have all left, if every day is like the reported ones; ``_fast`` and
    ``_slow`` the same at the ends of the pace. Projections, not reports: who remains is never known from who left.

    ``chance`` is that of ``outlooks`` that the front is within ``within_km`` on the day ``clear_on``; missing beyond
    90 days, ``chance_in_90_days`` is then what can be said. ``near_in_days`` is the first day on which that chance is
    one half or more (0: within already), missing where it stays below for 90 days; ``still_there_low`` and ``_high``
    are the people left on that day at the fast and at the slow end of the pace.

    ``why`` says in place of days: "no_reports" (no evacuation reported in 14 days), "few_reports" (on fewer than 3),
    "no_people" (remaining not reported), "old_people" (more than 30 days old), "nobody_there" (0 remaining) and
    "nobody_left" (0 evacuated on every reported day: at this pace the town is never clear).
    """
    rows = _paced(ask("overview", filters)[_OF_TOWN], ask, filters=filters)
    rows["why"] = _why(rows, filters)
    reckoned = rows["why"].isna() | (rows["why"] == "nobody_left")
    people = rows["people"].where(reckoned)
    for end in ("", "_fast", "_slow"):
        rows[f"days_to_clear{end}"] = _days(people, per_day=rows[f"per_day{end}"])
    rows["clear_on"] = _day_after(filters, days=rows["days_to_clear"])
    codes = rows["town_code"][reckoned]
    outlooks = outlooks[outlooks["town_code"].isin(codes)]
    rows["chance"] = _at(rows, chance_by(outlooks, days=_by_code(rows, codes), within_km=within_km))
    chances = _chances(outlooks, codes=codes, within_km=within_km)
    rows["chance_in_90_days"] = _at(rows, chances[LAST_DAYS])
    rows["near_in_days"] = _at(rows, _first_day(chances)).astype("Int64")
    rows["near_on"] = _day_after(filters, days=rows["near_in_days"])
    for name, end in (("still_there_low", "_fast"), ("still_there_high", "_slow")):
        gone = rows[f"per_day{end}"] * rows["near_in_days"].astype("Float64").astype(float)
        rows[name] = (people - gone).clip(lower=0).round().astype("Int64")
    return rows.assign(within_km=within_km)


def _paced(towns: DataFrame, ask: Ask, *, filters: Filters) -> DataFrame:
    """The towns with their pace and its ends; both missing with fewer reported days than are needed."""
    today = replace(filters, since=filters.as_of, until=filters.as_of)
    weeks = replace(today, since=filters.as_of - timedelta(days=WINDOW_DAYS - WEEK_DAYS))
    daily = ask("evacuated_daily", today, since=lead_in(today))
    now = pace(daily, today).set_index("town_code")
    week = pace(daily, weeks, window_days=WEEK_DAYS).groupby("town_code")["per_day"]
    codes = towns["town_code"]
    days = now["days_reported"].reindex(codes, fill_value=0).astype(int)
    enough = days >= NEEDED_DAYS
    per_day = now["per_day"].reindex(codes)
    slowest = week.min().reindex(codes)
    on_all_days = per_day * days / WINDOW_DAYS  # as if nobody had left on the others
    paced = DataFrame(
        {
            "days_reported": days,
            "per_day": per_day.where(enough),
            "per_day_fast": week.max().reindex(codes).where(enough),
            "per_day_slow": slowest.where(slowest < on_all_days, on_all_days).where(enough),
        }
    )
    return towns.join(paced, on="town_code")


def _why(rows: DataFrame, filters: Filters) -> "Series[str]":
    """Why nothing can be reckoned; missing where it can."""
    oldest = pd.Timestamp(filters.as_of) - pd.Timedelta(days=OLD_AFTER_DAYS)
    reasons = {
        "no_reports": rows["days_reported"] == 0,
        "few_reports": rows["days_reported"] < NEEDED_DAYS,
        "no_people": rows["people"].isna(),
        "old_people": rows["people_date"] < oldest,
        "nobody_there": rows["people"] == 0,
        "nobody_left": rows["per_day"] == 0,
    }
    met = [reason.to_numpy(dtype=bool, na_value=False) for reason in reasons.values()]
    why = Series(np.select(met, list(reasons), default=""), index=rows.index, dtype=object)
    return why.where(why != "", None)


def _days(people: "Series[int]", *, per_day: "Series[float]") -> "Series[int]":
    """Whole days, the last one begun; missing at a pace of nobody."""
    days = people.astype(float) / per_day.where(per_day > 0)
    return Series(np.ceil(days.round(9)), index=people.index).astype("Int64")


def _day_after(filters: Filters, *, days: "Series[int]") -> "Series[pd.Timestamp]":
    return pd.Timestamp(filters.as_of) + pd.to_timedelta(days, unit="D")


def _by_code(rows: DataFrame, codes: "Series[str]") -> "Series[float]":
    return rows.set_index("town_code")["days_to_clear"].reindex(codes).astype("Float64").astype(float)


def _at(rows: DataFrame, by_code: "Series[float]") -> "Series[float]":
    return rows["town_code"].map(by_code).astype(float)


def _chances(outlooks: DataFrame, *, codes: "Series[str]", within_km: int) -> DataFrame:
    """The chance on each of the next 90 days as ``chance_by`` finds it, a row per town and a column per day.

    Missing where there is no outlook: what is so today is no chance either.
    """
    known = outlooks.pivot(index="town_code", columns="horizon_days", values=f"chance_within_{within_km}_km")
    known = known.reindex(columns=list(HORIZONS_DAYS))
    distance_km = outlooks.drop_duplicates("town_code").set_index("town_code")["distance_km"]
    known.insert(0, 0, (distance_km <= within_km).astype(float).where(known[HORIZONS_DAYS[0]].notna()))
    nodes = known.reindex(codes)
    days = range(LAST_DAYS + 1)
    chances = [np.interp(days, (0, *HORIZONS_DAYS), row) for row in nodes.to_numpy(dtype=float)]
    return DataFrame(np.reshape(chances, (len(nodes), len(days))), index=nodes.index, columns=list(days))


def _first_day(chances: DataFrame) -> "Series[float]":
    """The first day on which the chance is one half; missing where there is none."""
    likely = chances >= LIKELY - 1e-9
    return likely.idxmax(axis="columns").where(likely.any(axis="columns")).astype(float)
