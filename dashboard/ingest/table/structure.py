"""The rows under a header by column: not those of another width."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from dashboard.errors import FileRefused
from dashboard.ingest.files.sheet import Sheet
from dashboard.ingest.table.header import Header
from dashboard.model.finding import Finding


@dataclass(frozen=True)
class Body:
    """The rows under the header by column, as the file has them; ``lines`` is the line of each row."""

    columns: list[pa.DictionaryArray]
    lines: pa.Array
    findings: list[Finding]


def body(sheet: Sheet, header: Header) -> Body:
    """The rows that have as many fields as the header, and a finding for each that has not."""
    if sheet.columns is not None and len(header.titles) == len(sheet.columns):
        lines = pa.array(np.arange(header.first + 1, sheet.length + 1))
        return Body([compacted(column.slice(header.first)) for column in sheet.columns], lines, [])
    rows, numbers, findings = _whole_rows(sheet, header)
    by_place = list(zip(*rows, strict=True)) if rows else [()] * len(header.titles)
    columns = [pa.array(texts, pa.string()).dictionary_encode() for texts in by_place]
    return Body(columns, pa.array(numbers, pa.int64()), findings)


def compacted(cells: pa.DictionaryArray) -> pa.DictionaryArray:
    """Without the texts that no row has, so that what is said of the texts is said of the rows."""
    indices = cells.indices.to_numpy()
    used = np.bincount(indices, minlength=len(cells.dictionary)) > 0
    if used.all():
        return cells
    places = (np.cumsum(used) - 1).astype(np.int32)
    return pa.DictionaryArray.from_arrays(pa.array(places[indices]), cells.dictionary.filter(pa.array(used)))


def _whole_rows(sheet: Sheet, header: Header) -> tuple[list[list[str]], list[int], list[Finding]]:
    rows, lines, width = sheet.rows[header.first :], sheet.lines[header.first :], len(header.titles)
    if set(map(len, rows)) <= {width}:
        return rows, lines, []
    named = 1 + max((place for place, title in enumerate(header.titles) if title), default=-1)
    findings: list[Finding] = []
    whole: list[tuple[list[str], int]] = []
    for row, line in zip(rows, lines, strict=True):
        if len(row) < width and sheet.separator is None:
            row = row + [""] * (width - len(row))
        if named <= len(row) < width:
            row = row + [""] * (width - len(row))  # the header ends in columns without a name
        if len(row) > width and not any(cell.strip() for cell in row[width:]):
            row = row[:width]
        if len(row) == width:
            whole.append((row, line))
        else:
            findings.append(_other_width(row, line, width=width))
    return [row for row, _ in whole], [line for _, line in whole], findings


def _other_width(row: Sequence[str], line: int, *, width: int) -> Finding:
    typographic = set("".join(row)) & set("“”„«»")
    why = "; typographic quotes do not hold a field together" if typographic else ""
    fields = "1 field" if len(row) == 1 else f"{len(row)} fields"
    text = f"found {fields}, expected {width} as in the header{why}"
    return Finding(line, None, "fields", text, "error", str(len(row)), str(width))


def refuse_nameless(header: Header, columns: Sequence[pa.DictionaryArray], *, file_name: str) -> None:
    """Raises FileRefused where a column without a name holds something."""
    nameless = [place for place, title in enumerate(header.titles) if not title]
    if any(text.strip() for place in nameless for text in columns[place].dictionary.to_pylist()):
        listed = " and ".join(str(place + 1) for place in nameless)
        reason = f"line {header.line}: {'columns' if len(nameless) > 1 else 'column'} {listed} without a name"
        raise FileRefused(file_name, reason, "Name them or remove them.", lines=[header.line])
