"""Which rows of a file are no data: second headers, tag rows, totals and remarks."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.ingest.checks.repeating import repeated
from dashboard.ingest.table.columns import TOWN_COLUMNS, ColumnRead
from dashboard.ingest.table.header import Header, known_titles
from dashboard.ingest.table.hxl import are_tags
from dashboard.ingest.table.structure import Body
from dashboard.ingest.table.vocabulary import PLACE_COLUMNS, Vocabulary, plain
from dashboard.model.finding import Finding

_SAY_WHICH = (*PLACE_COLUMNS, "date")
_REMARK = "this line is not a row of the table: only one of its cells holds something; remove it"


def rows_without_data(
    found: Body, header: Header, *, read: Sequence[ColumnRead], known: Vocabulary
) -> dict[int, Finding]:
    """By the place of the row an error for each second header, tag row, total and remark."""
    told: dict[int, tuple[str, str]] = {}
    if len(found.lines) and _numbers_of_columns(_row(found, 0)):
        told[0] = ("second_header", "the numbers of the columns, not data; remove it")
    for column in read:
        cells = found.columns[column.place]
        texts: list[str] = cells.dictionary.to_pylist()
        totals = [place for place, text in enumerate(texts) if _names_a_total(text, column, known)]
        named = dict(zip(totals, repeated([texts[place] for place in totals]), strict=True))
        others = [place for place, text in enumerate(texts) if _may_be_a_title(text, column, known)]
        if not totals and not others:
            continue
        suspects = pa.array({*totals, *others}, cells.indices.type)
        for place in pc.indices_nonzero(pc.is_in(cells.indices, value_set=suspects)).to_pylist():
            total = named.get(cells.indices[place].as_py())
            said = _no_data(_row(found, place), header, known=known, total=total)
            if said is not None:
                told.setdefault(place, said)
    for place in _with_one_cell(found, read):
        told.setdefault(place, ("fields", _REMARK))
    return {place: Finding(found.lines[place].as_py(), None, *said) for place, said in told.items()}


def _row(found: Body, place: int) -> list[str]:
    return [cells[place].as_py().strip() for cells in found.columns]


def _numbers_of_columns(row: Sequence[str]) -> bool:
    return len(row) > 2 and row == [str(place) for place in range(1, len(row) + 1)]


def _with_one_cell(found: Body, read: Sequence[ColumnRead]) -> list[int]:
    """The places of remarks and titles of parts, in a table that has more than a town and its day."""
    means = {column.means for column in read}
    if len(found.columns) < 3 or "date" not in means or not means.intersection(TOWN_COLUMNS):
        return []
    filled, whole = np.zeros(len(found.lines), np.int64), 0
    for cells in found.columns:
        holds = pc.not_equal(pc.utf8_trim_whitespace(cells.dictionary), "").to_numpy(zero_copy_only=False)
        whole += bool(holds.all())
        if whole == 2:
            return []
        filled += holds[cells.indices.to_numpy()]
    return np.flatnonzero(filled == 1).tolist()


def _no_data(
    row: Sequence[str], header: Header, *, known: Vocabulary, total: str | None
) -> tuple[str, str] | None:
    """Code and message; ``total`` is the word for one that stands where a town, a day or a team is due."""
    if are_tags(row):
        return "tag_row", "a row of HXL tags, not data; remove it"
    pairs = zip(row, header.titles, strict=True)
    if sum(cell.casefold() == title.casefold() for cell, title in pairs if title) > 1:
        return "second_header", "a second header, not data; remove it"
    if known_titles(row, known) > 1:
        return "second_header", "a second header, not data; remove it"
    if total is not None:
        return "total_row", f'a total ("{total}"), not a town; remove it, totals are added up here'
    return None


def _names_a_total(text: str, column: ColumnRead, known: Vocabulary) -> bool:
    """Also "Разом по області"; a team may have such a name ("Разом для України") and is none if it has more words."""
    if column.means in _SAY_WHICH:
        words = plain(text)
        return words in known.totals or words.partition(" ")[0] in known.totals
    return (column.place == 0 or column.means in ("team", "destination")) and _bare(text) in known.totals


def _may_be_a_title(text: str, column: ColumnRead, known: Vocabulary) -> bool:
    if text.startswith("#") or text.strip().casefold() == column.title.casefold():
        return True
    return column.means in _SAY_WHICH and _bare(text) in known.titles


def _bare(text: str) -> str:
    return text.strip().rstrip(":").casefold()
