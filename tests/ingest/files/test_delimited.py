"""A text with separators as rows with their physical lines."""

import gc
from contextlib import suppress
from pathlib import Path

import pytest

from dashboard.errors import FileRefused
from dashboard.ingest.files import delimited as module
from dashboard.ingest.files.delimited import delimited
from dashboard.ingest.files.sheet import Sheet
from dashboard.ingest.files.sizes import MOST_COLUMNS


def read(text: str) -> Sheet:
    return delimited(text, file_name="a.csv")


def refused(text: str) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read(text)
    return caught.value


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_rows_and_their_lines_are_read_with_every_separator_and_line_end(
    separator: str, line_end: str
) -> None:
    text = "town,date\nA,b\n\nC,d\n".replace(",", separator).replace("\n", line_end)
    sheet = read(text)
    assert sheet.rows == [["town", "date"], ["A", "b"], ["C", "d"]]
    assert sheet.lines == [1, 2, 4]
    assert sheet.separator == separator
    assert [str(finding) for finding in sheet.findings] == ["1 blank line left out: 3"]


def test_line_ends_may_be_mixed() -> None:
    assert read("a,b\r\n1,2\n3,4\r5,6").lines == [1, 2, 3, 4]


def test_a_quoted_cell_may_have_lines_and_the_rows_after_it_keep_their_line() -> None:
    sheet = read('a,b\n1,"one\ntwo, ""three"""\n2,x\n')
    assert sheet.rows == [["a", "b"], ["1", 'one\ntwo, "three"'], ["2", "x"]]
    assert sheet.lines == [1, 2, 4]


def test_rows_with_fewer_or_more_cells_than_the_header_stay_as_they_are() -> None:
    assert read("a,b,c\n1,2\n1,2,3,4\n1,2,3\n").rows[1:3] == [["1", "2"], ["1", "2", "3", "4"]]


def test_the_line_by_which_excel_states_its_separator_is_followed_and_is_no_row() -> None:
    sheet = read("sep=;\r\na;b\r\n1,5;2\r\n")
    assert (sheet.rows, sheet.lines, sheet.separator) == ([["a", "b"], ["1,5", "2"]], [2, 3], ";")


def test_nul_letters_and_very_long_cells_are_left_to_the_checks() -> None:
    assert read("a,b\nx\0y," + "z" * 2_000_000 + "\n").rows[1] == ["x\0y", "z" * 2_000_000]


def test_a_text_without_separator_is_refused() -> None:
    assert str(refused("date   town\n2026-11-20   A\n")) == (
        "a.csv: no separator found: expected comma, semicolon, tab or vertical bar between the columns. "
        "Save the table as CSV (UTF-8)."
    )


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_quotation_mark_that_stays_open_is_refused_with_the_line_it_opens_on(end: str) -> None:
    refusal = refused('a,b\n"1\n2",x\n3,"no water\n4,y\n5,z' + end)
    assert str(refusal) == (
        "a.csv: the quotation mark that opens on line 4 is never closed. "
        "Close or double the quotation mark, or save the table as CSV again."
    )
    assert (refusal.lines, refusal.code) == ((4,), "quotes")


def test_a_quotation_mark_inside_a_quoted_cell_is_refused_with_its_row() -> None:
    refusal = refused('a;b\n1;2\n3;"x"y\n')
    assert str(refusal) == (
        "a.csv: line 3: a quotation mark inside a quoted cell is not doubled, or a cell has text after its closing "
        "mark; expected a semicolon or the line end there. "
        "Close or double the quotation mark, or save the table as CSV again."
    )
    assert refusal.lines == (3,)


def test_a_file_that_breaks_off_in_a_line_is_refused() -> None:
    refusal = refused("a,b,c\n1,2,3\n4,5")
    assert str(refusal) == (
        "a.csv: the file ends in the middle of line 3: 2 of 3 cells and no line end. "
        "Send the whole file; if the line is a remark, remove it."
    )
    assert (refusal.lines, refusal.code) == ((3,), "truncated")


@pytest.mark.parametrize("text", ["a,b,c\n1,2,3\n4,5\n", "a,b,c\n1,2,3\n4,5,6", "a,b,c", "a,b,c\n1,2,3\n "])
def test_a_whole_last_line_and_a_short_one_that_ended_are_not_taken_for_broken_off(text: str) -> None:
    assert read(text).rows[0] == ["a", "b", "c"]


@pytest.mark.parametrize("above", ["", "a,b\n1,2\n"])
def test_too_many_columns_are_refused_with_the_line(above: str) -> None:
    refusal = refused(above + "," * MOST_COLUMNS + "\n")
    line = above.count("\n") + 1
    assert str(refusal) == f"a.csv: line {line} has 51 columns, the limit is 50. Send the table alone."
    assert len(read("," * (MOST_COLUMNS - 1) + "x\n").rows[0]) == MOST_COLUMNS


def test_a_line_whose_cells_would_fill_the_memory_is_refused_before_they_are_counted() -> None:
    assert "line 2 has more than 1,000,000 columns" in str(refused("a,b\n" + "," * 10_000_001))


def test_more_rows_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 3)
    assert len(read("a,b\n1,2\n3,4\n").rows) == 3
    assert str(refused("a,b\n1,2\n3,4\n5,6\n")) == "a.csv: the file has more than 3 rows. Send it in parts."


@pytest.mark.parametrize("text", ["a,b\n1,2\n", 'a,b\n"1\n'])
def test_pythons_collector_runs_again_after_every_reading(text: str) -> None:
    with suppress(FileRefused):
        read(text)
    assert gc.isenabled()


@pytest.mark.parametrize(
    ("file", "lines"),
    [
        ("quote_embedded_newline.csv", [1, 2, 5, 6, 7, 8, 9]),
        ("struct_blank_lines.csv", [1, 2, 3, 5, 7, 8, 9]),
        ("struct_cr_only.csv", [1, 2, 3, 4, 5, 6, 7]),
        ("struct_mixed_eol.csv", [1, 2, 3, 4, 5, 6, 7]),
        ("struct_preamble.csv", [1, 2, 4, 5, 6, 7, 8, 9, 10]),
    ],
)
def test_the_files_that_people_sent_keep_their_lines(shared: Path, file: str, lines: list[int]) -> None:
    assert read((shared / "data/bad_uploads" / file).read_bytes().decode()).lines == lines


@pytest.mark.parametrize(
    ("file", "line"),
    [("quote_unclosed.csv", 3), ("enc_truncated_multibyte.csv", 3), ("bytes_10k_columns.csv", 1)],
)
def test_the_files_that_must_be_refused_name_the_line(shared: Path, file: str, line: int) -> None:
    assert refused((shared / "data/bad_uploads" / file).read_text("utf-8")).lines == (line,)
