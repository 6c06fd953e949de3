"""The reports of a town as cells of a table, each with the upload that brought it."""

from datetime import date
from typing import Any

from pandas import DataFrame

from dashboard.look.formats import day, is_missing, km, people
from dashboard.look.labels import status_name
from dashboard.look.rows import rows_of
from dashboard.look.tables import Cell, Column
from dashboard.look.words import word


def report_columns() -> list[Column]:
    return [
        Column(word("column.date"), "date", essential=True),
        Column(word("column.dataset"), essential=True),
        Column(word("column.said"), essential=True),
        Column(word("column.source")),
        Column(word("column.upload"), "number"),
    ]


def report_cells(reports: DataFrame, *, as_of: date) -> list[list[Cell]]:
    """A row per report of ``town_reports``."""
    return [
        [
            day(row.date),
            word(f"dataset.{row.dataset}"),
            _said(row),
            None if is_missing(row.source) else row.source,
            str(row.upload_id),
        ]
        for row in rows_of(reports)
    ]


def _said(row: Any) -> str:
    """What a report says, in the words of its dataset."""
    if row.dataset == "front_distances":
        return word("report.front", distance=km(row.front_distance_km), method=word(f"method.{row.notes}"))
    if row.dataset == "evacuations":
        return word("report.evacuated", people=people(row.evacuated), point=word(f"count_at.{row.notes}"))
    parts = [
        "" if is_missing(row.status) else status_name(row.status),
        "" if is_missing(row.people) else word("report.people", people=people(row.people)),
        "" if is_missing(row.notes) else str(row.notes),
    ]
    return " · ".join(part for part in parts if part) or word("report.services")
