"""How fresh the data is: the newest report of each town and table, how often it reports, its longest gap."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
from pandas import DataFrame, Series

from dashboard.analysis.asking import Ask
from dashboard.analysis.cells import day_of
from dashboard.analysis.columns import whole
from dashboard.analysis.rhythm import usual_gap_days
from dashboard.analysis.silence import longest_silent
from dashboard.model.filters import Filters

RECENT_DAYS = 7
WEEKS = 12
DATED = ("town_status", "evacuations", "front_distances")


@dataclass(frozen=True)
class TableNow:
    """One table: its newest day with a report, and how many of ``towns`` reported in the last 7 days.

    ``newest`` None: no report in the last 180 days, or of distances none at all.
    """

    dataset: str
    newest: date | None
    age_days: int | None
    recent_towns: int
    towns: int


def freshness(ask: Ask, filters: Filters) -> DataFrame:
    """One row per chosen town and table that it reports in, then one per source of front distances, without a town.

    ``newest`` is ``age_days`` before the as-of day. ``usual_gap_days`` as in ``silence``, here of one table alone.
    From ``since`` to ``until`` of the filters: ``reports``, on ``days_reported`` of ``days`` and in ``weeks_reported``
    of ``weeks`` (from Monday, begun ones too); the longest run of days without one is of ``longest_gap_days``, from
    ``gap_since`` to ``gap_until``, both included, and may go on after it.

    A front line speaks of all towns at once, so its gaps are those of its source: 331 rows would say the same.
    """
    tables = [ask("report_gaps", filters, dataset=name).assign(dataset=name) for name in DATED]
    gaps = pd.concat(tables, ignore_index=True)
    rows = gaps.sort_values(["town_name", "town_code"], kind="stable", ignore_index=True)
    first_week = filters.since - timedelta(days=filters.since.weekday())
    return rows.assign(
        age_days=(pd.Timestamp(filters.as_of) - rows["newest"]).dt.days,
        usual_gap_days=whole(usual_gap_days(rows)),
        days=(filters.until - filters.since).days + 1,
        weeks=(filters.until - first_week).days // 7 + 1,
    ).drop(columns=["reported_0", "reported_60", "reported_120"])


def tables_now(rhythms: DataFrame, overview: DataFrame, *, as_of: date) -> tuple[TableNow, ...]:
    """How fresh each table is, from the rows of ``report_rhythm`` and ``overview``.

    Of status and evacuations ``towns`` are those that ever reported any of both; of front distances, by the chosen
    source, those that ever had one.
    """
    columns: Iterable[tuple[str, Series[pd.Timestamp], int]] = (
        ("town_status", rhythms["newest_status"], len(rhythms)),
        ("evacuations", rhythms["newest_evacuation"], len(rhythms)),
        ("front_distances", overview["distance_date"], int(overview["distance_date"].notna().sum())),
    )
    return tuple(_table(name, newest, towns=towns, as_of=as_of) for name, newest, towns in columns)


def _table(dataset: str, newest: "Series[pd.Timestamp]", *, towns: int, as_of: date) -> TableNow:
    last = day_of(newest.max()) if len(newest) else None
    recent = newest > pd.Timestamp(as_of) - pd.Timedelta(days=RECENT_DAYS)
    return TableNow(dataset, last, None if last is None else (as_of - last).days, int(recent.sum()), towns)


def weeks_back(as_of: date) -> date:
    """The Monday of the first of the weeks of ``by_week``."""
    return as_of - timedelta(days=as_of.weekday(), weeks=WEEKS - 1)


def by_week(
    fresh: DataFrame,
    silences: DataFrame,
    *,
    overview: DataFrame,
    status: DataFrame,
    evacuations: DataFrame,
    as_of: date,
) -> DataFrame:
    """One row per town that ever reported, the silent first: its newest report of each table, and a column per week.

    ``fresh`` are rows of ``freshness``, ``silences`` of ``silence``, ``status`` and ``evacuations`` of
    ``reports_by_week``. A week, called by its Monday, holds "both", the name of the table that has a report or nothing.
    """
    of_towns = fresh.dropna(subset=["town_code"])
    newest = of_towns.pivot(index="town_code", columns="dataset", values="newest").reindex(
        columns=list(DATED)
    )
    newest["front_distances"] = overview.set_index("town_code")["distance_date"]
    columns = ["town_code", "town_name", "age_days", "usual_gap_days", "silent_after_days", "silent"]
    order = longest_silent(silences).index.append(silences.index[~silences["silent"]])
    rows = silences.loc[order, columns].join(newest, on="town_code")
    told = {
        name: set(zip(found["town_code"], found["week"], strict=True))
        for name, found in (("town_status", status), ("evacuations", evacuations))
    }
    for monday in pd.date_range(weeks_back(as_of), periods=WEEKS, freq="W-MON"):
        keys = [(code, monday) for code in rows["town_code"]]
        rows[f"{monday:%Y-%m-%d}"] = [_kinds([name for name in told if key in told[name]]) for key in keys]
    return rows


def _kinds(tables: list[str]) -> str | None:
    return "both" if len(tables) > 1 else next(iter(tables), None)
