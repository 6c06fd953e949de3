"""The part of the data page that shows by which rules and spellings files are read."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st
from pandas import DataFrame

from dashboard.analysis.towns import town_titles
from dashboard.look.html import element
from dashboard.look.tables import Cell
from dashboard.look.words import word
from dashboard.store.remembered import remembered_spellings
from dashboard.ui.data.listing import listing
from dashboard.ui.data.rule_rows import Rule, rule_columns, rule_rows, value_columns, value_rows
from dashboard.ui.data.spelling_rows import (
    Spelling,
    chosen_spellings,
    documented_cells,
    documented_columns,
    documented_rows,
    remembered_cells,
    remembered_columns,
)
from dashboard.ui.figure import heading
from dashboard.ui.here import Here
from dashboard.ui.kept import kept

WHOLE_PX = 960  # rules are read one after another, not searched


def remembered_part(at: Here) -> None:
    """What stewards taught, and where it can be taken back."""
    rows = remembered_spellings(at.answers, version=at.version)
    heading(word("spelling.remembered"), note=word("spelling.remembered_note"))
    if rows.empty:
        st.html(element("div", word("spelling.none"), class_="dash-empty"))
        return
    listing(
        remembered_columns(),
        remembered_cells(rows, kept(town_titles, at.ask("towns"))),
        rows=rows,
        name="data.remembered",
        label=word("spelling.remembered"),
        said_by=word("data.history_source_line"),
    )


def rules_part(rules: Sequence[Rule], *, first_day: date) -> None:
    """What a column may hold, and what the rows must say together."""
    values, meanings = kept(value_rows, first_day), kept(rule_rows, tuple(rules))
    written = partial(listing, said_by=word("rule.said_by"), max_height_px=WHOLE_PX)
    label = word("rule.values")
    heading(label, note=word("rule.values_note"))
    written(value_columns(), _cells(values), rows=values, name="data.values", label=label)
    label = word("rule.meanings")
    heading(label, note=word("rule.meanings_note"))
    written(rule_columns(), _cells(meanings), rows=meanings, name="data.rules", label=label)


def documented_part(documented: Sequence[Spelling]) -> None:
    """The spellings of the project's list, narrowed to what the reader looks for."""
    heading(word("spelling.documented"), note=word("spelling.documented_note"))
    rows = chosen_spellings(kept(documented_rows, tuple(documented)))
    listing(
        documented_columns(),
        documented_cells(rows),
        rows=rows,
        name="data.spellings",
        label=word("spelling.documented"),
        said_by=word("spelling.said_by"),
    )


def _cells(rows: DataFrame) -> list[list[Cell]]:
    return rows.to_numpy().tolist()
