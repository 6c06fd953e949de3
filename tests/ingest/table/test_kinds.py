"""Cells become values of a kind; what is none is named with its line and what was expected."""

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.errors import ChoiceNeeded
from dashboard.ingest.choices import Choices
from dashboard.ingest.table.kinds import Values, in_km, read_values
from dashboard.model.table import Column
from dashboard.model.tables import DATASETS, EVACUATIONS, FRONT_DISTANCES, TOWN_STATUS
from tests.ingest.typed import read_by

PEOPLE = "a whole number of people from 0 to 10000000"


def read(column: Column, *cells: str | None, choices: Choices | None = None, **taught: object) -> Values:
    lines = pa.array(range(2, len(cells) + 2), pa.int64())
    texts = pa.array(cells, pa.string()).dictionary_encode()
    by = read_by(choices or Choices(), **taught)  # type: ignore[arg-type]
    return read_values(texts, column, title="mine", lines=lines, by=by)


def said(found: Values) -> list[str]:
    return [f"{f.severity}: {f}" for f in found.findings]


REMAINING, STATUS, WATER = (TOWN_STATUS.column(name) for name in ("population_remaining", "status", "water"))
NOTES, ORDER = TOWN_STATUS.column("notes"), TOWN_STATUS.column("evacuation_order")
DISTANCE, EVACUATED = FRONT_DISTANCES.column("front_distance_km"), EVACUATIONS.column("evacuated")
COUNT_AT = EVACUATIONS.column("count_at")


def test_a_cell_of_its_kind_is_read_and_an_empty_one_is_unknown() -> None:
    assert read(REMAINING, "0", None, "700").values.to_pylist() == [0, None, 700]
    assert read(TOWN_STATUS.column("date"), "2025-09-12").values.to_pylist() == [date(2025, 9, 12)]
    assert read(NOTES, "two\nlines\tand a tab", "-", "n/a").values.to_pylist() == [
        "two\nlines\tand a tab",
        "-",
        "n/a",
    ]


def test_every_wrong_cell_is_named_with_its_line_and_not_only_the_first() -> None:
    found = read(REMAINING, "ten", "1", "b", None, "ten")
    assert said(found) == [
        f'error: line {n}, mine: found "{t}", expected {PEOPLE}'
        for n, t in [(2, "ten"), (4, "b"), (6, "ten")]
    ]
    assert found.values.to_pylist() == [None, 1, None, None, None]


def test_what_a_message_repeats_is_short_on_one_line_and_does_nothing() -> None:
    assert said(read(REMAINING, "x" * 100)) == [
        f'error: line 2, mine: found "{"x" * 60}…", expected {PEOPLE}'
    ]
    assert said(read(REMAINING, "a\nb\x1b\u202e")) == [
        f'error: line 2, mine: found "a\\u000ab\\u001b\\u202e", expected {PEOPLE}'
    ]


@pytest.mark.parametrize(
    "word", ["-", "—", "n/a", "NA", "н/д", "немає даних", "NaN", "null", "?", "...", "#N/A"]
)
def test_a_word_for_unknown_is_unknown_and_told_and_never_zero(word: str) -> None:
    found = read(REMAINING, "5", word, word)
    assert found.values.to_pylist() == [5, None, None]
    assert said(found) == [
        f'notice: mine: 2 cells read as unknown, which is not 0: "{word}"; the first on line 3'
    ]


def test_a_word_for_unknown_is_no_value_of_a_column_that_every_row_needs() -> None:
    assert said(read(EVACUATED, "-", "#REF!", "5")) == [
        'error: line 2, mine: found "-", expected a value',
        'error: line 3, mine: found "#REF!", expected a value, not an error of the spreadsheet',
    ]


def test_an_error_of_the_spreadsheet_is_unknown_where_a_value_is_not_needed() -> None:
    found = read(REMAINING, "#REF!")
    assert found.values.to_pylist() == [None]
    assert said(found) == [
        f'notice: line 2, mine: found "#REF!", expected {PEOPLE}; an error of the spreadsheet is no number, it '
        "is stored as unknown"
    ]


def test_where_unknown_means_departure_the_message_says_departure() -> None:
    assert said(read(COUNT_AT, "transit", "-")) == [
        'notice: mine: 1 cells read as departure: "-"; the first on line 3'
    ]


def test_a_word_of_a_closed_list_is_read_in_every_documented_spelling() -> None:
    found = read(WATER, "open", "Так", "no", "ОБМЕЖЕНО", "1", "0", "невідомо", "unknown", "з перебоями")
    assert found.values.to_pylist() == [
        "open",
        "open",
        "closed",
        "limited",
        "open",
        "closed",
        "unknown",
        "unknown",
        "limited",
    ]
    assert found.findings == []
    assert found.read == {
        "Так": "open",
        "no": "closed",
        "ОБМЕЖЕНО": "limited",
        "1": "open",
        "0": "closed",
        "невідомо": "unknown",
        "з перебоями": "limited",
    }


def test_a_word_means_what_it_means_in_its_column() -> None:
    assert read(ORDER, "none", "no", "n/a").values.to_pylist() == ["none", "none", None]
    assert read(STATUS, "none", "Бої", "unknown").values.to_pylist() == [None, "contested", None]


def test_another_word_is_named_with_the_list() -> None:
    assert said(read(WATER, "✓", "частково")) == [
        f'error: line {line}, mine: found "{text}", expected one of open, limited, closed, unknown'
        for line, text in ((2, "✓"), (3, "частково"))
    ]


def test_what_the_steward_said_of_a_word_comes_first() -> None:
    choices = Choices(values={("water", "✓"): "open", ("water", "-"): "closed", ("gas", "x"): "open"})
    found = read(WATER, "✓", "-", choices=choices)
    assert (found.values.to_pylist(), found.findings) == (["open", "closed"], [])
    taught = read(WATER, "✓", taught=[("value", "water", "✓", "limited")])
    assert taught.values.to_pylist() == ["limited"]
    assert len(read(WATER, "x", choices=choices).findings) == 1
    assert len(read(WATER, "✓", choices=Choices(values={("water", "✓"): "nonsense"})).findings) == 1


def test_distances_are_kept_with_one_decimal_and_the_file_is_told() -> None:
    found = read(DISTANCE, "14.84", "3.0", "0.05", None)
    assert found.values.to_pylist()[:2] == [14.8, 3.0]
    assert said(found) == ["notice: mine: 2 distances rounded to one decimal, the first on line 2"]


def test_a_decimal_comma_is_read_and_shown() -> None:
    found = read(DISTANCE, "3,4", "12")
    assert found.values.to_pylist() == [3.4, 12.0]
    assert said(found) == ['notice: mine: the comma is read as decimal mark, "3,4" as 3.4']


def test_a_doubtful_order_of_days_is_asked() -> None:
    with pytest.raises(ChoiceNeeded):
        read(TOWN_STATUS.column("date"), "03/04/2025")


def test_text_longer_than_any_note_is_refused() -> None:
    assert read(NOTES, "x" * 1000).findings == []
    assert said(read(NOTES, "x" * 1001)) == [
        f'error: line 2, mine: found "{"x" * 60}…", expected at most 1000 characters, not 1001'
    ]


def test_miles_become_km_with_one_decimal() -> None:
    assert in_km(pa.array([10.0, 0.0, None])).to_pylist() == [16.1, 0.0, None]


COLUMNS = [column for table in DATASETS.values() for column in table.columns]
WORDS = st.one_of(st.text(min_size=1, max_size=20), st.sampled_from(["-", "#REF!", "3,4", "1.1.2025", "yes"]))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(COLUMNS), st.lists(st.one_of(st.none(), WORDS), max_size=5))
def test_any_text_is_a_value_or_told(column: Column, cells: list[str | None]) -> None:
    cells = [None if cell is None else cell.encode("utf-8", "replace").decode() for cell in cells]
    try:
        found = read(column, *cells)
    except ChoiceNeeded:
        return
    assert len(found.values) == len(cells)
    wrong = {finding.line for finding in found.findings if finding.severity == "error"}
    for line, (cell, value) in enumerate(zip(cells, found.values.to_pylist(), strict=True), 2):
        if cell is None:
            assert (value, line in wrong) == (None, False)
        elif value is None:
            assert line in wrong or (not column.required and found.findings)
        else:
            assert line not in wrong
