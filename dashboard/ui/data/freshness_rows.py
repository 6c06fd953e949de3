"""How fresh each town and table is, as cells of tables: a square for each week, a row for each table."""

from collections.abc import Sequence
from datetime import date

from pandas import DataFrame

from dashboard.analysis.freshness import DATED, WEEKS
from dashboard.look.formats import day, is_missing, share
from dashboard.look.html import Html, element
from dashboard.look.rows import rows_of
from dashboard.look.tables import Cell, Column, noted
from dashboard.look.words import word
from dashboard.ui.town_cell import marked_town, town_cell
from dashboard.ui.town_rows import aged

_SQUARES = {
    "both": "dash-both",
    "town_status": "dash-status",
    "evacuations": "dash-left",
    None: "dash-silent",
}


def week_columns(as_of: date) -> list[Column]:
    return [
        Column(word("column.town"), essential=True),
        Column(word("dataset.town_status"), "date"),
        Column(word("dataset.evacuations"), "date"),
        Column(word("dataset.front_distances"), "date"),
        Column(word("freshness.rhythm")),
        Column(word("freshness.weeks", count=WEEKS, until=day(as_of)), essential=True),
    ]


def week_cells(weeks: DataFrame, *, as_of: date) -> list[list[Cell]]:
    """A row per town of ``by_week``: the age of its newest reports, its rhythm, and a square per week."""
    silent = {row.town_code: row.age_days for row in rows_of(weeks) if row.silent}
    squares = weeks[weeks.columns[-WEEKS:]].to_numpy(dtype=object).tolist()
    return [
        [
            town_cell(row.town_code, row.town_name, silent=silent),
            *(_newest(getattr(row, name), as_of) for name in DATED),
            _rhythm(row.usual_gap_days, row.silent_after_days),
            _squares([None if is_missing(kind) else kind for kind in kinds]),
        ]
        for row, kinds in zip(rows_of(weeks), squares, strict=False)
    ]


def week_legend() -> Html:
    """What the squares mean."""
    parts = [
        element(
            "span",
            element("i", class_=f"dash-week {sign}", aria_hidden="true"),
            word(f"freshness.week_{kind or 'none'}"),
            class_="dash-chip",
        )
        for kind, sign in _SQUARES.items()
    ]
    return element("div", *parts, class_="dash-legend")


def gap_columns() -> list[Column]:
    return [
        Column(word("column.town"), essential=True),
        Column(word("column.dataset"), essential=True),
        Column(word("freshness.newest"), "date"),
        Column(word("freshness.usual"), "number", word("unit.days")),
        Column(word("freshness.longest"), "number", word("unit.days"), essential=True),
        Column(word("freshness.gap")),
        Column(word("freshness.days"), "number"),
        Column(word("freshness.in_weeks"), "number"),
    ]


def gap_cells(fresh: DataFrame, *, as_of: date) -> list[list[Cell]]:
    """A row per town and table of ``freshness``, then one per source of front distances."""
    return [
        [
            word("freshness.every_town") if is_missing(row.town_code) else marked_town(row),
            _table(row.dataset, row.source),
            _newest(row.newest, as_of),
            None if is_missing(row.usual_gap_days) else str(row.usual_gap_days),
            str(row.longest_gap_days),
            _gap(row.gap_since, row.gap_until),
            _part(row.days_reported, row.days),
            _part(row.weeks_reported, row.weeks),
        ]
        for row in rows_of(fresh)
    ]


def _newest(on: date | None, as_of: date) -> Cell:
    return None if is_missing(on) else aged(day(on), on, as_of=as_of)


def _rhythm(usual_gap_days: int | None, silent_after_days: int) -> str:
    if is_missing(usual_gap_days):
        return word("freshness.no_rhythm", count=silent_after_days)
    return word("freshness.within", count=usual_gap_days, after=silent_after_days)


def _squares(kinds: Sequence[str | None]) -> Html:
    squares = [element("i", class_=f"dash-week {_SQUARES[kind]}") for kind in kinds]
    told = sum(kind is not None for kind in kinds)
    return element(
        "span", *squares, role="img", aria_label=word("freshness.said", count=told, weeks=len(kinds))
    )


def _table(dataset: str, source: str | None) -> str:
    name = word(f"dataset.{dataset}")
    return name if is_missing(source) else f"{name}, {source}"


def _gap(since: date | None, until: date | None) -> str:
    if is_missing(since):
        return ""
    return word("freshness.from_to", since=day(since), until=day(until))


def _part(reported: int, of: int) -> Html:
    return noted(share(reported / of), word("freshness.of", count=of, reported=reported))
