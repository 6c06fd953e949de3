"""A table of what the project itself says, with where it stands: no figures, so no credit of sources and days."""

from collections.abc import Sequence

import streamlit as st
from pandas import DataFrame

from dashboard.look.html import element
from dashboard.look.tables import Cell, Column, footed_table
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
    foot = element("div", said_by, class_="dash-credit")
    with st.container(gap=None):
        st.html(
            kept(footed_table, tuple(columns), cells, label=label, foot=foot, max_height_px=max_height_px)
        )
        download(rows, name=name)
