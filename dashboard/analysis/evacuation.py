"""Evacuation totals: by time, by who and where to, and how much of the time has a report."""

from collections.abc import Sequence
from dataclasses import dataclass

from pandas import DataFrame

from dashboard.analysis.asking import Ask
from dashboard.model.filters import Filters

UNITS = ("day", "week", "month")
PACE_TOWNS = 5  # lines of the pace chart, each with a row of dots below
DIMENSIONS = ("town", "hromada", "raion", "team", "destination", "group")


@dataclass(frozen=True)
class Total:
    """People evacuated over a time, with what stands behind the figure; None without any report."""

    evacuated: int | None
    towns: int
    reports: int
    days_reported: int
    days: int


def total(ask: Ask, filters: Filters) -> Total:
    """The total of the chosen days, counted at one point."""
    by_day = ask("evacuated_by_period", filters, unit="day")
    by_town = ask("evacuated_by", filters, dimension="town")
    return Total(
        int(by_day["evacuated"].sum()) if len(by_day) else None,
        len(by_town),
        int(by_day["reports"].sum()),
        len(by_day),
        (filters.until - filters.since).days + 1,
    )


def evacuated_by_period(ask: Ask, filters: Filters, *, unit: str) -> DataFrame:
    """One row per day, week or month with a report, with ``cumulative`` from the first of the chosen days."""
    periods = ask("evacuated_by_period", filters, unit=unit)
    return periods.assign(cumulative=periods["evacuated"].cumsum())


def evacuated_by(ask: Ask, filters: Filters, *, dimension: str) -> DataFrame:
    """One row per value of a dimension; the value is missing where reports do not state it."""
    if dimension == "group":
        return ask("evacuated_by_group", filters)
    return ask("evacuated_by", filters, dimension=dimension)


def largest_towns(by_town: DataFrame, *, chosen: Sequence[str]) -> list[str]:
    """The towns whose pace is drawn: those chosen, or those with most people evacuated."""
    codes = [str(code) for code in by_town["town_code"]]
    return (list(chosen) or codes)[:PACE_TOWNS]
