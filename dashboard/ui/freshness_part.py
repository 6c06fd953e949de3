"""How fresh the data is, for the first page: each table's newest day, who reports, who is silent."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from pandas import DataFrame

from dashboard.analysis.freshness import RECENT_DAYS, TableNow, tables_now
from dashboard.analysis.silence import longest_silent
from dashboard.look.credit import Credit
from dashboard.look.formats import day
from dashboard.look.html import element, joined, page_link
from dashboard.look.tables import Cell, Column
from dashboard.look.words import word
from dashboard.ui.figure import heading, piece, table
from dashboard.ui.freshness_words import silent_sentence
from dashboard.ui.here import Here
from dashboard.ui.kept import kept
from dashboard.ui.town_cell import silences_of, titled
from dashboard.ui.town_rows import aged


def freshness_part(at: Here) -> None:
    """A row per table, a sentence with the silent towns, and the way to the gaps of every town."""
    rhythms, overview = at.ask("report_rhythm", at.filters), at.ask("overview", at.filters)
    now = kept(tables_now, rhythms, overview, as_of=at.filters.as_of)
    heading(word("freshness.fresh"))
    table(
        _columns(),
        kept(table_cells, now, source=at.filters.source, as_of=at.filters.as_of),
        rows=kept(_as_rows, now),
        name="situation.freshness",
        label=word("freshness.fresh"),
        of=kept(_credit, now),
    )
    link = page_link(word("freshness.every_gap"), "data", part=word("data.freshness"))
    silent = titled(at, kept(longest_silent, silences_of(at.ask, at.filters)))
    said = kept(silent_sentence, silent) if len(rhythms) else ""
    piece(element("div", joined([said, " ", link]), class_="dash-note dash-changes"))


def _credit(tables: Sequence[TableNow]) -> Credit:
    known = [(one.newest, one.age_days) for one in tables if one.newest is not None]
    newest, age_days = max(known, default=(None, None))
    return Credit((word("data.history_source"),), newest, age_days)


def _as_rows(tables: Sequence[TableNow]) -> DataFrame:
    return DataFrame([asdict(one) for one in tables])


def _columns() -> list[Column]:
    return [
        Column(word("column.dataset"), essential=True),
        Column(word("freshness.newest"), "date", essential=True),
        Column(word("freshness.recent", count=RECENT_DAYS), "number", essential=True),
    ]


def table_cells(tables: Sequence[TableNow], *, source: str, as_of: date) -> list[list[Cell]]:
    """A row per table; distances are those of the chosen source."""
    return [
        [
            f"{word(f'dataset.{one.dataset}')}, {source}"
            if one.dataset == "front_distances" and source
            else word(f"dataset.{one.dataset}"),
            None if one.newest is None else aged(day(one.newest), one.newest, as_of=as_of),
            word("freshness.of", count=one.towns, reported=one.recent_towns) if one.towns else None,
        ]
        for one in tables
    ]
