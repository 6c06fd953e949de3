"""The rows under a header have as many fields as it, and every column with something has a name."""

import pytest

from tests.ingest.typed import read, refusal, rows, said
from tests.records import BILO, HULI, POKR

HEADER = "town,date,evacuated,notes\n".replace(",notes", ",source")


def file(*lines: str, header: str = HEADER) -> str:
    return header + "".join(f"{line}\n" for line in lines)


GOOD = f"{BILO},2025-09-12,30,me"


def test_a_row_with_another_number_of_fields_is_an_error_and_not_padded() -> None:
    text = file(GOOD, f"{POKR},2025-09-12", f"{HULI},2025-09-12,7,me,more")
    assert said(text) == [
        "line 3: found 2 fields, expected 4 as in the header",
        "line 4: found 5 fields, expected 4 as in the header",
    ]
    assert read(text).lines.to_pylist() == [2]


def test_empty_fields_behind_the_last_are_nothing() -> None:
    assert said(file(GOOD, f"{POKR},2025-09-12,7,me,,")) == []


def test_a_row_may_lack_what_has_no_name() -> None:
    header = "town,date,evacuated,source,,\n"
    assert said(file(f"{BILO},2025-09-12,30,me", f"{POKR},2025-09-12,7,,,", header=header)) == []
    assert said(file(f"{BILO},2025-09-12,30", f"{POKR},2025-09-12,7,,,", header=header)) == [
        "line 2: found 3 fields, expected 6 as in the header"
    ]


def test_typographic_quotes_are_named_where_they_tore_a_row() -> None:
    assert said(file(GOOD, f"{POKR},2025-09-12,7,“me, him”")) == [
        "line 3: found 5 fields, expected 4 as in the header; typographic quotes do not hold a field together"
    ]


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("town,date,,evacuated", "column 3 without a name"),
        ("town,,date,evacuated, ", "columns 2 and 5 without a name"),
    ],
)
def test_a_column_without_a_name_that_holds_something_is_refused(header: str, reason: str) -> None:
    found = refusal(f"{header}\n{'x,' * header.count(',')}x\n")
    assert str(found) == f"a.csv: line 1: {reason}. Name them or remove them."
    assert found.lines == (1,)


def test_a_column_without_a_name_that_is_empty_is_nothing() -> None:
    assert rows(f"town,,date,evacuated,\n{BILO},,2025-09-12,30,\n", "evacuated") == [(30,)]


def test_blank_rows_are_left_out_and_lines_stay_true() -> None:
    text = file(GOOD, "", ",,,", f"{POKR},2025-09-12,x,")
    assert said(text) == [
        "notice: 2 blank lines left out: 3, 4",
        'line 5, evacuated: found "x", expected a whole number of people from 0 to 10000000',
    ]


def test_thousands_of_blank_rows_are_one_notice() -> None:
    found = said(file(GOOD, *[",,,"] * 5_000))
    assert found == ["notice: 5,000 blank lines left out: 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 4,990 more"]
