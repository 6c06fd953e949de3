"""Outlooks as cells of tables: many towns after one horizon, or one town after each."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from pandas import DataFrame

from dashboard.analysis.ahead.outlook import THRESHOLDS_KM
from dashboard.look.formats import day, is_missing, km, people
from dashboard.look.html import element
from dashboard.look.rows import rows_of
from dashboard.look.tables import Cell, Column, noted
from dashboard.look.words import word
from dashboard.ui.outlook_words import came_of, chance_cell, range_text, why_words
from dashboard.ui.town_cell import town_cell
from dashboard.ui.town_rows import aged

TOLD_KM = 10  # of several chances the one that there is room for: on a phone, in a sentence


def _chance_columns() -> list[Column]:
    return [
        Column(word("outlook.within", edge=edge), "number", essential=edge == TOLD_KM)
        for edge in THRESHOLDS_KM
    ]


def towns_columns() -> list[Column]:
    return [
        Column(word("column.town"), essential=True),
        Column(word("outlook.now"), "number", word("unit.km")),
        Column(word("outlook.outer"), "number", word("unit.km"), essential=True),
        Column(word("outlook.median"), "number", word("unit.km")),
        *_chance_columns(),
        Column(word("outlook.cases_column"), "number"),
    ]


def towns_cells(outlooks: DataFrame, *, as_of: date, silent: Mapping[str, int]) -> list[list[Cell]]:
    """A row per town of one horizon's ``outlooks``; where a town has none its reason stands in place of the range."""
    return [
        [
            town_cell(row.town_code, row.town_name, silent=silent),
            aged(km(row.distance_km, unit=False), row.distance_date, as_of=as_of),
            *_figures(row),
        ]
        for row in rows_of(outlooks)
    ]


def _figures(row: Any) -> Sequence[Cell]:
    if not is_missing(row.why):
        return _reason(row)
    return [
        range_text(row.p10_km, row.p90_km),
        km(row.p50_km, unit=False),
        *(chance_cell(getattr(row, f"chance_within_{edge}_km")) for edge in THRESHOLDS_KM),
        people(row.cases),
    ]


def horizons_columns() -> list[Column]:
    return [
        Column(word("outlook.after"), essential=True),
        Column(word("outlook.outer"), "number", word("unit.km"), essential=True),
        Column(word("outlook.inner"), "number", word("unit.km")),
        Column(word("outlook.median"), "number", word("unit.km")),
        *_chance_columns(),
    ]


def horizons_cells(outlooks: DataFrame) -> list[list[Cell]]:
    """A row per horizon of one town's ``outlooks``; beside each chance how many cases came so near."""
    return [[_after(row), *_with_cases(row)] for row in rows_of(outlooks)]


def _after(row: Any) -> Cell:
    days = int(row.horizon_days)
    return noted(word("outlook.days", count=days), day(row.distance_date + timedelta(days=days)))


def _with_cases(row: Any) -> Sequence[Cell]:
    if not is_missing(row.why):
        return _reason(row)
    return [
        range_text(row.p10_km, row.p90_km),
        range_text(row.p25_km, row.p75_km),
        km(row.p50_km, unit=False),
        *(
            chance_cell(getattr(row, f"chance_within_{edge}_km"), note=came_of(row, edge))
            for edge in THRESHOLDS_KM
        ),
    ]


def _reason(row: Any) -> Sequence[Cell]:
    """Why there is no outlook, in the place of the first of its cells; the others stay empty."""
    reason = element("span", why_words(row.why, source=row.source, kind="brief"), class_="dash-note")
    return [reason, *([""] * (len(THRESHOLDS_KM) + 2))]
