"""Cells become values of a kind; what is none is named with its line and what was expected."""

from datetime import date, timedelta

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.ingest.kinds import values
from dashboard.model.finding import Finding
from dashboard.model.tables import PEOPLE_AT_MOST, TABLES, Column

TODAY = date(2025, 9, 15)
PEOPLE = "a whole number of people from 0 to 10000000"
KM = "a distance in km from 0 to 1500, like 14.8"
DAY = "a day that exists, like 2025-09-12"
FUTURE = "a day that is not in the future (today is 2025-09-15)"
CLEAN = "text without control or direction characters"


def read(kind: str, *cells: str | None, choices: tuple[str, ...] = ()) -> tuple[list[object], list[str]]:
    found, findings = findings_of(kind, *cells, choices=choices)
    return found, [str(finding) for finding in findings]


def findings_of(
    kind: str, *cells: str | None, choices: tuple[str, ...] = ()
) -> tuple[list[object], list[Finding]]:
    column = Column("column", kind, choices=choices)  # type: ignore[arg-type]
    lines = pa.array(range(2, len(cells) + 2), pa.int64())
    found, findings = values(pa.array(cells, pa.string()), column, lines=lines, today=TODAY)
    return found.to_pylist(), findings


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("people", "0", 0),
        ("people", "10000000", PEOPLE_AT_MOST),
        ("people", "007", 7),
        ("km", "0", 0.0),
        ("km", "14.8", 14.8),
        ("km", "1500", 1500.0),
        ("latitude", "-48.5", -48.5),
        ("latitude", "90", 90.0),
        ("longitude", "-180", -180.0),
        ("longitude", "37.060190", 37.06019),
        ("date", "2025-09-16", date(2025, 9, 16)),
        ("date", "2024-02-29", date(2024, 2, 29)),
        ("text", "Slov'iansk", "Slov'iansk"),
        ("text", "two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("code", "UA1416003001", "UA1416003001"),
    ],
)
def test_a_cell_of_its_kind_is_read(kind: str, cell: str, value: object) -> None:
    assert read(kind, cell, None) == ([value, None], [])


@pytest.mark.parametrize(
    ("kind", "cell", "expected"),
    [
        *(("people", cell, PEOPLE) for cell in ("ten", "10.0", "1e3", "1_000", "1 000", "1,000", "-1", "+5")),
        *(
            ("people", cell, PEOPLE)
            for cell in ("~700", "0x1F", "10000001", "9" * 15, "9" * 40, "١٢", "７", "Ⅷ", "²")
        ),
        *(("people", cell, PEOPLE) for cell in ("NaN", "inf", "None", "-", "n/a", "TRUE", "7\n8", "12.6")),
        *(
            ("km", cell, KM)
            for cell in ("14,8", "14.8 km", "-0.1", "1500.1", ".5", "5.", "1e1", "nan", "∞", "9 mi")
        ),
        *(("latitude", cell, "degrees from -90 to 90") for cell in ("90.1", "-91", "48°30'", "N48")),
        *(("longitude", cell, "degrees from -180 to 180") for cell in ("180.1", "37,06")),
        *(
            ("date", cell, DAY)
            for cell in ("12.09.2025", "2025-9-12", "20250912", "2025-W37-5", "2025-02-30")
        ),
        *(
            ("date", cell, DAY)
            for cell in ("2025-09-12T00:00", "0000-01-01", "２025-09-12", "today", "45912")
        ),
        *(("date", cell, FUTURE) for cell in ("2025-09-17", "9999-12-31")),
        ("text", "Bilo\u202ezerske", CLEAN),
        ("text", "a\x07b", CLEAN),
        ("text", "a\x1b[31mb", CLEAN),
        ("text", "a\x00b", CLEAN),
        ("text", "a\x85b", CLEAN),
        ("text", "a\u2066b", CLEAN),
        ("code", "UA\u200f1", CLEAN),
        ("text", "x" * 1001, "at most 1000 characters"),
    ],
)
def test_a_cell_that_is_not_is_named_with_its_line_and_stored_nowhere(
    kind: str, cell: str, expected: str
) -> None:
    _, findings = findings_of(kind, None, cell, None)
    assert len(findings) == 1
    assert (findings[0].line, findings[0].column, findings[0].severity) == (3, "column", "error")
    assert findings[0].message.startswith('found "')
    assert findings[0].message.endswith(f'", expected {expected}')


def test_the_whole_sentence_says_place_found_and_expected() -> None:
    assert read("people", "ten")[1] == [f'line 2, column: found "ten", expected {PEOPLE}']
    assert read("date", "12.09.2025")[1] == [f'line 2, column: found "12.09.2025", expected {DAY}']


def test_what_a_message_repeats_is_short_on_one_line_and_does_nothing() -> None:
    assert read("people", "x" * 100)[1] == [f'line 2, column: found "{"x" * 60}…", expected {PEOPLE}']
    assert read("people", "1\n2\x1b\u202e")[1] == [
        f'line 2, column: found "1\\u000a2\\u001b\\u202e", expected {PEOPLE}'
    ]


def test_a_word_of_a_closed_list_is_read_and_another_one_named_with_the_list() -> None:
    found, findings = read("choice", "open", None, "Open", "closd", choices=("open", "closed"))
    assert found[:2] == ["open", None]
    assert findings == [
        'line 4, column: found "Open", expected one of open, closed',
        'line 5, column: found "closd", expected one of open, closed',
    ]


def test_distances_are_kept_with_one_decimal_and_the_file_is_told() -> None:
    found, findings = findings_of("km", "14.84", "3.0", "0.05", None)
    assert found[:2] == [14.8, 3.0]
    assert [(f.severity, str(f)) for f in findings] == [
        ("notice", "column: 2 distances rounded to one decimal, the first on line 2")
    ]


def test_two_ways_to_write_one_letter_are_one_text() -> None:
    assert read("text", "и\u0306") == (["й"], [])


def test_every_wrong_cell_is_named_not_only_the_first() -> None:
    _, findings = read("people", "a", "1", "b", None, "c")
    assert [finding[:6] for finding in findings] == ["line 2", "line 4", "line 6"]


KINDS = sorted({column.kind for table in TABLES.values() for column in table.columns})


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(KINDS), st.lists(st.one_of(st.none(), st.text(min_size=1, max_size=20)), max_size=5))
def test_any_text_is_a_value_or_a_finding_on_its_line(kind: str, cells: list[str | None]) -> None:
    cells = [None if cell is None else cell.encode("utf-8", "replace").decode() for cell in cells]
    found, findings = findings_of(kind, *cells, choices=("open",))
    assert len(found) == len(cells)
    named = {finding.line for finding in findings}
    for line, (cell, value) in enumerate(zip(cells, found, strict=True), 2):
        if cell is None:
            assert (value, line in named) == (None, False)
        else:
            assert value is not None or line in named


@settings(max_examples=100, deadline=None)
@given(st.integers(0, PEOPLE_AT_MOST), st.dates(date(1, 1, 1), TODAY + timedelta(days=1)))
def test_every_number_and_day_of_the_field_is_read_as_itself(people: int, day: date) -> None:
    assert read("people", str(people)) == ([people], [])
    assert read("date", day.isoformat()) == ([day], [])
