"""A figure on a page: drawn, with its source and date, and to be downloaded as shown."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any, Protocol

import pandas as pd
import streamlit as st
from pandas import DataFrame

from dashboard.look.cards import KeyFigure, key_figures
from dashboard.look.credit import Credit
from dashboard.look.csv_text import csv_text
from dashboard.look.html import Html
from dashboard.look.parts import credit_line, part_heading
from dashboard.look.tables import Cell, Column, footed_table
from dashboard.look.words import word
from dashboard.ui.csv_button import csv_button
from dashboard.ui.here import here
from dashboard.ui.kept import kept


def credit(
    rows: DataFrame, *, day: str = "date", sources: Sequence[str] = (), reports: int | None = None
) -> Credit:
    """The credit of a frame: its sources, its newest day and how many towns and reports it shows.

    A row without a day is a town nobody reported on: it is shown as missing and does not stand behind the figure.
    """
    as_of = here().filters.as_of
    return kept(_credit, rows, day=day, sources=tuple(sources), reports=reports, as_of=as_of)


def _credit(
    rows: DataFrame, *, day: str, sources: tuple[str, ...], reports: int | None, as_of: date
) -> Credit:
    told = rows.dropna(subset=[day]) if day in rows else rows
    newest = told[day].max() if day in told and len(told) else None
    newest_day: date | None = None if newest is None else pd.Timestamp(newest).date()
    named = [source for source in sources if isinstance(source, str) and source]
    if not named and "source" in told:
        named = sorted(told["source"].dropna().unique())
    return Credit(
        sources=tuple(named),
        newest=newest_day,
        age_days=(as_of - newest_day).days if newest_day is not None else None,
        towns=int(told["town_code"].nunique()) if "town_code" in told else None,
        reports=len(told) if reports is None else reports,
    )


class Chart(Protocol):
    """A chart as ``charts`` draws it: a Plotly figure with its config and its text for screen readers."""

    @property
    def config(self) -> dict[str, Any]: ...

    @property
    def alt(self) -> str: ...


def chart(figure: Chart, rows: DataFrame, *, name: str) -> None:
    """A chart, whose picture carries its own title and credit, and the rows it was drawn from as CSV."""
    with st.container(gap=None):
        st.plotly_chart(
            figure, theme=None, config=figure.config, key=f"chart_{name.replace('.', '_')}", alt=figure.alt
        )
        download(rows, name=name)


def table(
    columns: Sequence[Column],
    cells: Sequence[Sequence[Cell]],
    *,
    rows: DataFrame,
    name: str,
    label: str,
    of: Credit | None,
) -> None:
    """A table of finished cells with its credit (None: no figures); ``rows`` are the same figures for the CSV."""
    foot = "" if of is None else credit_line(of)
    with st.container(gap=None):
        st.html(kept(footed_table, tuple(columns), cells, label=label, foot=foot))
        download(rows, name=name)


def cards(figures: Sequence[KeyFigure], *, name: str) -> None:
    """Key figures, and the same as a table to download."""
    with st.container(gap=None):
        _cards(figures, name)


def _cards(figures: Sequence[KeyFigure], name: str) -> None:
    st.html(kept(key_figures, figures))
    download(kept(_as_rows, figures), name=name)


def _as_rows(figures: Sequence[KeyFigure]) -> DataFrame:
    said = [(f.label, f.value, f.unit, f.change, "; ".join(f.notes), f.credit) for f in figures]
    return DataFrame(said, columns=["figure", "value", "unit", "change", "notes", "source"])


def heading(title: str, *, note: str = "") -> None:
    """The heading of a part of a page, and one grey line that defines what it shows."""
    st.html(part_heading(title, note=note))


def piece(markup: Html) -> None:
    """A finished piece of HTML."""
    st.html(markup)


def download(
    rows: DataFrame, *, name: str, completed: Callable[[DataFrame], DataFrame] | None = None
) -> None:
    """The rows as CSV, made when the reader asks for it; ``completed`` adds what the page says in words."""
    csv_button(
        partial(_encoded, rows, completed),
        file_name=f"{_file(name)}.csv",
        key=f"csv_{name.replace('.', '_')}",
        about=word("figure.csv_help"),
    )


def _encoded(rows: DataFrame, completed: Callable[[DataFrame], DataFrame] | None) -> bytes:
    whole = rows if completed is None else completed(rows)
    return csv_text(whole).encode("utf-8-sig")  # the mark lets spreadsheets see that names are UTF-8


def _file(name: str) -> str:
    return f"{name.replace('.', '_')}_{here().filters.as_of:%Y-%m-%d}"
