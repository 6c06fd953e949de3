"""How fast people leave: a rolling pace over the days with a report, and its past trend."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
from pandas import DataFrame

from dashboard.model.filters import Filters

WINDOW_DAYS = 14

Days = np.ndarray[tuple[int, int], np.dtype[np.float64]]
WholeDays = np.ndarray[tuple[int, int], np.dtype[np.int64]]


def lead_in(filters: Filters, *, window_days: int = WINDOW_DAYS) -> date:
    """The first day whose reports the pace on ``filters.since`` needs."""
    return filters.since - timedelta(days=window_days - 1)


def pace(daily: DataFrame, filters: Filters, *, window_days: int = WINDOW_DAYS) -> DataFrame:
    """People evacuated per reported day, over a rolling window.

    ``daily`` has a row per town and day with a report. One row per town and day from ``filters.since`` to
    ``filters.until``: ``per_day`` is the people of the window divided by the days of the window that have a report, so
    a day without a report is not a day without evacuation; missing where the window has no report at all.
    ``days_reported`` says on how many of the ``window_days`` it stands.
    """
    days = pd.date_range(lead_in(filters, window_days=window_days), filters.until)
    towns = daily[["town_code", "town_name"]].drop_duplicates("town_code")
    counts = by_day(daily, since=days[0].date(), days=len(days))
    per_day, days_reported = rolled(counts, window_days=window_days)
    rows = DataFrame(
        {
            "date": np.tile(days, counts.shape[1]),
            "per_day": per_day.ravel("F"),
            "days_reported": days_reported.ravel("F"),
            "town_code": towns["town_code"].repeat(len(days)).array,
            "town_name": towns["town_name"].repeat(len(days)).array,
            "reported": ~np.isnan(counts).ravel("F"),
        }
    )
    return rows[rows["date"] >= pd.Timestamp(filters.since)].assign(window_days=window_days)


def by_day(daily: DataFrame, *, since: date, days: int) -> Days:
    """People evacuated, a row for each of ``days`` and a column per town of ``daily`` as they first come there.

    Missing on a day without a report.
    """
    place, towns = pd.factorize(daily["town_code"])
    day = (daily["date"].to_numpy("datetime64[D]") - np.datetime64(since, "D")).astype(int)
    inside = (day >= 0) & (day < days)
    at = (day[inside], place[inside])
    counts = np.full((days, len(towns)), np.nan)
    counts[at] = 0.0
    np.add.at(counts, at, daily["evacuated"].to_numpy(dtype=float)[inside])
    return counts


def rolled(counts: Days, *, window_days: int) -> tuple[Days, WholeDays]:
    """Of each day and town the people per reported day of the window that ends on it, and its reported days."""
    reported = ~np.isnan(counts)
    days_reported = _window_sums(reported.astype(float), window_days)
    people = _window_sums(np.where(reported, counts, 0.0), window_days)
    per_day = np.divide(people, days_reported, out=np.full_like(people, np.nan), where=days_reported > 0)
    return per_day, days_reported.astype(int)


def _window_sums(by_day: Days, window_days: int) -> Days:
    """Of each day (row) and town (column) the sum of the window that ends on it.

    Not by pandas' rolling, which goes town by town: three seconds for a nation.
    """
    until = by_day.cumsum(axis=0)
    sums: Days = until.copy()
    sums[window_days:] -= until[:-window_days]
    return sums


def past_trends(paces: DataFrame) -> DataFrame:
    """The straight line through each town's pace: what was, and no forecast.

    One row per town with at least three days of pace: ``since`` and ``until`` are its first and last such day,
    ``from_per_day`` and ``to_per_day`` the line's height on them (people per reported day, never below 0), and
    ``change_per_week`` its slope.
    """
    known = paces[paces["per_day"].notna()]
    place, codes = pd.factorize(known["town_code"])
    by_town = np.split(np.argsort(place, kind="stable"), np.bincount(place).cumsum()[:-1])
    dates, per_day = known["date"].to_numpy("datetime64[D]"), known["per_day"].to_numpy(dtype=float)
    lines = []
    for code, rows in zip(codes, by_town, strict=False):
        days = (dates[rows] - dates[rows].min()).astype(float)
        if len(days) < 3:
            continue
        slope, start = np.polyfit(days, per_day[rows], 1)
        ends = (max(start, 0.0), max(start + slope * days[-1], 0.0))
        lines.append((code, *map(pd.Timestamp, (dates[rows].min(), dates[rows].max())), *ends, 7 * slope))
    return DataFrame(
        lines, columns=["town_code", "since", "until", "from_per_day", "to_per_day", "change_per_week"]
    )
