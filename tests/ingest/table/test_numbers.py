"""Plain digits are read; what could mean two numbers, or none, is asked back with what was expected."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.ingest.table.numbers import decimal_comma, number
from dashboard.ingest.table.problem import Problem
from dashboard.model.table import Kind
from dashboard.model.tables import PEOPLE_AT_MOST

PEOPLE = "a whole number of people from 0 to 10000000"
KM = "a distance in km from 0 to 1500, like 14.8"
SEPARATED = "without separators: 1234, not 1,234 or 1.234"
ESTIMATE = "put what is known of the estimate into the notes"


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("people", "0", 0),
        ("people", "007", 7),
        ("people", "700.0", 700),
        ("people", "10000000", PEOPLE_AT_MOST),
        ("km", "14.8", 14.8),
        ("km", "0", 0),
        ("km", "1500", 1500),
        ("latitude", "-48.5", -48.5),
        ("latitude", "90", 90),
        ("longitude", "-180", -180),
        ("longitude", "37.06019", 37.06019),
    ],
)
def test_a_number_is_read(kind: Kind, text: str, value: float) -> None:
    assert number(text, kind) == value


def test_nothing_below_zero_is_left_of_minus_0() -> None:
    assert str(number("-0", "km")) == "0.0"


@pytest.mark.parametrize(
    ("kind", "text", "code", "expected"),
    [
        *(
            ("people", text, "people", PEOPLE)
            for text in ("ten", "abc", "inf", "-inf", "nan", "TRUE", "∞", "#")
        ),
        *(
            ("people", text, "people", f"{PEOPLE}, in plain digits")
            for text in ("1e3", "1.2E+04", "0x1F", "1_000", "+5", "7\n8", "50%", "=5")
        ),
        *(("people", text, "people", f"{PEOPLE}, in plain digits") for text in ("١٢", "７", "Ⅷ", "²", "½")),
        *(("people", text, "range", PEOPLE) for text in ("9223372036854775808", "9" * 40, "-1", "-0")),
        *(("people", text, "people", PEOPLE) for text in ("10.5", "700.00", "-1.5")),
        ("people", "10000001", "range", PEOPLE),
        ("people", "9" * 15, "range", PEOPLE),
        *(
            ("people", text, "thousands", f"{PEOPLE}, {SEPARATED}")
            for text in ("1,234", "1.234", "1 234", "1\u00a0234", "1\u202f234", "1'234", "1’234", "1,234,567")
        ),
        *(
            ("people", text, "approximate", f"{PEOPLE}; {ESTIMATE}")
            for text in ("~300", "200-300", "200–300", ">100", "100+", "близько 500", "до 50", "approx. 50")
        ),
        *(
            ("people", text, "approximate", f"{PEOPLE}; {ESTIMATE}")
            for text in ("сотні", "few", "Hundreds of")
        ),
        *(
            ("km", text, "unit", f"{KM}, without a unit")
            for text in ("12 km", "12км", "7.5 mi", "800 m", "7,5 км.")
        ),
        *(("km", text, "range", KM) for text in ("-0.1", "-3", "1500.1", "9999", "40075")),
        *(
            ("km", text, "km", f"{KM}, in plain digits")
            for text in (".5", "5.", "1e1", "1.5.2", "--5", "~12")
        ),
        *(("km", text, "km", KM) for text in ("nan", "∞", "near", "-")),
        ("km", "3,4", "decimal_comma", f"{KM}, with one kind of decimal mark in the whole column"),
        ("km", "3,456", "thousands", f"{KM}, {SEPARATED}"),
        ("latitude", "90.1", "range", "degrees from -90 to 90"),
        ("latitude", "48°30'", "latitude", "degrees from -90 to 90, in plain digits"),
        ("longitude", "180.1", "range", "degrees from -180 to 180"),
    ],
)
def test_what_is_no_number_says_what_was_expected(kind: Kind, text: str, code: str, expected: str) -> None:
    assert number(text, kind) == Problem(code, expected)


@pytest.mark.parametrize("text", ["#REF!", "#VALUE!", "#N/A", "#DIV/0!", "#NAME?", "#ref!"])
def test_an_error_of_the_spreadsheet_is_told_and_is_no_number(text: str) -> None:
    said = f"{PEOPLE}; an error of the spreadsheet is no number, it is stored as unknown"
    assert number(text, "people") == Problem("formula_error", said, "notice")


@pytest.mark.parametrize(
    ("texts", "comma"),
    [
        (["3,4", "12"], True),
        (["3,456", "3,4"], True),
        (["3,456", "1,234"], False),
        (["3,456"], False),
        (["3,4", "3.4"], False),
        (["3.4"], False),
        ([], False),
        (["x,y"], False),
    ],
)
def test_a_comma_is_the_decimal_mark_where_the_column_leaves_no_doubt(texts: list[str], comma: bool) -> None:
    assert decimal_comma(texts) is comma


def test_degrees_are_never_thousands() -> None:
    assert decimal_comma(["48,541", "37,061"], thousands=False)
    assert number("48,541", "latitude", comma=True) == 48.541


def test_a_decimal_comma_is_read_in_kilometres_and_never_in_people() -> None:
    assert number("3,4", "km", comma=True) == 3.4
    assert number("3,456", "km", comma=True) == 3.456
    assert number("14", "km", comma=True) == 14
    assert isinstance(number("3,4", "people", comma=True), Problem)


@given(st.integers(0, PEOPLE_AT_MOST))
def test_every_number_of_people_is_read_as_itself(people: int) -> None:
    assert number(str(people), "people") == people


@given(st.text(max_size=20), st.sampled_from(["people", "km", "latitude", "longitude"]), st.booleans())
def test_any_text_is_a_number_within_bounds_or_a_problem(text: str, kind: Kind, comma: bool) -> None:
    found = number(text, kind, comma=comma)
    if not isinstance(found, Problem):
        assert -180 <= found <= PEOPLE_AT_MOST
        assert float(text.replace(",", ".")) == found
