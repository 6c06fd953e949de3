"""What an upload did to the rows of each table, as cells of a table and as a file."""

import re
from collections.abc import Mapping
from typing import Any

from pandas import DataFrame

from dashboard.look.csv_text import csv_text
from dashboard.look.formats import day, is_missing
from dashboard.look.rows import rows_of
from dashboard.look.tables import Cell, Column
from dashboard.look.words import grouped, word
from dashboard.model.table import Table
from dashboard.model.tables import DATASETS
from dashboard.store.answers import Answers
from dashboard.store.row_changes import row_changes
from dashboard.ui.column_words import NAMES, column_name

SHOWN_AT_MOST = 200

_CODE = re.compile(r"\b[A-Z]{2,3}[0-9]{2,17}\b", re.ASCII)
_LABEL = re.compile(rf"(^|; )({'|'.join(NAMES)}): ")


def change_columns(table: Table) -> list[Column]:
    """The key, what happened, and the values before and after."""
    first, *others = table.key
    return [
        Column(_head(first), essential=True),
        *(Column(_head(name), "date" if name == "date" else "text") for name in others),
        Column(word("column.change"), essential=True),
        Column(word("column.before")),
        Column(word("column.after"), essential=True),
    ]


def change_cells(changes: DataFrame, titles: Mapping[str, str], *, table: Table) -> list[list[Cell]]:
    """A row per line of ``row_changes``; ``titles`` are the names of towns by code."""
    return [
        [
            *(_key(getattr(row, name), titles) for name in table.key),
            word(f"change.{row.change}") if is_missing(row.column) else column_name(row.column),
            _value(row, row.old, titles=titles, table=table),
            _value(row, row.new, titles=titles, table=table),
        ]
        for row in rows_of(changes)
    ]


def changes_file(answers: Answers, table: str, *, upload_id: int, titles: Mapping[str, str]) -> bytes:
    """Every row change as CSV; where the key has a town's code, its name stands before it."""
    changes = row_changes(answers, table, upload_id=upload_id)
    if "town_code" in changes:
        changes.insert(0, "town_name", changes["town_code"].map(titles))
    return csv_text(changes).encode("utf-8-sig")


def with_names(text: str, titles: Mapping[str, str]) -> str:
    """The text with the names of towns in the place of their codes."""
    return _CODE.sub(lambda code: titles.get(code[0], code[0]), text)


def _head(name: str) -> str:
    named = column_name(name)
    return named[:1].upper() + named[1:]


def _key(value: Any, titles: Mapping[str, str]) -> Cell:
    if is_missing(value):
        return None
    return titles.get(value, value) if isinstance(value, str) else day(value)


def _value(row: Any, value: Any, *, titles: Mapping[str, str], table: Table) -> Cell:
    """One value, or all of a row that came or went with their columns in words."""
    if is_missing(value):
        return None
    text = str(value)
    if table.name not in DATASETS:  # the others hold codes of towns beside their keys
        text = with_names(text, titles)
    return _whole(text, table) if is_missing(row.column) else _said(text, table, of=row.column)


def _whole(text: str, table: Table) -> str:
    """The values of a row, each after its column: ``status: at_risk; notes: by phone`` in words."""
    begun, *labelled = _LABEL.split(text)
    parts = zip(labelled[::3], labelled[1::3], labelled[2::3], strict=True)
    return begun + "".join(
        f"{between}{column_name(of)}: {_said(value, table, of=of)}" for between, of, value in parts
    )


def _said(value: str, table: Table, *, of: str) -> str:
    column = next((column for column in table.columns if column.name == of), None)
    if column is None:
        return value
    if column.kind == "people" and value.isdecimal():
        return grouped(int(value))
    return value.replace("_", " ") if column.choices else value
