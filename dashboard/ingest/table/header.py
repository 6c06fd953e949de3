"""Where a file's header stands: under titles, beside a row of HXL tags, or nowhere."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.errors import FileRefused
from dashboard.ingest.checks.repeating import repeated
from dashboard.ingest.files.separators import SEPARATORS
from dashboard.ingest.files.sheet import Sheet
from dashboard.ingest.shown import shown
from dashboard.ingest.table.hxl import are_tags
from dashboard.ingest.table.vocabulary import Vocabulary, plain
from dashboard.model.finding import Finding

HEADER_WITHIN = 25  # rows; HXL says so of its tags, and titles above a table are never longer
_FEWEST_KNOWN = 2  # titles; one alone may be a word in a sentence above the table
_DATA = re.compile(r"\d{4}-\d\d-\d\d.*|\d{1,2}[./]\d{1,2}[./]\d{4}|-?\d+([.,]\d+)?")


@dataclass(frozen=True)
class Header:
    """``titles`` of the columns and their ``tags`` (empty without); ``first`` is the place of the first data row."""

    titles: tuple[str, ...]
    tags: tuple[str, ...]
    line: int
    first: int
    findings: list[Finding]


def find_header(sheet: Sheet, *, known: Vocabulary, file_name: str) -> Header:
    """The row whose titles are known best, or the one above a row of tags; raises FileRefused where there is none."""
    if not sheet.rows:
        raise FileRefused(file_name, "the file is empty", "Send a file with a header and at least one row.")
    place, recognised = _best(sheet.rows[:HEADER_WITHIN], known)
    tagged = next((n for n, row in enumerate(sheet.rows[:HEADER_WITHIN]) if are_tags(row)), None)
    if tagged is not None and (recognised < _FEWEST_KNOWN or tagged in (place, place + 1)):
        place = max(tagged - 1, 0)
    else:
        tagged = None
    titles = tuple(cell.strip() for cell in sheet.rows[place])
    line = sheet.lines[place]
    if tagged is None and recognised < _FEWEST_KNOWN:
        _refuse_without_header(sheet, titles, known=known, file_name=file_name)
    above = sheet.rows[:place]
    findings = []
    if above:
        rows = ", ".join(f'"{row}"' for row in repeated([" ".join(filter(None, row)) for row in above[:3]]))
        many = "1 line above it is" if len(above) == 1 else f"{len(above)} lines above it are"
        text = f"the header stands on line {line}; {many} not stored: {rows}"
        findings.append(Finding(line, None, "preamble", text, "notice"))
    first = (place if tagged is None else tagged) + 1
    tags = tuple(cell.strip() for cell in sheet.rows[tagged]) if tagged is not None else ()
    if sheet.length == first:
        raise FileRefused(
            file_name, "the file has a header and no rows", "Send a file with at least one row."
        )
    return Header(titles, tags, line, first, findings)


def known_titles(titles: Sequence[str], known: Vocabulary) -> int:
    """How many of the titles are columns of the dataset that knows most of them."""
    words = {plain(title) for title in titles if title.strip()}
    return max(len(words & columns.keys()) for columns in known.columns.values())


def _best(rows: Sequence[Sequence[str]], known: Vocabulary) -> tuple[int, int]:
    """The first of the rows with the most known titles, and how many these are."""
    counts = [known_titles(row, known) for row in rows]
    most = max(counts)
    return (counts.index(most), most) if most >= _FEWEST_KNOWN else (0, counts[0])


def _refuse_without_header(sheet: Sheet, titles: Sequence[str], *, known: Vocabulary, file_name: str) -> None:
    line = sheet.lines[0]
    if known_titles([row[0] for row in sheet.rows if row], known) > _FEWEST_KNOWN:
        reason = "the table is turned on its side: the names of its columns stand below each other"
        raise FileRefused(
            file_name, reason, "Turn it (Paste special, Transpose), and send it again.", lines=[line]
        )
    if len(titles) == 1 and (found := next((s for s in SEPARATORS if s in titles[0]), None)):
        reason = f'line {line}: the header is separated by "{shown(found)}", the rows by "{sheet.separator}"'
        raise FileRefused(file_name, reason, "Save the table as CSV again.", lines=[line])
    if any(_DATA.fullmatch(title) for title in titles):
        said = shown(", ".join(repeated(titles)))
        reason = f"line {line} looks like data, expected the names of the columns: {said}"
        raise FileRefused(file_name, reason, "Put a header above it, or take a template.", lines=[line])
