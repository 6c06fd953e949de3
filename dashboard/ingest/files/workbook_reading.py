"""The child process that reads a workbook, within limits of memory and time.

Takes a line of JSON (`file_name`, `sheet`) and the bytes of the workbook; gives JSON: the sheet or the refusal.
"""

import io
import sys
from xml.etree.ElementTree import ParseError

import orjson
import python_calamine

from dashboard.errors import ChoiceNeeded, FileRefused
from dashboard.ingest.files.blank_rows import without_blank_rows
from dashboard.ingest.files.sizes import MOST_COLUMNS, MOST_ROWS_OF_WORKBOOK
from dashboard.ingest.files.workbook_cells import text_of
from dashboard.ingest.files.workbook_findings import findings_of
from dashboard.ingest.files.workbook_limits import OUT_OF_MEMORY, limit_memory, limit_time
from dashboard.ingest.files.workbook_parts import Parts, damaged, packed, parts_of
from dashboard.ingest.files.workbook_sheets import NamedSheet, has_values, scanned, sheets_of
from dashboard.ingest.shown import shown

_LIBRARY_FAULTS = (
    python_calamine.CalamineError,
    ParseError,
    KeyError,
    StopIteration,
    OSError,
    ValueError,
)


def main() -> None:
    order, content = sys.stdin.buffer.readline(), sys.stdin.buffer.read()
    asked = orjson.loads(order)
    limit_time()
    try:
        answer = _read(content, file_name=asked["file_name"], sheet=asked["sheet"])
    except ChoiceNeeded as needed:
        answer = {"choice": [needed.reason, needed.remedy], "options": needed.options}
    except FileRefused as refused:
        answer = {"refused": [refused.reason, refused.remedy], "lines": refused.lines, "code": refused.code}
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
    sys.stdout.buffer.write(orjson.dumps(answer))


def _read(content: bytes, *, file_name: str, sheet: str | None) -> dict[str, object]:
    limit_memory(unpacked_bytes=0)
    parts = parts_of(content, file_name=file_name)
    limit_memory(unpacked_bytes=sum(map(len, parts.values())))
    try:
        sheets = sheets_of(parts)
        visible = [found for found in sheets if not found.hidden and has_values(parts[found.part])]
        chosen = _chosen(visible, sheet, file_name)
        hidden = [found.name for found in sheets if found.hidden]
        answer = _sheet(_alone(parts, chosen, sheets), chosen, hidden=hidden, file_name=file_name)
    except _LIBRARY_FAULTS as error:
        raise damaged(file_name) from error
    return {**answer, "sheet": chosen.name, "sheets": [found.name for found in visible]}


def _chosen(visible: list[NamedSheet], sheet: str | None, name: str) -> NamedSheet:
    if not visible:
        remedy = "Send a workbook with a header and at least one row."
        raise FileRefused(name, "no visible sheet of the workbook has a value", remedy, code="empty")
    if len(visible) == 1 and sheet is None:
        return visible[0]
    chosen = next((found for found in visible if found.name == sheet), None)
    if chosen is None:
        options = [found.name for found in visible]
        named = ", ".join(f'"{shown(option)}"' for option in options)
        missing = "" if sheet is None else f'it has no visible sheet "{shown(sheet)}" with values; '
        reason = f"{missing}the workbook has {len(options)} with values: {named}"
        if sheet is None:
            reason = f"the workbook has {len(options)} sheets with values: {named}"
        raise ChoiceNeeded(name, reason, "Choose the sheet to read.", choice="sheet", options=options)
    return chosen


def _alone(parts: Parts, chosen: NamedSheet, sheets: list[NamedSheet]) -> Parts:
    others = {found.part for found in sheets} - {chosen.part}
    return {name: part for name, part in parts.items() if name not in others}


def _sheet(parts: Parts, chosen: NamedSheet, *, hidden: list[str], file_name: str) -> dict[str, object]:
    seen = scanned(parts[chosen.part])
    if seen.widest > MOST_COLUMNS:
        raise _too_wide(seen.widest, file_name)
    book = python_calamine.load_workbook(io.BytesIO(packed({**parts, chosen.part: seen.xml})))
    cells = book.get_sheet_by_name(chosen.name)
    top, left = cells.start or (0, 0)
    if cells.width > MOST_COLUMNS or top + cells.height > MOST_ROWS_OF_WORKBOOK:
        raise _too_wide(cells.width, file_name) if cells.width > MOST_COLUMNS else damaged(file_name)
    rows = [[cell if type(cell) is str else text_of(cell) for cell in row] for row in cells.to_python()]
    lines = list(range(top + 1, top + 1 + len(rows)))
    rows, lines, blank = without_blank_rows(rows, lines)
    area = ((top, left), (top + cells.height - 1, left + cells.width - 1))
    told = findings_of(seen, merged=cells.merged_cell_ranges or [], hidden_sheets=hidden, area=area)
    return {"rows": rows, "lines": lines, "findings": [*told, *blank]}


def _too_wide(columns: int, name: str) -> FileRefused:
    reason = f"the sheet has values in {columns:,} columns, the limit is {MOST_COLUMNS}"
    return FileRefused(name, reason, "Send the table alone.", code="columns")


if __name__ == "__main__":
    main()
