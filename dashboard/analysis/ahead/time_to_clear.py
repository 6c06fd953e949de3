"""How long clearing each town takes at its present pace, against the chance that the front is near by then."""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame, Index, Series

from dashboard.analysis.ahead.outlook import HORIZONS_DAYS
from dashboard.analysis.asking import Ask
from dashboard.analysis.columns import floats, texts, whole
from dashboard.analysis.floats import Floats
from dashboard.analysis.pace import WINDOW_DAYS, by_day, lead_in, rolled
from dashboard.analysis.remaining import OLD_AFTER_DAYS
from dashboard.model.filters import Filters

NEEDED_DAYS, WEEK_DAYS = 3, 7
LIKELY = 0.5
NEAR_KM = 10  # unless the reader says otherwise: children are then evacuated by force
LAST_DAYS = HORIZONS_DAYS[-1]
ENDS = ("", "_fast", "_slow")  # of the pace: as it is, at its fastest, at its slowest

_OF_TOWN = [
    *("town_code", "town_name", "people", "people_date", "people_source"),
    *("evacuated_14_days", "evacuated_date", "evacuated_source"),
]


def time_to_clear(
    ask: Ask, filters: Filters, *, overview: DataFrame, outlooks: DataFrame, within_km: int
) -> DataFrame:
    """One row per town of ``overview``, in its order: how long at this pace, and the chance by then.

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
    towns = overview[_OF_TOWN]
    pace = _paced(ask, filters, codes=towns["town_code"])
    why = _why(towns, pace, filters=filters)
    reckoned = (why == "") | (why == "nobody_left")
    people = np.where(reckoned, floats(towns["people"]), np.nan)
    days = {end: _days(people, per_day=pace[f"per_day{end}"]) for end in ENDS}
    chances = _chances(outlooks, codes=towns["town_code"].where(reckoned), within_km=within_km)
    near = _first_day(chances)
    there = {end: np.clip(people - pace[f"per_day{end}"] * near, 0, None).round() for end in ENDS}
    as_of = pd.Timestamp(filters.as_of)
    reckonings = {
        "days_reported": pace["days_reported"].astype(int),
        "why": texts(why),
        **{f"days_to_clear{end}": whole(days[end]) for end in ENDS},
        "clear_on": as_of + pd.to_timedelta(days[""], unit="D"),
        "chance": _on_day(chances, days[""]),
        "chance_in_90_days": chances[:, LAST_DAYS],
        "near_in_days": whole(near),
        "near_on": as_of + pd.to_timedelta(near, unit="D"),
        "still_there_low": whole(there["_fast"]),
        "still_there_high": whole(there["_slow"]),
        "within_km": within_km,
    }
    return pd.concat([towns, DataFrame(pace | reckonings, index=towns.index)], axis=1)


def _paced(ask: Ask, filters: Filters, *, codes: "Series[str]") -> dict[str, Floats]:
    """Of each town its pace and the ends of it; these are missing with fewer reported days than are needed."""
    today = replace(filters, since=filters.as_of, until=filters.as_of)
    daily = ask("evacuated_daily", today, since=lead_in(today))
    counts = by_day(daily, since=lead_in(today), days=WINDOW_DAYS)
    per_day, days_reported = (found[-1] for found in rolled(counts, window_days=WINDOW_DAYS))
    weeks, _ = rolled(counts, window_days=WEEK_DAYS)
    weeks = weeks[WEEK_DAYS - 1 :]
    on_all_days = per_day * days_reported / WINDOW_DAYS  # as if nobody had left on the others
    ends = (per_day, np.fmax.reduce(weeks), np.fmin(np.fmin.reduce(weeks), on_all_days))
    found = np.full((1 + len(ends), len(codes)), np.nan)
    found[0] = 0
    place = Index(codes).get_indexer(Index(daily["town_code"].unique()))
    found[:, place] = (days_reported, *np.where(days_reported >= NEEDED_DAYS, ends, np.nan))
    return dict(zip(("days_reported", *(f"per_day{end}" for end in ENDS)), found, strict=True))


def _why(towns: DataFrame, pace: Mapping[str, Floats], *, filters: Filters) -> NDArray[np.str_]:
    """Why nothing can be reckoned; empty where it can."""
    oldest = pd.Timestamp(filters.as_of) - pd.Timedelta(days=OLD_AFTER_DAYS)
    people = floats(towns["people"])
    old = (towns["people_date"] < oldest).to_numpy(dtype=bool)
    reasons = {
        "nobody_there": (people == 0) & ~old,
        "no_reports": pace["days_reported"] == 0,
        "few_reports": pace["days_reported"] < NEEDED_DAYS,
        "no_people": np.isnan(people),
        "old_people": old,
        "nobody_left": pace["per_day"] == 0,
    }
    return np.select(list(reasons.values()), list(reasons), default="")


def _days(people: Floats, *, per_day: Floats) -> Floats:
    """Whole days, the last one begun; missing at a pace of nobody."""
    days = np.divide(people, per_day, out=np.full_like(people, np.nan), where=per_day > 0)
    return cast("Floats", np.ceil(days.round(9)))


def _chances(outlooks: DataFrame, *, codes: "Series[str]", within_km: int) -> Floats:
    """The chance on each of the next 90 days, straight between today and the horizons: a row per code.

    Missing where there is no outlook (what is so today is no chance either) and where the code is missing.
    """
    each = outlooks.iloc[:: len(HORIZONS_DAYS)]  # of the rows of a town the first
    nodes = outlooks[f"chance_within_{within_km}_km"].to_numpy(dtype=float).reshape(-1, len(HORIZONS_DAYS))
    today = each["distance_km"].to_numpy(dtype=float) <= within_km
    place = Index(each["town_code"]).get_indexer(codes)
    days = np.arange(LAST_DAYS + 1)
    chances = np.full((len(codes), len(days)), np.nan)
    for row in np.flatnonzero(place >= 0):
        of_town = nodes[place[row]]
        if not np.isnan(of_town[0]):
            chances[row] = np.interp(days, (0, *HORIZONS_DAYS), (today[place[row]], *of_town))
    return chances


def _on_day(chances: Floats, days: Floats) -> Floats:
    """The chance of each row on its own day; missing beyond the last."""
    known = days <= LAST_DAYS
    found = np.full(len(days), np.nan)
    found[known] = chances[known, days[known].astype(int)]
    return found


def _first_day(chances: Floats) -> Floats:
    """The first day on which the chance is one half; missing where there is none."""
    likely = chances >= LIKELY - 1e-9
    return np.where(likely.any(axis=1), likely.argmax(axis=1), np.nan)
