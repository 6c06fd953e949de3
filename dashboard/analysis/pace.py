"""How fast people leave: a rolling pace over the days with a report, and its past trend."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
from pandas import DataFrame

from dashboard.model.filters import Filters

WINDOW_DAYS = 14

Days = np.ndarray[tuple[int, int], np.dtype[np.float64]]


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
    counts = daily.pivot_table(
        index="date", columns=["town_code", "town_name"], values="evacuated", aggfunc="sum", sort=False
    ).reindex(days)
    known = counts.to_numpy(dtype=float, na_value=np.nan)
    reported = ~np.isnan(known)
    days_reported = _window_sums(reported.astype(float), window_days)
    people = _window_sums(np.where(reported, known, 0.0), window_days)
    per_day = np.divide(people, days_reported, out=np.full_like(people, np.nan), where=days_reported > 0)
    rolled = DataFrame(
        {
            "date": np.tile(days, counts.shape[1]),
            "per_day": per_day.ravel("F"),
            "days_reported": days_reported.astype(int).ravel("F"),
            "town_code": counts.columns.get_level_values(0).repeat(len(days)),
            "town_name": counts.columns.get_level_values(1).repeat(len(days)),
            "reported": reported.ravel("F"),
        }
    )
    return rolled[rolled["date"] >= pd.Timestamp(filters.since)].assign(window_days=window_days)


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
    lines = []
    for code, town in paces.dropna(subset=["per_day"]).groupby("town_code", sort=False):
        days = (town["date"] - town["date"].min()).dt.days.to_numpy(dtype=float)
        if len(days) < 3:
            continue
        slope, start = np.polyfit(days, town["per_day"].to_numpy(dtype=float), 1)
        ends = (max(start, 0.0), max(start + slope * days[-1], 0.0))
        lines.append((code, town["date"].min(), town["date"].max(), *ends, 7 * slope))
    return DataFrame(
        lines, columns=["town_code", "since", "until", "from_per_day", "to_per_day", "change_per_week"]
    )
