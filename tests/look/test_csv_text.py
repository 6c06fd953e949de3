"""CSV for spreadsheets: no text is run, no number is touched, days and gaps are plain."""

import csv
import io
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame

from dashboard.look.csv_text import csv_text

FORMULAS = ["=1+1", "+380", "-5 people", "@here", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x"]


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("lead", ["", " ", "  ", "\u00a0", "'", "''", " '", "' ", "\n", "\u200b", "\ufeff"])
@pytest.mark.parametrize("formula", FORMULAS)
def test_text_that_a_spreadsheet_would_run_has_an_apostrophe_before_it(formula: str, lead: str) -> None:
    text = f"{lead}{formula}"
    assert cells(csv_text(DataFrame({"notes": [text]})))[1] == [f"'{text}".replace("\r", "\n")]


@pytest.mark.parametrize("text", ["5 - 3", "a=b", "'quoted'", "town@hromada", "(-5)", "№ 1", "\u22125"])
def test_other_text_is_left_alone(text: str) -> None:
    assert cells(csv_text(DataFrame({"notes": [text]})))[1] == [text]


def test_numbers_below_zero_stay_numbers() -> None:
    rows = DataFrame({"whole": [-5], "part": [-0.5], "gaps": pd.array([-7], dtype="Int64"), "text": ["-5"]})
    assert csv_text(rows) == "whole,part,gaps,text\n-5,-0.5,-7,'-5\n"


def test_days_are_iso_and_what_is_missing_is_empty() -> None:
    rows = DataFrame(
        {
            "day": pd.to_datetime(["2025-09-12", None]),
            "date": [date(2025, 9, 12), None],
            "people": pd.array([700, None], dtype="Int64"),
            "km": [1e-06, None],
            "source": ["BBC", None],
        }
    )
    assert csv_text(rows) == "day,date,people,km,source\n2025-09-12,2025-09-12,700,0.000001,BBC\n,,,,\n"


def test_tags_stand_under_the_header_and_a_column_without_a_tag_has_none() -> None:
    rows = DataFrame({"town_name": ["Pokrovsk"], "town_code": ["UA1416021001"]})
    tagged = csv_text(rows, tags={"town_code": "#adm4+code"})
    assert tagged == "town_name,town_code\n,#adm4+code\nPokrovsk,UA1416021001\n"


def test_a_return_alone_does_not_break_a_row() -> None:
    assert cells(csv_text(DataFrame({"a": ["x\ry"], "b": ["z\r\nw"]})))[1:] == [["x\ny", "z\nw"]]


@given(st.lists(st.tuples(st.text(), st.text()), min_size=1))
def test_every_cell_comes_back_and_none_begins_a_formula(rows: list[tuple[str, str]]) -> None:
    told = cells(csv_text(DataFrame(rows, columns=["a", "b"]).astype(object)))[1:]
    assert len(told) == len(rows)
    for row, given_row in zip(told, rows, strict=True):
        for cell, text in zip(row, given_row, strict=True):
            assert cell.lstrip()[:1] not in {*"=+-@＝＋－＠"} or not cell.lstrip()
            assert cell.removeprefix("'") in {
                t.removeprefix("'") for t in (text, text.replace("\r\n", "\n").replace("\r", "\n"))
            }
