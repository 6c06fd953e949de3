"""The history, freshness and dictionary of the data page as cells of tables."""

from datetime import date, timedelta

import pandas as pd
from pandas import DataFrame

from dashboard.look.credit import Credit
from dashboard.look.formats import day, is_missing, people
from dashboard.look.html import Html, element, page_link
from dashboard.look.rows import rows_of
from dashboard.look.tables import Cell, Column
from dashboard.look.words import word
from dashboard.model.tables import DATASETS
from dashboard.ui.town_rows import aged

WEEKS = 12


def history_columns() -> list[Column]:
    return [
        Column(word("column.upload"), "number", essential=True),
        Column(word("column.uploaded_at"), "date", essential=True),
        Column(word("column.uploaded_by")),
        Column(word("column.file"), essential=True),
        Column(word("column.dataset")),
        Column(word("column.rows_new"), "number"),
        Column(word("column.rows_changed"), "number"),
        Column(word("column.rows_removed"), "number"),
        Column(word("column.note")),
        Column(word("column.look_back")),
    ]


def history_cells(history: DataFrame) -> list[list[Cell]]:
    """A row per upload, newest first, with a link to what was known after it."""
    return [
        [
            str(row.upload_id),
            word("history.at", day=day(pd.Timestamp(row.uploaded_at)), time=row.uploaded_at[11:16]),
            row.uploaded_by,
            row.file_name,
            word(f"dataset.{row.dataset}"),
            people(row.rows_new),
            people(row.rows_changed),
            people(row.rows_removed),
            _note(row.note, row.undoes, row.undone_by),
            page_link(word("history.look_back"), "situation", known=str(row.upload_id)),
        ]
        for row in rows_of(history)
    ]


def ledger_credit(history: DataFrame) -> Credit:
    """The history vouches for itself: its newest entry, and no reports of towns."""
    newest = pd.Timestamp(history["uploaded_at"].max()).date() if len(history) else None
    return Credit((word("data.history_source"),), newest, None)


def _note(note: str, undoes: object, undone_by: object) -> str:
    parts = [
        "" if is_missing(undoes) else word("history.undoes", upload=undoes),
        "" if is_missing(undone_by) else word("history.undone_by", upload=undone_by),
        note or "",
    ]
    return " · ".join(part for part in parts if part)


def weeks_back(as_of: date) -> date:
    """The Monday of the first week that the freshness table shows."""
    return as_of - timedelta(days=as_of.weekday(), weeks=WEEKS - 1)


def of_reporting_towns(newest: DataFrame) -> DataFrame:
    """The rows of ``newest_reports`` about towns that ever reported; a computed distance is no report from a town."""
    reporting = newest.loc[newest["dataset"] != "front_distances", "town_code"]
    return newest[newest["town_code"].isin(reporting)]


def freshness_columns(as_of: date) -> list[Column]:
    return [
        Column(word("column.town"), essential=True),
        Column(word("dataset.town_status"), "date", essential=True),
        Column(word("dataset.evacuations"), "date"),
        Column(word("dataset.front_distances"), "date"),
        Column(word("freshness.weeks", count=WEEKS, until=day(as_of)), essential=True),
    ]


def freshness_cells(newest: DataFrame, weeks: DataFrame, *, as_of: date) -> list[list[Cell]]:
    """A row per town that ever reported: the age of its newest report of each dataset, and a square per week."""
    towns = newest.drop_duplicates("town_code")
    dates = newest.pivot_table(index="town_code", columns="dataset", values="newest", aggfunc="max")
    reported = weeks.groupby("town_code")["week"].agg(set)
    mondays = list(pd.date_range(weeks_back(as_of), periods=WEEKS, freq="W-MON"))
    return [
        [
            page_link(row.town_name, "town", code=row.town_code),
            *(
                _newest(dates, row.town_code, name, as_of)
                for name in ("town_status", "evacuations", "front_distances")
            ),
            _squares([week in reported.get(row.town_code, set()) for week in mondays]),
        ]
        for row in rows_of(towns)
    ]


def _newest(dates: DataFrame, code: str, dataset: str, as_of: date) -> Cell:
    found = dates[dataset].get(code) if dataset in dates else None
    return None if is_missing(found) else aged(day(found), found, as_of=as_of)


def _squares(reported: list[bool]) -> Html:
    squares = [element("i", class_="dash-week" if told else "dash-week dash-silent") for told in reported]
    return element(
        "span",
        *squares,
        role="img",
        aria_label=word("freshness.said", count=sum(reported), weeks=len(reported)),
    )


def dictionary_columns() -> list[Column]:
    names = ("dataset", "column", "kind", "key", "hxl", "meaning")
    return [Column(word(f"dictionary.{name}"), essential=name in ("column", "meaning")) for name in names]


def dictionary_rows() -> DataFrame:
    """A row per column of every dataset."""
    rows = [
        (
            word(f"dataset.{table.name}"),
            column.name,
            ", ".join(column.choices) or word(f"kind.{column.kind}"),
            word("dictionary.in_key") if column.name in table.key else "",
            column.hxl,
            word(f"meaning.{column.name}"),
        )
        for table in DATASETS.values()
        for column in table.columns
    ]
    return DataFrame(rows, columns=["dataset", "column", "kind", "key", "hxl", "meaning"])
