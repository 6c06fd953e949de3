"""How fast people leave: a rolling pace over the days with a report, and its past trend."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
from pandas import DataFrame

from dashboard.model.filters import Filters

WINDOW_DAYS = 14


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
    parts = []
    for (code, name), reports in daily.groupby(["town_code", "town_name"], sort=False):
        counts = reports.groupby("date")["evacuated"].sum().astype(float).reindex(days)
        summed = counts.rolling(window_days, min_periods=1).sum()
        reported = counts.notna().rolling(window_days, min_periods=1).sum()
        part = DataFrame(
            {"date": days, "per_day": summed / reported.where(reported > 0), "days_reported": reported}
        )
        parts.append(part.assign(town_code=code, town_name=name, reported=counts.notna().to_numpy()))
    if not parts:
        return DataFrame(
            columns=["town_code", "town_name", "date", "per_day", "days_reported", "window_days"]
        )
    rolled = pd.concat(parts, ignore_index=True)
    rolled = rolled[rolled["date"] >= pd.Timestamp(filters.since)]
    return rolled.assign(days_reported=rolled["days_reported"].astype(int), window_days=window_days)


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
