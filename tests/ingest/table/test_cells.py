"""Cells as clean text: without blanks around it, without what nobody sees, and nothing that a spreadsheet runs."""

import pytest

from tests.ingest.typed import rows, said
from tests.records import BILO, POKR


def notes(*cells: str, header: str = "notes") -> str:
    lines = "".join(f'{BILO},2025-09-{day:02},safe,"{cell}"\n' for day, cell in enumerate(cells, 1))
    return f"town_code,date,status,{header}\n{lines}"


def stored(*cells: str) -> list[object]:
    return [note for (note,) in rows(notes(*cells), "notes")]


def test_cells_are_text_without_blanks_around_them_and_missing_where_empty() -> None:
    assert stored(" x y ", "", " ", "\u00a0", "\t") == ["x y", None, None, None, None]


def test_line_ends_inside_a_cell_are_one_kind_whatever_kind_the_file_has() -> None:
    assert stored("two\r\nlines", "two\rlines", "two\nlines") == ["two\nlines"] * 3


def test_two_ways_to_write_one_letter_are_one_text() -> None:
    assert stored("и\u0306") == ["й"]


def test_characters_that_nobody_sees_are_taken_out_and_told() -> None:
    text = notes("Po\u00adkrovsk", "\u200b", "\ufeffa\u2060b\u200d", "plain")
    assert stored("Po\u00adkrovsk", "\u200b", "\ufeffa\u2060b\u200d", "plain") == [
        "Pokrovsk",
        None,
        "ab",
        "plain",
    ]
    assert said(text) == ["notice: notes: 3 cells cleaned of invisible characters, the first on line 2"]


@pytest.mark.parametrize(
    "cell", ["a\x07b", "a\x00b", "a\x85b", "a\x1b[31mb", "\u202eabc", "a\u2066b", "\u200fa"]
)
def test_control_and_direction_characters_are_errors_in_every_column(cell: str) -> None:
    escaped = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cell)
    for header in ("notes", "mine"):
        found = [line for line in said(notes(cell, header=header)) if not line.startswith("notice")]
        assert found == [
            f'line 2, {header}: found "{escaped}", expected text without control or direction characters'
        ]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1+1", "-2+3", "@SUM(1)", "\t=1+1", "\r=1", " =1", "=HYPERLINK(0)", "+380", "-x"]
)
def test_what_a_spreadsheet_would_run_is_an_error_in_text(cell: str) -> None:
    found = said(notes(cell))
    assert len(found) == 1
    assert found[0].startswith('line 2, notes: found "')
    assert found[0].endswith(
        '", expected text that a spreadsheet does not run: it begins with none of = + - @'
    )


@pytest.mark.parametrize("cell", ["-", "- a list", "--", "a=b", "5-3", "(+)", "—x"])
def test_a_dash_that_begins_a_list_is_text(cell: str) -> None:
    assert (stored(cell), said(notes(cell))) == ([cell], [])


def test_a_minus_in_a_column_of_numbers_is_a_number() -> None:
    assert said("town_code,town_name,longitude\nUA1416003999,X,-5\n") == []


@pytest.mark.parametrize("text", ["=1+1", "+380", "-5", "@name", "'=x", "''-y"])
def test_the_apostrophe_that_an_export_puts_before_a_formula_is_taken_away_again(text: str) -> None:
    assert stored(f"'{text}") == [text]


def test_other_apostrophes_stay() -> None:
    assert stored("'tis", "Slov'iansk", "'") == ["'tis", "Slov'iansk", "'"]


def test_what_looks_like_markup_or_a_query_is_text() -> None:
    for cell in ("<script>alert(1)</script>", "'; drop table towns; --", "{{7*7}}", "$x^2$", "%s%n"):
        assert stored(cell) == [cell]


def test_a_cell_of_two_million_characters_is_an_error_on_its_line() -> None:
    assert said(notes("x" * 2_000_000, "y")) == [
        f'line 2, notes: found "{"x" * 60}…", expected at most 1000 characters, not 2000000'
    ]


def test_blanks_around_a_town_a_day_and_a_number_do_not_matter() -> None:
    text = f"town_code , date,population_remaining\n {POKR.lower()} ,2025-09-12 ,\u00a0700 \n"
    assert rows(text, "town_code", "population_remaining") == [(POKR, 700)]
