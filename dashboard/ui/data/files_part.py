"""The files of a shared folder: what each holds, and everything that was found in it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

import streamlit as st
from pandas import DataFrame

from dashboard.look.escape import visible
from dashboard.look.formats import day, people
from dashboard.look.html import element
from dashboard.look.steps import kinds_list, steps_style
from dashboard.look.tables import Cell, Column
from dashboard.look.words import word
from dashboard.model.finding import Finding
from dashboard.ui.data.listing import listing
from dashboard.ui.figure import download, heading
from dashboard.ui.upload.findings import PLACES_AT_MOST, counted, kinds_of


class FolderFile(Protocol):
    """A file by its name, the table it is of, and when it was last written."""

    @property
    def name(self) -> str: ...

    @property
    def table(self) -> str: ...

    @property
    def changed_at(self) -> datetime: ...


class CheckedFile(Protocol):
    """``count`` are its rows; None where it has an error and none of them is shown."""

    @property
    def file(self) -> FolderFile: ...

    @property
    def count(self) -> int | None: ...

    @property
    def findings(self) -> Sequence[Finding]: ...

    @property
    def errors(self) -> Sequence[Finding]: ...

    @property
    def notices(self) -> Sequence[Finding]: ...


def every_error(errors: Mapping[str, Sequence[str]]) -> None:
    """The errors of files by name, where no state of the folder can be shown and so no page that has them."""
    said = [f"{visible(name)}, {visible(error)}" for name, found in errors.items() for error in found]
    more = [word("undo.more", count=len(said) - PLACES_AT_MOST)] if len(said) > PLACES_AT_MOST else []
    st.html(element("ul", *(element("li", text) for text in [*said[:PLACES_AT_MOST], *more])))


def files_part(files: Sequence[CheckedFile], *, others: Sequence[str]) -> None:
    """Every file of a table, those with errors first; those that are no table's; then the findings of each file."""
    files = sorted(files, key=lambda checked: not checked.errors)
    heading(word("data.files"), note=word("data.files_note"))
    listing(
        _columns(),
        [_cells(checked) for checked in files],
        rows=_rows(files),
        name="data.files",
        label=word("data.files"),
        said_by=word("data.files_source"),
    )
    if others:
        names = ", ".join(visible(name) for name in others)
        st.html(element("div", word("data.files_others", names=names), class_="dash-note"))
    found = [checked for checked in files if checked.findings]
    if not found:
        return
    st.html(steps_style())
    for checked in found:
        heading(word("data.findings", file=visible(checked.file.name)), note=counted(checked))
        st.html(kinds_list(kinds_of(checked.findings)))
    download(_findings(found), name="data.findings")


def _columns() -> list[Column]:
    return [
        Column(word("column.file"), essential=True),
        Column(word("column.dataset_held")),
        Column(word("column.written_at")),
        Column(word("column.rows"), "number"),
        Column(word("column.errors"), "number", essential=True),
        Column(word("column.notices"), "number", essential=True),
    ]


def _cells(checked: CheckedFile) -> list[Cell]:
    at = checked.file.changed_at
    return [
        visible(checked.file.name),
        word(f"dataset.{checked.file.table}"),
        word("history.at", day=day(at.date()), time=f"{at:%H:%M}"),
        None if checked.count is None else people(checked.count),
        people(len(checked.errors)),
        people(len(checked.notices)),
    ]


def _rows(files: Sequence[CheckedFile]) -> DataFrame:
    told = [
        (c.file.name, c.file.table, c.file.changed_at.isoformat(), c.count, len(c.errors), len(c.notices))
        for c in files
    ]
    names = ["file", "dataset", "written_at", "rows", "errors", "notices"]
    return DataFrame(told, columns=names).astype({"rows": "Int64"})


def _findings(files: Sequence[CheckedFile]) -> DataFrame:
    told = [
        (c.file.name, f.severity, f.line, f.column, f.code, f.found, f.expected, f.message)
        for c in files
        for f in c.findings
    ]
    names = ["file", "severity", "line", "column", "code", "found", "expected", "message"]
    return DataFrame(told, columns=names).astype({"line": "Int64"})
