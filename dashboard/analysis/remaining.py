"""How many people remain: the newest estimate of each town, and how old these are."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
from pandas import DataFrame

from dashboard.analysis.asking import Ask
from dashboard.analysis.cells import day_of, whole
from dashboard.model.filters import Filters

OLD_AFTER_DAYS = 30  # an estimate that is older is counted, and told apart
SPARK_DAYS = 8  # points of the sparkline, one a week


@dataclass(frozen=True)
class PeopleRemaining:
    """The sum of each town's newest estimate, with the towns that have one.

    ``old_towns`` of these have an estimate older than 30 days; ``old_people`` are the people in it, ``oldest`` its
    oldest date.

    ``change`` compares the towns that had an estimate seven days before, too; None where none had. ``weekly`` are the
    sums a week apart, oldest first, None where no town had an estimate.
    """

    people: int | None
    towns: int
    towns_chosen: int
    newest: date | None
    oldest: date | None
    old_towns: int
    old_people: int
    change: float | None
    weekly: tuple[int | None, ...]


def people_remaining(ask: Ask, filters: Filters, *, overview: DataFrame) -> PeopleRemaining:
    reported = overview[["people", "people_date", "people_before"]].dropna(subset=["people"])
    old = reported[reported["people_date"] < pd.Timestamp(filters.as_of) - pd.Timedelta(days=OLD_AFTER_DAYS)]
    days = [filters.as_of - timedelta(days=7 * weeks) for weeks in range(SPARK_DAYS - 1, -1, -1)]
    sums = ask("people_on_days", filters, days=days).set_index("day")["people"]
    weekly = tuple(whole(sums.get(pd.Timestamp(day))) for day in days)
    return PeopleRemaining(
        people=int(reported["people"].sum()) if len(reported) else None,
        towns=len(reported),
        towns_chosen=len(overview),
        newest=day_of(reported["people_date"].max()),
        oldest=day_of(reported["people_date"].min()),
        old_towns=len(old),
        old_people=int(old["people"].sum()),
        change=_change_of_same_towns(reported),
        weekly=weekly,
    )


def _change_of_same_towns(reported: DataFrame) -> float | None:
    """The share by which the towns known on both days changed: a town that is new to the reports is no growth."""
    both = reported.dropna(subset=["people_before"])
    total = float(both["people_before"].sum())
    return (float(both["people"].sum()) - total) / total if total else None
