"""Rows about towns as cells of a table: each figure with its age, missing as missing."""

from datetime import date

import pandas as pd
from pandas import DataFrame

from dashboard.look.formats import age, day, is_missing, km, signed
from dashboard.look.rows import rows_of
from dashboard.look.spark import sparkline
from dashboard.look.tables import Cell, Column, noted
from dashboard.look.words import word
from dashboard.model.filters import Filters
from dashboard.ui.town_cell import marked_town

STALE_AFTER_DAYS = 14


def aged(value: str, on: date | None, *, as_of: date) -> Cell:
    """A figure with the age of its report; an old one says so."""
    if on is None or is_missing(on):
        return None
    days = (pd.Timestamp(as_of) - pd.Timestamp(on)).days
    return noted(value, age(days), stale=days > STALE_AFTER_DAYS)


def nearest_towns(overview: DataFrame, filters: Filters) -> DataFrame:
    """The towns that report, nearest first, then those that never did; towns inside the held area only by name."""
    rows = overview if filters.towns else overview[~(overview["front_distance_km"] <= 0)]
    return rows.sort_values("newest_report", key=lambda dates: dates.isna(), kind="stable")


def speed_columns() -> list[Column]:
    return [
        Column(word("column.town"), essential=True),
        Column(word("column.front"), "number", word("unit.km"), essential=True),
        Column(word("column.closing"), "number", word("unit.km_per_day"), essential=True),
        Column(word("column.closing_days"), "number"),
        Column(word("column.trend")),
    ]


def speed_cells(speeds: DataFrame, history: DataFrame, *, as_of: date) -> list[list[Cell]]:
    """A row per town and source of ``closing_speed``, with the distances of ``history`` as a row of bars."""
    series = history.groupby(["town_code", "source"])["front_distance_km"].agg(list)
    return [
        [
            marked_town(row),
            aged(km(row.last_km, unit=False), row.last_date, as_of=as_of),
            None if is_missing(row.closing_km_per_day) else signed(row.closing_km_per_day, decimals=2),
            word("front.reports_in_days", count=int(row.reports), days=int(row.days)),
            sparkline(
                series.get((row.town_code, row.source), []), label=word("front.spark", town=row.town_name)
            ),
        ]
        for row in rows_of(speeds)
    ]


def crossing_columns() -> list[Column]:
    return [
        Column(word("column.date"), "date", essential=True),
        Column(word("column.town"), essential=True),
        Column(word("column.crossing"), essential=True),
        Column(word("column.from"), "number", word("unit.km")),
        Column(word("column.to"), "number", word("unit.km")),
        Column(word("column.source")),
    ]


def crossing_cells(crossings: DataFrame) -> list[list[Cell]]:
    return [
        [
            day(row.date),
            marked_town(row),
            _crossing(row.edge_km, row.direction),
            km(row.from_km, unit=False),
            km(row.to_km, unit=False),
            row.source,
        ]
        for row in rows_of(crossings)
    ]


def _crossing(edge_km: float, direction: str) -> str:
    if edge_km == 0:
        return word(f"crossing.inside_{direction}")
    return word(f"crossing.{direction}", edge=f"{edge_km:g}")
