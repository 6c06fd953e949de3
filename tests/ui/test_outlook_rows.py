"""Outlooks as tables: each cell is the figure of its row, and a reason stands where there is none."""

import re
from datetime import date
from html import unescape

from pandas import DataFrame

from dashboard.look.tables import Cell
from dashboard.ui.outlook_rows import horizons_cells, horizons_columns, towns_cells, towns_columns
from dashboard.ui.outlook_words import of_horizon
from tests.outlooks import outlook_of, several

AS_OF = date(2025, 9, 12)


def plain(cell: Cell) -> str:
    text = re.sub("<[^>]*>", " ", "–" if cell is None else cell)
    return " ".join(unescape(text).replace("\u00a0", " ").split())


def shown(outlooks: DataFrame, *, days: int = 30) -> list[list[str]]:
    rows = towns_cells(of_horizon(outlooks, days), as_of=AS_OF, silent={})
    return [[plain(cell) for cell in row] for row in rows]


def test_a_town_has_its_present_distance_range_median_chances_and_cases() -> None:
    assert [column.title for column in towns_columns()] == [
        "Town",
        "Now",
        "10–90 %",
        "Median",
        "Within 5 km",
        "Within 10 km",
        "Within 15 km",
        "Within 25 km",
        "Cases",
    ]
    assert shown(outlook_of(on="2025-09-09")) == [
        ["A", "14.8 3 days old", "11.0–16.0", "14.5", "<1 %", "21 %", "70 %", ">99 %", "200"]
    ]


def test_the_towns_are_those_of_the_horizon_in_their_order() -> None:
    rows = shown(several(outlook_of("b"), outlook_of("a")), days=90)
    assert [row[0] for row in rows] == ["B", "A"]
    assert rows[0][2:6] == ["0–19.0", "13.5", "21 %", "40 %"]


def test_a_reason_stands_in_place_of_the_figures() -> None:
    (row,) = shown(outlook_of(without="few_cases"))
    assert row == ["A", "14.8 today", "with under 50 comparable cases", "", "", "", "", "", ""]
    (row,) = shown(outlook_of(km=None, on=None, without="no_distance"))
    assert row[:3] == ["A", "–", "without a distance"]


def test_only_the_horizon_without_cases_has_none() -> None:
    outlooks = outlook_of(without={90: "few_cases"})
    assert [row[2] for row in (*shown(outlooks, days=60), *shown(outlooks, days=90))] == [
        "8.0–17.5",
        "with under 50 comparable cases",
    ]


def test_a_town_tells_each_horizon_with_its_day_and_how_many_cases_came_so_near() -> None:
    assert [column.title for column in horizons_columns()][:4] == [
        "After",
        "10–90 %",
        "Middle 50 %",
        "Median",
    ]
    rows = [[plain(cell) for cell in row] for row in horizons_cells(outlook_of(on="2025-09-09"))]
    assert [row[0] for row in rows] == [
        "14 days 23 Sep 2025",
        "30 days 9 Oct 2025",
        "60 days 8 Nov 2025",
        "90 days 8 Dec 2025",
    ]
    assert rows[1][1:] == [
        "11.0–16.0",
        "13.0–14.8",
        "14.5",
        "<1 % 1 of 200",
        "21 % 43 of 200",
        "70 % 140 of 200",
        ">99 % 200 of 200",
    ]


def test_a_horizon_without_cases_says_so_in_its_row() -> None:
    rows = [[plain(cell) for cell in row] for row in horizons_cells(outlook_of(without={90: "few_cases"}))]
    assert rows[3] == ["90 days 11 Dec 2025", "with under 50 comparable cases", *[""] * 6]
    assert rows[2][1] == "8.0–17.5"


def test_the_cells_are_as_many_as_the_columns() -> None:
    for outlooks in (outlook_of(), outlook_of(without="inside")):
        assert {len(row) for row in shown(outlooks)} == {len(towns_columns())}
        assert {len(row) for row in horizons_cells(outlooks)} == {len(horizons_columns())}


def test_a_name_from_the_data_is_text() -> None:
    (row,) = towns_cells(of_horizon(outlook_of(name="<script>x</script>"), 30), as_of=AS_OF, silent={})
    assert "&lt;script&gt;x&lt;/script&gt;" in str(row[0]) and "<script>" not in str(row)


def test_a_silent_town_is_marked() -> None:
    (row,) = towns_cells(of_horizon(outlook_of(), 30), as_of=AS_OF, silent={"a": 12})
    assert "silent 12 d" in plain(row[0])
