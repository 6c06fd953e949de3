"""Any reasonable file as a sheet: recognised, decoded and taken apart together."""

import csv
import io
import random
import re
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.errors import FileRefused
from dashboard.ingest.choices import Choices
from dashboard.ingest.files.reading import read_sheet
from dashboard.ingest.files.sheet import Sheet
from tests.ingest.workbooks import row, text_cell, workbook_of

ROWS = [["місто", "стан"], ["Покровськ", "безпечно"], ["Часів Яр", "під обстрілом"]]
LONGEST_MS = 2000


def read(content: bytes, name: str = "a.csv", choices: Choices | None = None) -> Sheet:
    return read_sheet(content, file_name=name, choices=choices or Choices())


def written(rows: list[list[str]], *, separator: str = ",", quoting: int = 0, line_end: str = "\n") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, quoting=quoting, lineterminator=line_end).writerows(rows)
    return text.getvalue()


def test_a_text_and_a_workbook_of_the_same_table_have_the_same_rows() -> None:
    cells = [
        [text_cell(f"{'AB'[c]}{r}", text) for c, text in enumerate(row)] for r, row in enumerate(ROWS, 1)
    ]
    book = read(workbook_of(*(row(line, *texts) for line, texts in enumerate(cells, 1))), "a.xlsx")
    text = read(written(ROWS).encode())
    assert book.rows == text.rows == ROWS
    assert book.lines == text.lines == [1, 2, 3]
    assert (text.encoding, text.separator) == ("utf-8", ",")


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"a,b\n1,2\n", "a.XLSX", ["read as CSV text, though its name ends in .xlsx"]),
        (b"a,b\n1,2\n", "a.xls", ["read as CSV text, though its name ends in .xls"]),
        (b"a\tb\n1\t2\n", "a.csv", []),
        (b"a,b\n1,2\n", "NOEXTENSION", ["read as CSV text, its name has no ending that says so"]),
        (
            workbook_of(row(1, text_cell("A1", "a"))),
            "a.csv",
            ["read as a workbook (XLSX), though its name ends in .csv"],
        ),
        (workbook_of(row(1, text_cell("A1", "a"))), "a.xlsx", []),
    ],
)
def test_a_name_that_says_something_else_is_told(content: bytes, name: str, told: list[str]) -> None:
    findings = read(content, name).findings
    assert [str(finding) for finding in findings] == told
    assert {(finding.code, finding.severity) for finding in findings} <= {("format", "notice")}


def test_the_encoding_that_a_steward_chose_is_taken() -> None:
    content = written(ROWS).encode("koi8-u")
    assert read(content, choices=Choices(encoding="koi8-u")).rows == ROWS
    assert read(content, choices=Choices(encoding="windows-1251")).rows != ROWS


def test_what_was_told_of_bytes_and_of_rows_is_told_together() -> None:
    found = read(b"\xff\xfe" + "a,b\n\n1,2\n".encode("utf-16-le"))
    assert [finding.code for finding in found.findings] == ["encoding", "blank_lines"]
    assert found.encoding == "utf-16"


@pytest.mark.parametrize("content", [b",,\n,,\n", b"sep=;\n;\n"])
def test_a_file_of_blank_rows_is_empty(content: bytes) -> None:
    with pytest.raises(FileRefused) as caught:
        read(content)
    assert str(caught.value) == "a.csv: the file is empty. Send a file with a header and at least one row."


def test_json_is_no_table() -> None:
    with pytest.raises(FileRefused) as caught:
        read(b'{"type": "FeatureCollection"}')
    assert str(caught.value) == (
        "a.csv: this is JSON, not a table as CSV or XLSX. Save the table as CSV (UTF-8) or XLSX."
    )


WORDS = (
    "Покровськ",
    "Часів Яр",
    "Слов'янськ",
    "безпечно",
    "під обстрілом",
    "Ёлкино",
    "3.4",
    "-5",
    "=1+1",
    "0",
)
SIGNS = (" ", '"', '""', "\n", "\r\n", "'", "#")
LINE_END = re.compile(r"\r\n|\r|\n")


def every_row(found: Sheet) -> list[list[str]]:
    if found.columns is None:
        return found.rows
    return [list(cells) for cells in zip(*(column.to_pylist() for column in found.columns), strict=True)]


@st.composite
def cells(draw: st.DrawFn, separator: str) -> str:
    """Nothing, a word, or several with signs between them, some of which must be quoted."""
    words = draw(st.lists(st.sampled_from(WORDS), max_size=3))
    return draw(st.sampled_from((*SIGNS, separator))).join(words)


@st.composite
def tables(draw: st.DrawFn, separator: str) -> list[list[str]]:
    width = draw(st.integers(2, 5))
    row = st.lists(cells(separator), min_size=width, max_size=width).filter(lambda row: "".join(row).strip())
    header = [f"Назва {place}" for place in range(width)]
    return [header, *draw(st.lists(row, max_size=5)) * draw(st.sampled_from([1, 1, 9]))]


@settings(max_examples=200, deadline=LONGEST_MS)
@given(st.data())
def test_any_table_in_any_accepted_dialect_reads_back_as_the_same_rows(data: st.DataObject) -> None:
    separator = data.draw(st.sampled_from([",", ";", "\t", "|"]))
    codec = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-u"]))
    rows = data.draw(tables(separator))
    line_end = data.draw(st.sampled_from(["\n", "\r\n", "\r"]))
    # The writer does not quote a cell with another line end than its own.
    minimal = line_end != "\r" and data.draw(st.booleans())
    quoting = csv.QUOTE_MINIMAL if minimal else csv.QUOTE_ALL
    lines = [written([row], separator=separator, quoting=quoting, line_end=line_end) for row in rows]
    text = "".join(lines)
    found = read((text.removesuffix(line_end) if data.draw(st.booleans()) else text).encode(codec))
    assert every_row(found) == rows
    assert found.separator == separator
    starts = accumulate((len(LINE_END.findall(line)) for line in lines[:-1]), initial=1)
    assert found.lines == list(starts)[: len(found.lines)]


START = st.sampled_from(
    [b"", b"a,b\n", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"{", b"[", b"sep=;\n", b"MZ"]
)
ANY = st.one_of(
    st.binary(max_size=300),
    st.text(alphabet="a,;\t|\"'\n\r\0 #=\u2028\ufeff\x1c\x85éїЇ", max_size=80).map(str.encode),
    st.text(max_size=80).map(lambda text: text.encode("utf-16")),
    st.text(alphabet='абвїЇЯя,;\n"№–', max_size=80).map(lambda text: text.encode("cp1251")),
)


@settings(max_examples=400, deadline=LONGEST_MS)
@given(START, ANY, st.sampled_from([None, "utf-8", "utf-16", "windows-1251", "koi8-u"]))
@example(b"", b"\x1c,\n", None)
@example(b"", b"\x1f,\x1f\n", None)
@example(b"", b"a\0b\0", None)
@example(b"", b'"\n,', None)
@example(b"", "\ufeff\ufeff,".encode(), None)
def test_any_bytes_at_all_are_read_or_refused(start: bytes, rest: bytes, encoding: str | None) -> None:
    try:
        found = read(start + rest, choices=Choices(encoding=encoding))
    except FileRefused as refusal:
        assert str(refusal).startswith("a.csv: ")
        return
    assert len(found.rows) == len(found.lines) > 0
    assert found.lines == sorted(set(found.lines))
    assert all(any(cell.strip() for cell in row) for row in found.rows)


@pytest.mark.parametrize("size", [100_000, 3_000_000])
@pytest.mark.parametrize("letters", [b'",', b'"', b",", b"\n", b"\0a", b'a\n,"', b"\xd0", bytes(range(256))])
def test_large_nonsense_is_read_or_refused_in_time(size: int, letters: bytes) -> None:
    content = bytes(random.Random(size).choices(letters, k=size))
    try:
        assert read(content).rows
    except FileRefused as refusal:
        assert str(refusal).startswith("a.csv: ")


def test_every_file_that_people_sent_is_read_or_refused(shared: Path) -> None:
    for file in sorted((shared / "data/bad_uploads").iterdir()):
        try:
            assert read(file.read_bytes(), file.name).rows
        except FileRefused as refusal:
            assert str(refusal).startswith(f"{file.name}: ")
