"""The situation at a glance: people remaining, evacuated, towns near the front, services lost, silent towns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
from pandas import DataFrame

from dashboard.analysis.asking import Ask, asked
from dashboard.model.filters import Filters

SILENT_AFTER_DAYS = 7
OLD_AFTER_DAYS = 30  # an estimate of people remaining that is older is counted, and told apart
SPARK_DAYS = 8  # points of a sparkline, one a week
_WORKS = ("open", "limited")


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


@dataclass(frozen=True)
class Evacuated:
    """Counts at one point only. None is no report in that time, not zero."""

    in_7_days: int | None
    in_7_days_before: int | None
    in_30_days: int | None
    in_all: int | None
    towns: int
    reports: int
    reports_7_days: int
    newest: date | None
    daily: tuple[int | None, ...]


@dataclass(frozen=True)
class Nearness:
    """Towns within each edge (cumulative) but outside the held area, now and seven days before; and those inside it."""

    within: dict[float, int]
    within_before: dict[float, int]
    inside: int
    towns: int
    newest: date | None


@dataclass(frozen=True)
class Situation:
    """``overview`` has a row per chosen town; ``lost`` and ``restored`` a row per town and service.

    ``closed`` counts the closed services of each town code with a report on services.
    """

    people: PeopleRemaining
    evacuated: Evacuated
    nearness: Nearness
    lost: DataFrame
    restored: DataFrame
    closed: "pd.Series[int]"
    silent: DataFrame
    reporting_towns: int
    overview: DataFrame


def situation(ask: Ask, filters: Filters, *, edges_km: Sequence[float]) -> Situation:
    """Everything the first page and the command ``situation`` say, from one version of the data."""
    overview = asked(ask, "overview", filters)
    lost, restored = services_changed(ask, filters)
    silent, reporting = silent_towns(overview, as_of=filters.as_of)
    return Situation(
        people_remaining(ask, filters, overview=overview),
        evacuated(ask, filters),
        nearness(ask, filters, overview=overview, edges_km=edges_km),
        lost,
        restored,
        closed_services(ask, filters),
        silent,
        reporting,
        overview,
    )


def people_remaining(ask: Ask, filters: Filters, *, overview: DataFrame) -> PeopleRemaining:
    reported = overview.dropna(subset=["people"])
    old = reported[reported["people_date"] < pd.Timestamp(filters.as_of) - pd.Timedelta(days=OLD_AFTER_DAYS)]
    days = [filters.as_of - timedelta(days=7 * weeks) for weeks in range(SPARK_DAYS - 1, -1, -1)]
    sums = asked(ask, "people_on_days", filters, days=days).set_index("day")["people"]
    weekly = tuple(_whole(sums.get(pd.Timestamp(day))) for day in days)
    return PeopleRemaining(
        people=int(reported["people"].sum()) if len(reported) else None,
        towns=len(reported),
        towns_chosen=len(overview),
        newest=_day(reported["people_date"].max()),
        oldest=_day(reported["people_date"].min()),
        old_towns=len(old),
        old_people=int(old["people"].sum()),
        change=_change_of_same_towns(ask, filters, reported=reported),
        weekly=weekly,
    )


def _change_of_same_towns(ask: Ask, filters: Filters, *, reported: DataFrame) -> float | None:
    """The share by which the towns known on both days changed: a town that is new to the reports is no growth."""
    week_before = filters.as_of - timedelta(days=7)
    before = ask("overview", **{**filters.parameters(), "as_of": week_before})
    both = reported.merge(before[["town_code", "people"]].dropna(), on="town_code", suffixes=("", "_before"))
    total = float(both["people_before"].sum())
    return (float(both["people"].sum()) - total) / total if total else None


def evacuated(ask: Ask, filters: Filters) -> Evacuated:
    totals = asked(ask, "evacuated_totals", filters).iloc[0]
    month_ago = filters.as_of - timedelta(days=29)
    by_day = asked(
        ask, "evacuated_by_period", filters, unit="day", since=month_ago, until=filters.as_of
    ).set_index("period")["evacuated"]
    days = pd.date_range(month_ago, filters.as_of)
    return Evacuated(
        in_7_days=_whole(totals["evacuated_7_days"]),
        in_7_days_before=_whole(totals["evacuated_7_days_before"]),
        in_30_days=_whole(totals["evacuated_30_days"]),
        in_all=_whole(totals["evacuated"]),
        towns=int(totals["towns"]),
        reports=int(totals["reports"]),
        reports_7_days=int(totals["reports_7_days"]),
        newest=_day(totals["newest"]),
        daily=tuple(_whole(by_day.get(day)) for day in days),
    )


def nearness(ask: Ask, filters: Filters, *, overview: DataFrame, edges_km: Sequence[float]) -> Nearness:
    week_before = filters.as_of - timedelta(days=7)
    counted = asked(
        ask,
        "distances_on_days",
        filters,
        days=[week_before, filters.as_of],
        edges_km=[float(e) for e in edges_km],
    ).set_index("day")["within"]
    distances = overview["front_distance_km"].dropna()
    return Nearness(
        within={edge: int(((distances > 0) & (distances <= edge)).sum()) for edge in edges_km},
        within_before=_within(counted.get(pd.Timestamp(week_before)), edges_km),
        inside=int((distances <= 0).sum()),
        towns=len(distances),
        newest=_day(overview["distance_date"].max()),
    )


def _within(counts: object, edges_km: Sequence[float]) -> dict[float, int]:
    return {} if counts is None else {edge: int(n) for edge, n in zip(edges_km, list(counts), strict=True)}  # type: ignore[call-overload]


def services_changed(ask: Ask, filters: Filters) -> tuple[DataFrame, DataFrame]:
    """Services lost and restored in the last 7 days: a row per town and service with its state before and now.

    Lost: the newest state on or before the as-of day is closed and, seven days before, it was open or limited.
    Restored: the other way round. Towns without a report on both sides are in neither, nor is "unknown".
    """
    now = asked(ask, "service_states_at", filters, day=filters.as_of)
    before = asked(ask, "service_states_at", filters, day=filters.as_of - timedelta(days=7))
    both = now.merge(
        before[["town_code", "service", "state"]], on=["town_code", "service"], suffixes=("", "_before")
    )
    lost = both[(both["state"] == "closed") & both["state_before"].isin(_WORKS)]
    restored = both[both["state"].isin(_WORKS) & (both["state_before"] == "closed")]
    return lost, restored


def closed_services(ask: Ask, filters: Filters) -> "pd.Series[int]":
    """How many services are closed by the newest report, for each town code with a report on services."""
    states = asked(ask, "service_states_at", filters, day=filters.as_of)
    return (states["state"] == "closed").astype(int).groupby(states["town_code"]).sum()


def silent_towns(overview: DataFrame, *, as_of: date) -> tuple[DataFrame, int]:
    """The towns whose newest report of status or evacuation is older than 7 days, and how many towns ever reported.

    A town that never reported is not silent, it is not covered. Front distances are no reports from a town.
    """
    reporting = overview.dropna(subset=["newest_report"])
    age_days = (pd.Timestamp(as_of) - reporting["newest_report"]).dt.days
    silent = reporting.assign(age_days=age_days)[age_days > SILENT_AFTER_DAYS]
    return silent.sort_values("age_days", ascending=False), len(reporting)


def _whole(value: object) -> int | None:
    return None if value is None or pd.isna(value) else int(value)  # type: ignore[call-overload]


def _day(value: object) -> date | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()  # type: ignore[call-overload, arg-type]
