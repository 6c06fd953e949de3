"""A table of what the project itself says, with where it stands: no figures, so no credit of sources and days."""

from collections.abc import Sequence

import streamlit as st
from pandas import DataFrame

from dashboard.look.html import element
from dashboard.look.rows import ROWS_AT_MOST
from dashboard.look.tables import Cell, Column, data_table
from dashboard.look.words import word
from dashboard.ui.figure import download
from dashboard.ui.kept import kept


def listing(
    columns: Sequence[Column],
    cells: Sequence[Sequence[Cell]],
    *,
    rows: DataFrame,
    name: str,
    label: str,
    said_by: str,
    max_height_px: int = 480,
) -> None:
    """``rows`` are the same for the CSV; ``said_by`` is the grey line under the table."""
    with st.container(gap=None):
        st.html(
            kept(_listing, tuple(columns), cells, label=label, said_by=said_by, max_height_px=max_height_px)
        )
        download(rows, name=name)


def _listing(
    columns: Sequence[Column],
    cells: Sequence[Sequence[Cell]],
    *,
    label: str,
    said_by: str,
    max_height_px: int,
) -> str:
    cut = element("div", word("table.first", count=len(cells)), class_="dash-note")
    shown = data_table(columns, cells, label=label, max_height_px=max_height_px)
    return shown + (cut if len(cells) == ROWS_AT_MOST else "") + element("div", said_by, class_="dash-credit")
