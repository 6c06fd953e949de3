"""The history of uploads as cells of a table; the number of each opens what it did."""

from typing import Any

import pandas as pd
from pandas import DataFrame

from dashboard.look.credit import Credit
from dashboard.look.formats import day, is_missing, people
from dashboard.look.html import Html, joined, page_link
from dashboard.look.rows import rows_of
from dashboard.look.tables import Cell, Column
from dashboard.look.words import word


def history_columns() -> list[Column]:
    return [
        Column(word("column.upload"), "number", essential=True),
        Column(word("column.uploaded_at"), essential=True),
        Column(word("column.uploaded_by")),
        Column(word("column.file"), essential=True),
        Column(word("column.dataset")),
        Column(word("column.rows_new"), "number"),
        Column(word("column.rows_changed"), "number"),
        Column(word("column.rows_unchanged"), "number"),
        Column(word("column.rows_removed"), "number"),
        Column(word("column.note")),
        Column(word("column.look_back")),
    ]


def history_cells(history: DataFrame) -> list[list[Cell]]:
    """A row per upload, newest first, with a link to its entry and one to what was known after it."""
    return [
        [
            upload_link(row.upload_id, label=str(row.upload_id)),
            moment(row.uploaded_at),
            row.uploaded_by,
            row.file_name,
            word(f"dataset.{row.dataset}"),
            people(row.rows_new),
            people(row.rows_changed),
            people(row.rows_unchanged),
            people(row.rows_removed),
            _note(row),
            page_link(word("history.look_back"), "situation", known=str(row.upload_id)),
        ]
        for row in rows_of(history)
    ]


def moment(uploaded_at: str) -> str:
    """The ledger's moment as a reader knows it, in UTC."""
    return word("history.at", day=day(pd.Timestamp(uploaded_at)), time=uploaded_at[11:16])


def upload_link(upload_id: int, *, label: str) -> Html:
    """A link to the entry of an upload."""
    return page_link(label, "data", upload=str(upload_id))


def undo_links(entry: Any) -> list[Html]:
    """What a row of ``history`` took back, and what took it back."""
    links = []
    if not is_missing(entry.undoes):
        links.append(upload_link(entry.undoes, label=word("history.undoes", upload=entry.undoes)))
    if not is_missing(entry.undone_by):
        links.append(upload_link(entry.undone_by, label=word("history.undone_by", upload=entry.undone_by)))
    return links


def ledger_credit(history: DataFrame) -> Credit:
    """The history vouches for itself: its newest entry, and no reports of towns."""
    newest = pd.Timestamp(history["uploaded_at"].max()).date() if len(history) else None
    return Credit((word("data.history_source"),), newest, None)


def _note(row: Any) -> Cell:
    return joined([*undo_links(row), *([row.note] if row.note else [])], " · ")
