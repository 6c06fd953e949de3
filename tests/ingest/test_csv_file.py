"""A CSV file as text: what is read, what is refused, and on which line of the file everything stands."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.errors import FileRefused
from dashboard.ingest.csv_file import LARGEST_BYTES, TextRows, read_csv


def read(text: str | bytes) -> TextRows:
    return read_csv(text.encode() if isinstance(text, str) else text, file_name="a.csv")


def refusal(text: str | bytes) -> str:
    with pytest.raises(FileRefused) as raised:
        read(text)
    return str(raised.value)


def cells(found: TextRows) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in found.cells.to_pylist()]


def test_cells_are_text_without_blanks_around_them_and_missing_where_empty() -> None:
    found = read("a,b,c\n 1 ,, x y \n,2,\u00a0\n")
    assert found.header == ("a", "b", "c")
    assert cells(found) == [("1", None, "x y"), (None, "2", None)]
    assert found.lines.to_pylist() == [2, 3]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_of_the_three_ways(end: str) -> None:
    found = read(end.join(["a,b", "1,2", "3,4"]) + end)
    assert cells(found) == [("1", "2"), ("3", "4")]
    assert found.lines.to_pylist() == [2, 3]


def test_a_byte_order_mark_is_no_part_of_the_first_name() -> None:
    assert read(b"\xef\xbb\xbfa,b\n1,2\n").header == ("a", "b")


def test_a_quoted_cell_may_hold_separators_quotes_and_line_ends() -> None:
    found = read('a,b\n"x, ""y""",1\n"two\nlines",2\nlast,3\n')
    assert cells(found) == [('x, "y"', "1"), ("two\nlines", "2"), ("last", "3")]


def test_line_ends_inside_a_cell_are_one_kind_whatever_kind_the_file_has() -> None:
    assert cells(read('a\r\n"two\r\nlines"\r\n')) == [("two\nlines",)]


def test_characters_that_nobody_sees_are_taken_out_and_told() -> None:
    found = read("a,b\nPo\u00adkrovsk,1\nx,\u200b\n\ufeffBilo\u2060zerske,\u200d7\n")
    assert cells(found) == [("Pokrovsk", "1"), ("x", None), ("Bilozerske", "7")]
    assert [(finding.severity, str(finding)) for finding in found.findings] == [
        ("notice", "a: 2 cells cleaned of invisible characters, the first on line 2"),
        ("notice", "b: 2 cells cleaned of invisible characters, the first on line 3"),
    ]


def test_lines_are_those_of_the_file_on_which_a_row_begins() -> None:
    found = read('a,b\n1,"two\nlines"\n\n2,x\n\n\n3,"\n\n"\n4,x\n')
    assert found.lines.to_pylist() == [2, 5, 8, 11]


def test_a_row_with_another_number_of_fields_is_a_finding_and_not_padded() -> None:
    found = read("a,b,c\n1,2,3\n1,2\n1,2,3,4\n5,6,7\n")
    assert [str(finding) for finding in found.findings] == [
        "line 3: found 2 fields, expected 3 as in the header",
        "line 4: found 4 fields, expected 3 as in the header",
    ]
    assert {(finding.code, finding.severity) for finding in found.findings} == {("fields", "error")}
    assert cells(found) == [("1", "2", "3"), ("5", "6", "7")]
    assert found.lines.to_pylist() == [2, 5]


def test_a_row_of_hxl_tags_under_the_header_is_no_data() -> None:
    found = read("town_code,date,mine\n#adm4+code,#date,\nX,2025-09-12,1\n")
    assert cells(found) == [("X", "2025-09-12", "1")]
    assert found.lines.to_pylist() == [3]


def test_a_row_that_only_begins_like_tags_is_data() -> None:
    assert cells(read("a,b\n#1,x\n")) == [("#1", "x")]
    assert cells(read("a,b\n1,x\n#1,#2\n")) == [("1", "x"), ("#1", "#2")]


@pytest.mark.parametrize("text", ["=1+1", "+380", "-5", "@name", "'=x", "''-y"])
def test_the_apostrophe_that_an_export_puts_before_a_formula_is_taken_away_again(text: str) -> None:
    assert cells(read(f"a\n'{text}\n")) == [(text,)]


def test_other_apostrophes_stay() -> None:
    assert cells(read("a,b\n'tis,Slov'iansk\n")) == [("'tis", "Slov'iansk")]


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \n\t\r\n", b"\n\n\n"])
def test_an_empty_file_is_called_empty(content: bytes) -> None:
    assert refusal(content) == "a.csv: the file is empty. Send a file with a header and at least one row."


def test_a_header_without_rows_is_refused() -> None:
    expected = "a.csv: the file has a header and no rows. Send a file with at least one row."
    assert refusal("a,b\n") == expected
    assert refusal("a,b") == expected
    assert refusal("a,b\n\n\n") == expected


@pytest.mark.parametrize("text", ["\na,b\n1,2\n", "\n\n\na,b\n1,2\n", ",,\na,b,c\n1,2,3\n", '"",""\n1,2\n'])
def test_a_header_that_does_not_stand_on_line_1_is_refused(text: str) -> None:
    expected = "a.csv: line 1 is empty, expected the header. Remove what stands above the header."
    assert refusal(text) == expected


def test_nameless_and_doubled_columns_are_refused() -> None:
    assert refusal("a,,c, \n1,2,3,4\n") == "a.csv: line 1: column 2, 4 has no name. Name or remove it."
    assert refusal("a,b,a\n1,2,3\n") == 'a.csv: line 1: the column "a" stands twice. Remove one of them.'


def test_too_many_columns_are_refused() -> None:
    header = ",".join(f"c{number}" for number in range(51))
    assert refusal(f"{header}\n") == "a.csv: 51 columns, the limit is 50. Send the table alone."


def test_bytes_that_are_no_utf_8_are_refused_with_their_line() -> None:
    content = "a\nПокровськ\nБілозерське\n".encode("cp1251")
    assert refusal(content) == "a.csv: line 2 is not UTF-8 text. Save the table as CSV (UTF-8)."
    assert refusal("a,b\n1,2\n".encode("utf-16")) == (
        "a.csv: this is not a text file. Save the table as CSV (UTF-8)."
    )


def test_a_quotation_mark_that_never_closes_is_refused_with_the_line_where_its_row_begins() -> None:
    assert refusal('a,b\n1,2\n3,"4\n5,6\n') == (
        "a.csv: the quotation marks of the row that begins on line 3 cannot be read (unexpected end of data). "
        "Close or double them, or save the table as CSV again."
    )
    assert "row that begins on line 1 cannot be read" in refusal('"a,b\n1,2\n')
    assert "row that begins on line 4 cannot be read (',' expected after '\"')" in refusal('a\n1\n\n"b"c\n')


def test_a_cell_longer_than_any_limit_of_python_is_read() -> None:
    assert len(cells(read("a\n" + "x" * 2_000_000 + "\n"))[0][0]) == 2_000_000  # type: ignore[arg-type]


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    assert refusal(bytes(LARGEST_BYTES + 1)) == "a.csv: the file is larger than 200 MB. Send it in parts."


def test_the_name_of_the_file_is_told_without_its_folder() -> None:
    with pytest.raises(FileRefused, match=r"^rows\.csv: the file is empty"):
        read_csv(b"", file_name="/home/olena/rows.csv")


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(alphabet=st.sampled_from("a,\"\n\r\0;\t #'=\u2028\ufeff\x1c\x85é"), max_size=60).map(
            str.encode
        ),
        st.text(max_size=80).map(lambda text: text.encode("utf-8", "surrogatepass")),
    )
)
@example(b"\x1c")
@example(b'"')
@example(b"\0")
@example("\ufeff\ufeff,".encode())
def test_any_bytes_are_read_or_refused_and_every_row_has_its_line(content: bytes) -> None:
    try:
        found = read(content)
    except FileRefused as error:
        assert str(error).startswith("a.csv: ")
        return
    lines = found.lines.to_pylist()
    assert lines == sorted(set(lines))
    assert found.cells.num_rows == len(lines)
    assert len(lines) + len(found.findings) > 0
