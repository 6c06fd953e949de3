"""The sheets of a workbook: their names, which are hidden, and what their XML says beside the values."""

import posixpath
import re
from bisect import bisect_right
from dataclasses import dataclass
from math import inf
from xml.etree import ElementTree

from dashboard.ingest.files.sizes import MOST_ROWS_OF_WORKBOOK
from dashboard.ingest.files.workbook_parts import Parts

# None of these can look at a byte many times over: a tag is never longer than to the next angle bracket.
_VALUE = re.compile(rb"<(?:\w+:)?[vt](?:\s[^<>]*)?>[^<]")
_ROW = re.compile(rb"<(?:\w+:)?row\b([^<>]*)>")
_ROW_NUMBER = re.compile(rb"\br=[\"'](\d+)")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^<>]*)>")
_SPAN = re.compile(rb"\b(min|max)=[\"'](\d+)")
_FAR_CELL = re.compile(rb"<(?:\w+:)?c\s+r=[\"']([A-Z]{2,3})\d+[\"'][^<>]*+(?<!/)>(?!</)")
_END = re.compile(rb"</(?:\w+:)?sheetData\s*+>")
_ERROR_CELL = re.compile(rb"(<(?:\w+:)?c\b[^<>]*?\bt=)([\"'])e\2")
_NO_RESULT = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^<>]*/>)\s*+(?:<(?:\w+:)?v\s*/>|<v></v>)?+</(?:\w+:)?c>"
)


@dataclass(frozen=True)
class NamedSheet:
    """``part`` is the name of its XML in the workbook."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True)
class Scanned:
    """A sheet's XML as it may be read, and what was seen in it.

    ``hidden_rows`` and ``hidden_columns`` count from 1. ``beyond`` are the rows with values after the last that may be
    read; they are no longer in ``xml``. ``without_result`` are the rows with a formula that was never calculated.
    """

    xml: bytes
    hidden_rows: list[int]
    hidden_columns: list[int]
    beyond: list[int]
    widest: int
    without_result: list[int]


def sheets_of(parts: Parts) -> list[NamedSheet]:
    """Sheets with cells, in the order of the workbook; KeyError or ParseError where it is damaged."""
    by_name = {name.lower(): name for name in parts}
    workbook = next(iter(_targets(parts["_rels/.rels"], "/officeDocument", folder="/").values()))
    folder, file = posixpath.split(workbook)
    targets = _targets(
        parts[by_name[f"{folder}/_rels/{file}.rels".lower()]], "/worksheet", folder=f"/{folder}"
    )
    found = []
    for element in ElementTree.fromstring(parts[by_name[workbook.lower()]]).iter():  # noqa: S314 - has no DOCTYPE
        related = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
        if element.tag.rpartition("}")[2] == "sheet" and related in targets:
            part = by_name[targets[related].lower()]
            found.append(
                NamedSheet(element.attrib["name"], part, element.get("state", "visible") != "visible")
            )
    return found


def _targets(xml: bytes, kind: str, *, folder: str) -> dict[str, str]:
    """The parts that relationships of this kind name, by the names of the relationships."""
    return {
        relation.get("Id", ""): posixpath.normpath(
            posixpath.join(folder, relation.get("Target", "").replace("\\", "/"))
        ).lstrip("/")
        for relation in ElementTree.fromstring(xml)  # noqa: S314 - has no DOCTYPE
        if relation.get("Type", "").endswith(kind)
    }


def has_values(xml: bytes) -> bool:
    return _VALUE.search(xml) is not None


def scanned(xml: bytes) -> Scanned:
    rows = [(_place(row[1], number), row) for number, row in enumerate(_ROW.finditer(xml), 1)]
    first = rows[0][1].start() if rows else len(xml)
    columns = [column[1] for column in _COLUMN.finditer(xml, 0, first) if _HIDDEN.search(column[1])]
    hidden = [place for place, row in rows if b"hidden" in row[1] and _HIDDEN.search(row[1])]
    far = [(place, row.start()) for place, row in rows if place > MOST_ROWS_OF_WORKBOOK]
    xml, beyond = _without_far_rows(xml, far) if far else (xml, [])
    if b't="e"' in xml or b"t='e'" in xml:
        # The library reads an error as an empty cell, and stumbles over errors that are newer than it.
        xml = _ERROR_CELL.sub(rb'\1"str"', xml)
    return Scanned(
        xml=xml,
        hidden_rows=hidden,
        hidden_columns=[number for column in columns for number in _span(column)],
        beyond=beyond,
        widest=max((_number(cell[1]) for cell in _FAR_CELL.finditer(xml)), default=0),
        without_result=_rows_without_result(xml) if b"<f" in xml or b":f" in xml else [],
    )


def _rows_without_result(xml: bytes) -> list[int]:
    starts = [(row.start(), _place(row[1], number)) for number, row in enumerate(_ROW.finditer(xml), 1)]
    found = (bisect_right(starts, (formula.start(), inf)) - 1 for formula in _NO_RESULT.finditer(xml))
    return sorted({starts[place][1] for place in found if place >= 0})


def _place(attributes: bytes, number: int) -> int:
    stated = _ROW_NUMBER.search(attributes)
    return int(stated[1]) if stated else number


def _without_far_rows(xml: bytes, far: list[tuple[int, int]]) -> tuple[bytes, list[int]]:
    """The sheet without these rows, which would have to be filled up to, and which of them have values."""
    end = _END.search(xml, far[-1][1])
    stop = end.start() if end else len(xml)
    starts = [start for _, start in far]
    ends = [*starts[1:], stop]
    beyond = [place for (place, start), e in zip(far, ends, strict=True) if _VALUE.search(xml, start, e)]
    return xml[: starts[0]] + xml[stop:], beyond


def _span(attributes: bytes) -> range:
    ends = {name: int(number) for name, number in _SPAN.findall(attributes)}
    return range(ends.get(b"min", 1), min(ends.get(b"max", 0), 16_384) + 1)


def _number(letters: bytes) -> int:
    """Column A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
