"""The freshness and the dictionary of the data page as cells of tables."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
from pandas import DataFrame

from dashboard.look.formats import day, is_missing
from dashboard.look.html import Html, element, page_link
from dashboard.look.rows import rows_of
from dashboard.look.tables import Cell, Column
from dashboard.look.words import word
from dashboard.model.tables import DATASETS
from dashboard.ui.data.spelling_rows import Spelling
from dashboard.ui.town_rows import aged

WEEKS = 12
ALSO_SHOWN = 4  # other names of a column in the dictionary


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
    names = ("dataset", "column", "kind", "key", "hxl", "meaning", "also")
    return [Column(word(f"dictionary.{name}"), essential=name in ("column", "meaning")) for name in names]


def dictionary_rows(documented: Sequence[Spelling]) -> DataFrame:
    """A row per column of every dataset, with the other names under which a file may have it."""
    also: dict[tuple[str, str | None], list[str]] = {}
    for kind, used_in, spelling, means in documented:
        if kind == "column":
            also.setdefault((used_in, means), []).append(spelling)
    rows = [
        (
            word(f"dataset.{table.name}"),
            column.name,
            ", ".join(column.choices) or word(f"kind.{column.kind}"),
            word("dictionary.in_key") if column.name in table.key else "",
            column.hxl,
            word(f"meaning.{column.name}"),
            "; ".join(also.get((table.name, column.name), []) + also.get(("any", column.name), [])),
        )
        for table in DATASETS.values()
        for column in table.columns
    ]
    return DataFrame(rows, columns=["dataset", "column", "kind", "key", "hxl", "meaning", "also_written"])


def dictionary_cells(rows: DataFrame) -> list[list[Cell]]:
    """The rows as they are, with only the first of the other names; the file has all."""
    return [[*cells, _first(also)] for *cells, also in rows.itertuples(index=False, name=None)]


def _first(also: str) -> str:
    names = also.split("; ")
    return "; ".join(names[:ALSO_SHOWN]) + (" …" if len(names) > ALSO_SHOWN else "")
