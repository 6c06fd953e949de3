"""The columns of a file as clean text, each distinct text once."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from dashboard.ingest.files.sheet import Sheet
from dashboard.ingest.shown import shown
from dashboard.ingest.table.columns import ColumnRead
from dashboard.ingest.table.header import Header
from dashboard.ingest.table.not_rows import rows_without_data
from dashboard.ingest.table.problem import Problem, findings_of, first_line
from dashboard.ingest.table.structure import body, compacted, refuse_nameless
from dashboard.ingest.table.vocabulary import Vocabulary
from dashboard.model.finding import Finding
from dashboard.model.formula import without_mark

# Soft hyphen, zero-width blanks and joiners, byte order mark: two names that look alike would not be the same.
_INVISIBLE = re.compile("[\xad\u200b-\u200d\u2060\ufeff]")
# Control characters, and those that turn the direction of text so that a name reads as another one.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# A spreadsheet would run it. A lone dash is a word for "unknown", and a dash with a blank begins a list.
_FORMULA = re.compile(r"[\t\r]|\s*[=@＝＠]|[+\-＋－][^\s\-]")


@dataclass(frozen=True)
class Cells:
    """``columns`` has one array per column that was read, in its order; empty cells are null."""

    columns: list[pa.DictionaryArray]
    lines: pa.Array
    findings: list[Finding]


def text_cells(
    sheet: Sheet,
    header: Header,
    *,
    read: Sequence[ColumnRead],
    free_text: Sequence[str],
    known: Vocabulary,
    file_name: str,
) -> Cells:
    """Raises FileRefused where a column without a name holds something; ``free_text`` are titles of text columns."""
    found = body(sheet, header)
    refuse_nameless(header, found.columns, file_name=file_name)
    no_data = rows_without_data(found, header, read=read, known=known)
    columns, lines = [found.columns[column.place] for column in read], found.lines
    if no_data:
        keep = pa.array([place not in no_data for place in range(len(lines))])
        columns, lines = [compacted(cells.filter(keep)) for cells in columns], lines.filter(keep)
    findings = [*found.findings, *no_data.values()]
    clean = []
    for cells, column in zip(columns, read, strict=True):
        text, told = _cleaned(cells, column.title, is_free=column.title in free_text, lines=lines)
        clean.append(text)
        findings += told
    return Cells(clean, lines, findings)


def _cleaned(
    cells: pa.DictionaryArray, title: str, *, is_free: bool, lines: pa.Array
) -> tuple[pa.DictionaryArray, list[Finding]]:
    texts: list[str] = cells.dictionary.to_pylist()
    problems = [_problem(text, is_free=is_free) for text in texts]
    findings = findings_of(cells, problems, title=title, lines=lines)
    clean = [_clean(text) for text in texts]
    invisible = [place for place, text in enumerate(texts) if _INVISIBLE.search(text)]
    if invisible:
        count, line = first_line(cells, invisible, lines=lines)
        said = f"{count} cells cleaned of invisible characters, the first on line {line}"
        findings.append(Finding(None, shown(title), "invisible", said, "notice"))
    encoded = pa.array(clean, pa.string()).dictionary_encode()
    return pa.DictionaryArray.from_arrays(encoded.indices.take(cells.indices), encoded.dictionary), findings


def _problem(text: str, *, is_free: bool) -> Problem | None:
    if _UNSEEN.search(text.strip("\r")):
        return Problem("unseen", "text without control or direction characters")
    if is_free and _FORMULA.match(text):
        return Problem("formula", "text that a spreadsheet does not run: it begins with none of = + - @")
    return None


def _clean(text: str) -> str | None:
    seen = text if text.isascii() else unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    short = seen.strip()
    if "\r" in short:
        short = short.replace("\r\n", "\n").replace("\r", "\n")
    return without_mark(short) or None
