"""One entry of the history: its facts, how to take it back, and every row that it changed."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from pandas import DataFrame

from dashboard.analysis.towns import town_titles
from dashboard.look.credit import Credit
from dashboard.look.html import element, joined, notice, page_link
from dashboard.look.parts import credit_line, part_heading
from dashboard.look.rows import rows_of
from dashboard.look.tables import data_table
from dashboard.look.words import word
from dashboard.model.tables import TABLES
from dashboard.store.answers import Answers
from dashboard.store.row_changes import Counts, row_changes, tables_of_upload
from dashboard.ui.csv_button import csv_button
from dashboard.ui.data.history_changes import SHOWN_AT_MOST, change_cells, change_columns, changes_file
from dashboard.ui.data.history_rows import moment, undo_links
from dashboard.ui.data.history_undo import undo_part
from dashboard.ui.here import Here
from dashboard.ui.kept import kept


def opened_upload() -> str | None:
    """The upload of the address; None where the whole history is wanted."""
    return st.query_params.get("upload")


def history_entry(at: Here, history: DataFrame, *, wanted: str) -> None:
    """The entry of an upload; says so where the history as it is shown has none of that number."""
    st.html(element("div", page_link(word("history.all"), "data"), class_="dash-changes"))
    found = history[history["upload_id"].astype(str) == wanted]
    if found.empty:
        st.html(notice(word("history.unknown", found=wanted[:20]), tone="caution"))
        return
    entry: Any = next(iter(rows_of(found)))
    titles = kept(town_titles, at.ask("towns"))
    _facts(entry)
    undo_part(at, entry, titles=titles)
    touched = kept(tables_of_upload, at.answers, entry.upload_id)
    if not touched:
        st.html(element("div", word("history.no_change"), class_="dash-empty"))
    for name, counts in touched.items():
        _table(at.answers, entry, name=name, counts=counts, titles=titles)


def _facts(entry: Any) -> None:
    counts = word(
        "history.counts",
        new=entry.rows_new,
        changed=entry.rows_changed,
        unchanged=entry.rows_unchanged,
        removed=entry.rows_removed,
    )
    said = [
        word("history.who", by=entry.uploaded_by, at=moment(entry.uploaded_at)),
        word(f"dataset.{entry.dataset}"),
        counts,
    ]
    st.html(
        part_heading(
            word("history.entry", upload=entry.upload_id, file=entry.file_name), note=" · ".join(said)
        )
    )
    more = [*undo_links(entry), *([entry.note] if entry.note else [])]
    if more:
        st.html(element("div", joined(more, " · "), class_="dash-changes"))


def _table(answers: Answers, entry: Any, *, name: str, counts: Counts, titles: dict[str, str]) -> None:
    upload_id, table = entry.upload_id, TABLES[name]
    changes = kept(row_changes, answers, name, upload_id=upload_id, most=SHOWN_AT_MOST)
    label = word(
        "history.table",
        dataset=word(f"dataset.{name}"),
        new=counts.new,
        changed=counts.changed,
        removed=counts.removed,
    )
    of = Credit((entry.file_name,), pd.Timestamp(entry.uploaded_at).date(), None)
    cut = [element("div", word("table.first", count=len(changes)), class_="dash-note")]
    with st.container(gap=None):
        st.html(part_heading(label))
        cells = kept(change_cells, changes, titles, table=table)
        shown = data_table(change_columns(table), cells, label=label)
        st.html(joined([shown, *(cut if len(changes) == SHOWN_AT_MOST else []), credit_line(of)]))
        csv_button(
            partial(changes_file, answers, name, upload_id=upload_id, titles=titles),
            file_name=f"upload_{upload_id}_{name}.csv",
            key=f"csv_upload_{name}",
            about=word("history.csv_help"),
        )
