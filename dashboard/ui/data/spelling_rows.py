"""Spellings that uploads understand: those of the project's list, and those that stewards taught."""

from collections.abc import Mapping, Sequence

import streamlit as st
from pandas import DataFrame

from dashboard.look.formats import is_missing
from dashboard.look.rows import rows_of
from dashboard.look.tables import Cell, Column
from dashboard.look.words import word
from dashboard.model.tables import DATASETS
from dashboard.ui.column_words import NAMES, column_name
from dashboard.ui.data.history_changes import with_names
from dashboard.ui.data.history_rows import moment, upload_link

KINDS = ("column", "perhaps", "tag", "value", "missing", "total")
_OF_COLUMNS = KINDS[:3]  # these mean a column, a value means a code

Spelling = tuple[str, str, str, str | None]  # kind, used_in, spelling, means


def documented_rows(documented: Sequence[Spelling]) -> DataFrame:
    """A row per spelling of the project's list; ``column`` is the column that it is about, empty for all."""
    rows = [(_column(*spelling), *spelling) for spelling in documented]
    return DataFrame(rows, columns=["column", "kind", "used_in", "spelling", "means"])


def chosen_spellings(rows: DataFrame) -> DataFrame:
    """The spellings of the column that the reader chose, or those that hold what was typed."""
    known = sorted(set(rows["column"]) - {""}, key=_named)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        column = st.selectbox(
            word("spelling.column"),
            known,
            index=None,
            format_func=_named,
            key="spelling_column",
            placeholder=word("spelling.any"),
            width=260,
        )
        typed = st.text_input(word("spelling.search"), key="spelling_search", width=260).strip().casefold()
    found = rows if column is None else rows[rows["column"] == column]
    texts = found["spelling"] + " " + found["means"].fillna("")
    return found[[typed in text.casefold() for text in texts]]


def documented_columns() -> list[Column]:
    return [
        Column(word("spelling.written"), essential=True),
        Column(word("spelling.means"), essential=True),
        Column(word("spelling.kind")),
        Column(word("spelling.used_in")),
    ]


def documented_cells(rows: DataFrame) -> list[list[Cell]]:
    return [
        [
            row.spelling,
            _means(row.kind, row.means),
            word(f"spelling.kind_{row.kind}") if row.kind in KINDS else row.kind,
            _used_in(row.used_in),
        ]
        for row in rows_of(rows)
    ]


def remembered_columns() -> list[Column]:
    return [
        Column(word("spelling.written"), essential=True),
        Column(word("spelling.means"), essential=True),
        Column(word("spelling.used_in")),
        Column(word("column.uploaded_by")),
        Column(word("column.uploaded_at")),
        Column(word("column.upload"), "number", essential=True),
    ]


def remembered_cells(remembered: DataFrame, titles: Mapping[str, str]) -> list[list[Cell]]:
    """A row per remembered spelling, with a link to the upload that brought it; codes of towns as their names."""
    return [
        [
            row.spelling,
            with_names(_means(row.kind, row.means), titles),
            _used_in(row.used_in),
            row.uploaded_by,
            moment(row.uploaded_at),
            upload_link(row.upload_id, label=str(row.upload_id)),
        ]
        for row in rows_of(remembered)
    ]


def _column(kind: str, used_in: str, spelling: str, means: str | None) -> str:
    if kind in _OF_COLUMNS:
        return means or ""
    return used_in if kind == "value" else ""


def _means(kind: str, means: object) -> str:
    """A column's name in words, a value as files write it, or what becomes of a spelling that means nothing."""
    if is_missing(means):
        return word(f"spelling.means_{kind if kind in ('missing', 'total') else 'nothing'}")
    return _named(str(means)) if kind in _OF_COLUMNS else str(means)


def _used_in(used_in: str) -> str:
    return word(f"dataset.{used_in}") if used_in in DATASETS else _named(used_in)


def _named(name: str) -> str:
    """A column in words; other words of the list, like ``any`` and ``service``, have their own."""
    if name in NAMES:
        return column_name(name)
    return word(f"spelling.in_{name}") if name in ("any", "service") else name.replace("_", " ")
