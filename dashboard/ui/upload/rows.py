"""The rows that an upload would bring and change, and those of its days that its file does not have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from dashboard.look.csv_text import csv_text
from dashboard.look.html import element
from dashboard.look.tables import Cell, Column, data_table
from dashboard.look.words import word
from dashboard.model.table import Table
from dashboard.model.tables import TABLES
from dashboard.store.preview import Preview, TableChanges
from dashboard.ui.column_words import column_name
from dashboard.ui.csv_button import csv_button
from dashboard.ui.figure import piece
from dashboard.ui.upload.names import value_name

ROWS_AT_MOST = 200  # of each table on the screen; the file has them all


@dataclass(frozen=True)
class _Part:
    """One table: its first rows as cells, all of them as a file."""

    title: str
    columns: Sequence[Column]
    cells: Sequence[Sequence[Cell]]
    file: pa.Table
    name: str


def changes_tables(preview: Preview, *, file_name: str, absent: pa.Table, towns: Mapping[str, str]) -> None:
    """New and changed rows of each table, and current rows of the file's days that it does not have."""
    for changes in preview.tables:
        names = {**towns, **_own_names(changes)}
        if changes.changed:
            _show(_changed(changes, names), credit=word("upload.of_file", file=file_name))
        if changes.new:
            _show(_new(changes, names), credit=word("upload.of_file", file=file_name))
    if absent.num_rows:
        _show(_absent(absent, TABLES[preview.dataset], towns), credit=word("upload.of_database"))


def _show(part: _Part, *, credit: str) -> None:
    with st.container(gap=None):
        piece(element("h4", part.title, class_="dash-part"))
        piece(data_table(part.columns, part.cells, label=part.title, max_height_px=320))
        if part.file.num_rows > len(part.cells):
            piece(element("div", word("table.first", count=len(part.cells)), class_="dash-note"))
        piece(element("div", credit, class_="dash-credit"))
        csv_button(
            partial(_encoded, part.file),
            file_name=f"{part.name}.csv",
            key=f"csv_upload_{part.name}",
            about=word("figure.csv_help"),
        )


def _changed(changes: TableChanges, towns: Mapping[str, str]) -> _Part:
    table = TABLES[changes.table]
    title = word("upload.changed_rows", count=changes.changed, table=word(f"dataset.{table.name}"))
    cells = _difference_cells(changes, table, towns)
    return _Part(title, _difference_columns(table), cells, changes.differences, f"changed_{table.name}")


def _new(changes: TableChanges, towns: Mapping[str, str]) -> _Part:
    table = TABLES[changes.table]
    title = word("upload.new_rows", count=changes.new, table=word(f"dataset.{table.name}"))
    new = changes.rows.filter(pc.is_null(changes.rows["replaces"])).drop_columns(["replaces"])
    shown = _filled(new, table)
    cells = _row_cells(new.slice(0, ROWS_AT_MOST), shown, table, towns)
    return _Part(title, _row_columns(shown, table), cells, new, f"new_{table.name}")


def _absent(absent: pa.Table, table: Table, towns: Mapping[str, str]) -> _Part:
    title = word("upload.absent_rows", count=absent.num_rows)
    cells = _row_cells(absent.slice(0, ROWS_AT_MOST), absent.column_names, table, towns)
    return _Part(title, _row_columns(absent.column_names, table), cells, absent, "absent")


def _encoded(rows: pa.Table) -> bytes:
    whole = {pa.int64(): pd.Int64Dtype()}  # a number that is missing somewhere would otherwise become 3.0
    return csv_text(rows.to_pandas(types_mapper=whole.get)).encode("utf-8-sig")


def _own_names(changes: TableChanges) -> dict[str, str]:
    """The names of towns that the file itself brings."""
    if changes.table != "towns":
        return {}
    codes, names = (changes.rows[name].to_pylist() for name in ("town_code", "town_name"))
    return {code: name or code for code, name in zip(codes, names, strict=True)}


def _difference_columns(table: Table) -> list[Column]:
    heads = [Column(_head(name), essential=name == "town_code") for name in table.key]
    return [
        *heads,
        Column(word("upload.column"), essential=True),
        Column(word("upload.old"), essential=True),
        Column(word("upload.now"), essential=True),
    ]


def _difference_cells(changes: TableChanges, table: Table, towns: Mapping[str, str]) -> list[list[Cell]]:
    return [
        [
            *(value_name(table.name, name, value=row[name], towns=towns) for name in table.key),
            column_name(row["column"]),
            value_name(table.name, row["column"], value=row["old"], towns=towns),
            value_name(table.name, row["column"], value=row["new"], towns=towns),
        ]
        for row in changes.differences.slice(0, ROWS_AT_MOST).to_pylist()
    ]


def _head(name: str) -> str:
    named = column_name(name)
    return named[:1].upper() + named[1:]


def _filled(rows: pa.Table, table: Table) -> list[str]:
    """The columns in which anything stands; a file seldom has them all."""
    return [name for name in table.names if rows[name].null_count < rows.num_rows]


def _row_columns(names: Sequence[str], table: Table) -> list[Column]:
    numbers = {column.name for column in table.columns if column.kind in ("people", "km")}
    return [
        Column(_head(name), "number" if name in numbers else "text", essential=place < 3)
        for place, name in enumerate(names)
    ]


def _row_cells(
    rows: pa.Table, names: Sequence[str], table: Table, towns: Mapping[str, str]
) -> list[list[Cell]]:
    return [
        [value_name(table.name, name, value=row[name], towns=towns) for name in names]
        for row in rows.to_pylist()
    ]
