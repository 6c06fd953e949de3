"""Every key of a file once: a row that repeats another is told, one that contradicts it is an error."""

from collections import defaultdict

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.ingest.shown import shown
from dashboard.model.finding import Finding
from dashboard.model.table import Table

Row = tuple[object, ...]


def once(rows: pa.Table, table: Table, *, lines: pa.Array) -> tuple[pa.Table, pa.Array, list[Finding]]:
    """The rows, and the line of each, without those that repeat one; a row without a whole key repeats none."""
    key = list(table.key)
    if rows.group_by(key).aggregate([]).num_rows == rows.num_rows:
        return rows, lines, []
    whole = pa.array([True] * rows.num_rows)
    for name in key:
        if table.column(name).required:
            whole = pc.and_(whole, pc.is_valid(rows[name].combine_chunks()))
    groups: defaultdict[Row, list[int]] = defaultdict(list)
    for place, values in zip(
        pc.indices_nonzero(whole).to_pylist(), _tuples(rows.select(key).filter(whole)), strict=True
    ):
        groups[values].append(place)
    findings: list[Finding] = []
    dropped: list[int] = []
    for values, same in groups.items():
        if len(same) > 1:
            again, found = _doubled(rows, values, places=same, lines=lines)
            dropped += again
            findings += found
    keep = pc.invert(pc.is_in(pa.array(range(rows.num_rows)), value_set=pa.array(dropped, pa.int64())))
    return rows.filter(keep), lines.filter(keep), findings


def _doubled(
    rows: pa.Table, key: Row, *, places: list[int], lines: pa.Array
) -> tuple[list[int], list[Finding]]:
    """The places of rows that repeat the first of their key; findings for those that contradict it."""
    first, *others = places
    line, name = lines[first].as_py(), shown(", ".join(str(part) for part in key if part is not None))
    [values, *rest] = _tuples(rows.take(places))
    repeats, findings = [], []
    for place, other in zip(others, rest, strict=True):
        again = lines[place].as_py()
        if other == values:
            repeats.append(place)
            text = f"repeats line {line} ({name}), counted once"
            findings.append(Finding(again, None, "repeated", text, "notice"))
        else:
            findings += [
                Finding(at, None, "contradiction", f"line {by} has the same key ({name}) with other values")
                for at, by in ((line, again), (again, line))
            ]
    return repeats, findings


def _tuples(rows: pa.Table) -> list[Row]:
    return list(zip(*(column.to_pylist() for column in rows.columns), strict=True))
