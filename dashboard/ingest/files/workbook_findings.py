"""What a steward is told of a sheet beside its values: hidden, merged, moved, left out."""

from collections.abc import Sequence

from dashboard.ingest.files.sizes import MOST_ROWS_OF_WORKBOOK
from dashboard.ingest.files.workbook_cells import column_letters
from dashboard.ingest.files.workbook_sheets import Scanned
from dashboard.ingest.shown import shown
from dashboard.model.finding import Finding, misfit

_NAMED = 5

Corner = tuple[int, int]
Area = tuple[Corner, Corner]


def findings_of(
    seen: Scanned, *, merged: Sequence[Area], hidden_sheets: Sequence[str], area: Area
) -> list[Finding]:
    """Notices, and errors where a formula has no result or values stand below the limit.

    ``area`` has the first and the last cell with a value, row and column counted from 0.
    """
    (top, left), (bottom, right) = area
    rows = [str(row) for row in seen.hidden_rows if top < row <= bottom + 1]
    columns = [column_letters(column) for column in seen.hidden_columns if left < column <= right + 1]
    told = [
        _hidden("sheet", [f'"{shown(name)}"' for name in hidden_sheets], "not read"),
        _hidden("row", rows, "read like the others"),
        _hidden("column", columns, "read like the others"),
        _merged(merged),
        _offset((top, left)),
        _beyond(seen.beyond),
    ]
    without = [_without_result(row) for row in seen.without_result if top < row <= bottom + 1]
    return [finding for finding in told if finding is not None] + without


def _hidden(what: str, names: list[str], done: str) -> Finding | None:
    if not names:
        return None
    many, was = ("", "was") if len(names) == 1 else ("s", "were")
    return _notice("hidden", f"{len(names):,} hidden {what}{many} {was} {done}: {_some(names)}")


def _merged(areas: Sequence[Area]) -> Finding | None:
    names = [f"{_cell(first)}:{_cell(last)}" for first, last in sorted(areas)]
    text = f"merged cells, of which only the first has a value and the others are empty: {_some(names)}"
    return _notice("merged", text) if names else None


def _offset(start: Corner) -> Finding | None:
    row, column = start[0] + 1, column_letters(start[1] + 1)
    text = f"the table begins in row {row}, column {column}: what is above and before it is empty"
    return _notice("offset", text) if start != (0, 0) else None


def _without_result(row: int) -> Finding:
    """An error: read as empty, a figure that somebody meant would be missing without a word."""
    text = "a formula in this row has no stored result: open the workbook, let it calculate, and save it"
    return Finding(row, None, "formula", text)


def _beyond(rows: list[int]) -> Finding | None:
    if not rows:
        return None
    found = f"a value in row {rows[0]:,}" + (f" and in {len(rows) - 1:,} more" if len(rows) > 1 else "")
    expected = (
        f"at most {MOST_ROWS_OF_WORKBOOK:,} rows in a workbook: delete what is below the table, or send CSV"
    )
    return misfit(rows[0], None, code="rows", found=found, expected=expected, severity="error")


def _notice(code: str, message: str) -> Finding:
    return Finding(None, None, code, message, "notice")


def _cell(corner: Corner) -> str:
    return f"{column_letters(corner[1] + 1)}{corner[0] + 1}"


def _some(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else "")
