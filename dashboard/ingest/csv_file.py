"""A CSV file as text: its header and its cells, each with its physical line."""

import csv
import io
from dataclasses import dataclass
from pathlib import PurePath

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.errors import FileRefused
from dashboard.ingest.shown import shown
from dashboard.model.finding import Finding

LARGEST_BYTES = 200_000_000
MOST_COLUMNS = 50
_LINE_ENDS = r"\r\n?"
# Soft hyphen, zero-width blanks and joiners, byte order mark: two names that look alike would not be the same.
_INVISIBLE = r"[\x{ad}\x{200b}-\x{200d}\x{2060}\x{feff}]"
# Our own exports put an apostrophe before what a spreadsheet would take for a formula; it is not part of the text.
_NO_FORMULA = r"^'('*[=+\-@])"


@dataclass(frozen=True)
class TextRows:
    """``cells`` has a text column per header name, empty cells null; ``lines`` the line on which each row begins.

    ``findings`` are the rows that do not have as many fields as the header, which are not among the cells, and what
    was cleaned.
    """

    header: tuple[str, ...]
    cells: pa.Table
    lines: pa.Array
    findings: list[Finding]


def read_csv(content: bytes, *, file_name: str) -> TextRows:
    """Read UTF-8 text separated by commas; raises FileRefused where the file is not that."""
    name = PurePath(file_name).name
    header, rows, lines = _fields(_text(content, name), name)
    _check_header(header, name)
    findings = _ragged(rows, lines, expected=len(header))
    if findings:
        whole = [(row, line) for row, line in zip(rows, lines, strict=True) if len(row) == len(header)]
        rows, lines = [row for row, _ in whole], [line for _, line in whole]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(header)
    if not rows and not findings:
        raise FileRefused(name, "the file has a header and no rows", "Send a file with at least one row.")
    cells: dict[str, pa.Array] = {}
    for title, values in zip(header, columns, strict=True):
        cells[title], cleaned = _cells(values)
        if cleaned:
            text = (
                f"{len(cleaned)} cells cleaned of invisible characters, the first on line {lines[cleaned[0]]}"
            )
            findings.append(Finding(None, shown(title), "invisible", text, "notice"))
    return TextRows(header, pa.table(cells), pa.array(lines, pa.int64()), findings)


def _text(content: bytes, name: str) -> str:
    if len(content) > LARGEST_BYTES:
        limit = f"{LARGEST_BYTES // 1_000_000} MB"
        raise FileRefused(name, f"the file is larger than {limit}", "Send it in parts.")
    if b"\0" in content[:4096]:
        raise FileRefused(name, "this is not a text file", "Save the table as CSV (UTF-8).")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise FileRefused(name, f"line {line} is not UTF-8 text", "Save the table as CSV (UTF-8).") from error
    if not text.strip():
        raise FileRefused(name, "the file is empty", "Send a file with a header and at least one row.")
    return text


def _fields(text: str, name: str) -> tuple[tuple[str, ...], list[list[str]], list[int]]:
    csv.field_size_limit(
        LARGEST_BYTES
    )  # a cell that is too long is a finding on its line, not the end of reading
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    ended = 0
    try:
        header = tuple(title.strip() for title in next(reader))
        ended = reader.line_num
        for row in reader:
            if row and not (ended == 1 and _are_tags(row)):
                rows.append(row)
                lines.append(ended + 1)
            ended = reader.line_num
    except csv.Error as error:
        reason = f"the quotation marks of the row that begins on line {ended + 1} cannot be read ({error})"
        raise FileRefused(name, reason, "Close or double them, or save the table as CSV again.") from error
    return header, rows, lines


def _are_tags(row: list[str]) -> bool:
    """Whether this is the row of HXL tags that may stand under the header."""
    titles = [cell.strip() for cell in row]
    return any(titles) and all(title.startswith("#") or not title for title in titles)


def _check_header(header: tuple[str, ...], name: str) -> None:
    if not any(header):
        raise FileRefused(
            name, "line 1 is empty, expected the header", "Remove what stands above the header."
        )
    if len(header) > MOST_COLUMNS:
        raise FileRefused(
            name, f"{len(header)} columns, the limit is {MOST_COLUMNS}", "Send the table alone."
        )
    nameless = [str(place) for place, title in enumerate(header, 1) if not title]
    if nameless:
        raise FileRefused(name, f"line 1: column {', '.join(nameless)} has no name", "Name or remove it.")
    doubled = sorted({title for title in header if header.count(title) > 1})
    if doubled:
        raise FileRefused(
            name, f'line 1: the column "{shown(doubled[0])}" stands twice', "Remove one of them."
        )


def _ragged(rows: list[list[str]], lines: list[int], *, expected: int) -> list[Finding]:
    return [
        Finding(line, None, "fields", f"found {len(row)} fields, expected {expected} as in the header")
        for row, line in zip(rows, lines, strict=True)
        if len(row) != expected
    ]


def _cells(values: tuple[str, ...]) -> tuple[pa.Array, list[int]]:
    """The cells of a column, and the places of those that held characters nobody sees."""
    texts = pa.array(values, pa.string())
    cleaned = pc.indices_nonzero(pc.match_substring_regex(texts, _INVISIBLE)).to_pylist()
    if cleaned:
        texts = pc.replace_substring_regex(texts, _INVISIBLE, "")
    texts = pc.utf8_trim_whitespace(texts)
    texts = pc.replace_substring_regex(texts, _LINE_ENDS, "\n")
    texts = pc.replace_substring_regex(texts, _NO_FORMULA, r"\1")
    return pc.if_else(pc.equal(texts, ""), None, texts), cleaned
