"""Findings as rows of a file for the steward, each beside the line of the file that it is about."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd
import pyarrow as pa
from pandas import DataFrame

from dashboard.look.escape import visible
from dashboard.model.finding import Finding
from dashboard.ui.upload.read import Sheet

PERSONAL = frozenset({"personal_data", "personal_column"})


def findings_file(
    findings: Sequence[Finding], sheet: Sheet | None, *, titles: Mapping[int, str]
) -> DataFrame:
    """A row per finding: severity, line, column, code, found, expected, message, then the cells of its line.

    ``titles`` are those of the file by their place. A line in which personal data was found is not repeated, beside
    whatever finding; nor is any line where a column or a title asks for persons.
    """
    told = [(f.severity, f.line, f.column, f.code, f.found, f.expected, f.message) for f in findings]
    names = ["severity", "line", "column", "code", "found", "expected", "message"]
    table = DataFrame(told, columns=names).astype({"line": "Int64"})
    personal = [finding for finding in findings if finding.code in PERSONAL]
    if sheet is None or any(finding.line is None for finding in personal):
        return table
    hidden = {finding.line for finding in personal}
    lines = {finding.line for finding in findings if finding.line is not None} - hidden
    own = cells_of_lines(sheet, lines)
    width = max(map(len, own.values()), default=0)
    cells = [_padded(own.get(finding.line), width) for finding in findings]
    heads = [f"cell {place + 1}: {visible(titles.get(place, ''))}" for place in range(width)]
    return pd.concat([table, DataFrame(cells, columns=heads)], axis=1)


def cells_of_lines(sheet: Sheet, lines: Collection[int]) -> Mapping[int | None, list[str]]:
    """The cells of these lines as the file has them."""
    if sheet.columns is None:
        return {line: cells for line, cells in zip(sheet.lines, sheet.rows, strict=True) if line in lines}
    there = sorted(line for line in lines if line <= len(sheet.columns[0]))
    places = pa.array([line - 1 for line in there], pa.int64())
    columns = [column.take(places).to_pylist() for column in sheet.columns]
    return {line: [column[row] for column in columns] for row, line in enumerate(there)}


def _padded(cells: Sequence[str] | None, width: int) -> list[str | None]:
    given: list[str | None] = list(cells or ())
    return given + [None] * (width - len(given))
