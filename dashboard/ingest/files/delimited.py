"""A text with separators as rows of cells, each with its physical line."""

import csv
import gc
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

import pyarrow as pa

from dashboard.errors import FileRefused
from dashboard.ingest.files.blank_rows import without_blank_rows
from dashboard.ingest.files.regular import regular_columns
from dashboard.ingest.files.separators import separator_of
from dashboard.ingest.files.sheet import Sheet
from dashboard.ingest.files.sizes import LARGEST_BYTES, MOST_COLUMNS, MOST_ROWS

FIRST_ROWS = 26  # in which the header is looked for
_LONGEST_LINE = 10_000_000
_NAMES = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a vertical bar"}
_STATED = re.compile(r"sep=([,;\t|])(?=\r|\n)", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")


def delimited(text: str, *, file_name: str) -> Sheet:
    """The rows of the text; a row has as many cells as its line, which may be fewer or more than the header.

    Raises FileRefused where there is no separator, a quotation mark stays open, the text was cut off, or there is
    more than a table has.
    """
    stated = _STATED.match(text)  # the line that Excel writes and reads above the header
    found = (stated[1], 0) if stated else separator_of(text)
    if found is None:
        names = "comma, semicolon, tab or vertical bar"
        reason = f"no separator found: expected {names} between the columns"
        raise FileRefused(file_name, reason, "Save the table as CSV (UTF-8).", code="separator")
    separator, usual_width = found
    columns = None
    if not stated and usual_width <= MOST_COLUMNS:
        columns = regular_columns(text, separator=separator, width=usual_width)
    if columns is not None:
        return _regular(columns, separator=separator, file_name=file_name)
    with _no_search_for_circles():
        rows, lines = _rows(text, separator, file_name)
    if text[-1:] not in ("\n", "\r") and len(rows) > 1 and "".join(rows[-1]).strip():
        _check_end(rows[-1], usual_width, line=lines[-1], name=file_name)
    first = 1 if stated else 0
    rows, lines, findings = without_blank_rows(rows[first:], lines[first:])
    return Sheet(rows, lines, findings, separator=separator)


def _check_end(row: list[str], usual_width: int, *, line: int, name: str) -> None:
    """A row that lacks cells and its line end as well: a download or copy that broke off."""
    if len(row) < usual_width:
        reason = (
            f"the file ends in the middle of line {line}: {len(row)} of {usual_width} cells and no line end"
        )
        remedy = "Send the whole file; if the line is a remark, remove it."
        raise FileRefused(name, reason, remedy, lines=[line], code="truncated")


def _regular(columns: list[pa.DictionaryArray], *, separator: str, file_name: str) -> Sheet:
    """A large file needs no row to be taken into Python but the first, among which the header is found."""
    length = len(columns[0])
    if length > MOST_ROWS:
        raise _too_long(file_name, length)
    first = range(min(length, FIRST_ROWS))
    rows = [[column[place].as_py() for column in columns] for place in first]
    return Sheet(rows, [place + 1 for place in first], [], separator=separator, columns=columns)


def _rows(text: str, separator: str, name: str) -> tuple[list[list[str]], list[int]]:
    # A cell that is too long is a finding on its line, not the end of reading.
    csv.field_size_limit(LARGEST_BYTES)
    reader = csv.reader(_lines(text, separator, name), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    ended = 0
    try:
        for row in islice(reader, MOST_ROWS + 1):
            if len(row) > MOST_COLUMNS:
                raise _too_wide(name, ended + 1, f"{len(row):,}")
            rows.append(row)
            lines.append(ended + 1)
            ended = reader.line_num
    except csv.Error as error:
        raise _quotes(text, separator, name, begins=ended + 1, error=str(error)) from error
    if len(rows) > MOST_ROWS:
        raise _too_long(name, lines[-1])
    return rows, lines


def _too_long(name: str, line: int) -> FileRefused:
    reason = f"the file has more than {MOST_ROWS:,} rows"
    return FileRefused(name, reason, "Send it in parts.", lines=[line], code="size")


@contextmanager
def _no_search_for_circles() -> Iterator[None]:
    """Half of the time of a large file went into Python's collector, which looked through the rows again and again."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _lines(text: str, separator: str, name: str) -> Iterator[str]:
    """Physical lines; refuses one whose cells alone would fill the memory before they could be counted."""
    for number, line in enumerate(io.StringIO(text, newline=""), 1):
        if len(line) > _LONGEST_LINE and line.count(separator) > _LONGEST_LINE // 10:
            raise _too_wide(name, number, f"more than {_LONGEST_LINE // 10:,}")
        yield line


def _too_wide(name: str, line: int, columns: str) -> FileRefused:
    reason = f"line {line} has {columns} columns, the limit is {MOST_COLUMNS}"
    return FileRefused(name, reason, "Send the table alone.", lines=(line,), code="columns")


def _quotes(text: str, separator: str, name: str, *, begins: int, error: str) -> FileRefused:
    if error == "unexpected end of data":
        line = _opened(text, separator)
        reason = f"the quotation mark that opens on line {line} is never closed"
    else:
        line = begins
        reason = (
            f"line {line}: a quotation mark inside a quoted cell is not doubled, or a cell has text after its "
            f"closing mark; expected {_NAMES[separator]} or the line end there"
        )
    remedy = "Close or double the quotation mark, or save the table as CSV again."
    return FileRefused(name, reason, remedy, lines=(line,), code="quotes")


def _opened(text: str, separator: str) -> int:
    """The line on which the last cell begins, which then takes all lines to the end."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    last = ""
    for row in reader:
        last = row[-1] if row else ""
    inside = len(_LINE_END.findall(last))
    return reader.line_num - inside + (1 if last.endswith(("\r", "\n")) else 0)
