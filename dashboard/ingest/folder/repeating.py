"""A key that stands in two files of one table: the same row counts once, another row is an error."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

import duckdb
import pyarrow as pa

from dashboard.ingest.checks.repeating import repeated
from dashboard.ingest.folder.checked import CheckedFile, FileRows
from dashboard.model.finding import Finding
from dashboard.model.tables import TABLES


def without_repeats(checked: CheckedFile, earlier: Sequence[CheckedFile]) -> CheckedFile:
    """The file without the rows that stand in an earlier one of its table; without any where one contradicts it."""
    for other in earlier:
        met = _met(checked, other)
        apart = [row for row in met if not row.same]
        if apart:
            found = _contradictions(apart, other.file.name)
            return replace(checked, findings=(*checked.findings, *found), held=None)
        if met:
            told = _repeats(met, other.file.name)
            held = _without(checked, {row.place for row in met})
            checked = replace(checked, findings=(*checked.findings, told), held=held)
    return checked


def has_all(others: Sequence[CheckedFile], *, of: CheckedFile) -> bool:
    """Whether every key of the rows of a file stands in one of the others, each of which has it for itself."""
    there = sum(len(_met(of, other)) for other in others if other.file.table == of.file.table)
    return of.held is not None and there == of.held.rows.num_rows


class _Met(NamedTuple):
    """A row of the file, by its place and line, whose key stands on line ``at`` of the other one."""

    place: int
    line: int | None
    at: int | None
    same: bool
    name: str


def _met(checked: CheckedFile, other: CheckedFile) -> list[_Met]:
    if checked.held is None or other.held is None:
        return []
    table = TABLES[checked.file.table]
    same_key = " and ".join(f"mine.{name} is not distinct from theirs.{name}" for name in table.key)
    same = " and ".join(f"mine.{name} is not distinct from theirs.{name}" for name in table.values) or "true"
    keys = ", ".join(f"mine.{name}::varchar" for name in table.key)
    with duckdb.connect(":memory:", config={"enable_external_access": "false"}) as scratch:
        scratch.register("mine", _numbered(checked.held))
        scratch.register("theirs", _numbered(other.held))
        found = scratch.execute(
            f"select mine.place, mine.line, theirs.line, {same}, concat_ws(', ', {keys}) "
            f"from mine join theirs on {same_key} order by mine.place"
        )
        return [_Met(*row) for row in found.fetchall()]


def _numbered(held: FileRows) -> pa.Table:
    places = pa.array(range(held.rows.num_rows), pa.int64())
    return held.rows.append_column("place", places).append_column("line", held.lines)


def _contradictions(apart: Sequence[_Met], file: str) -> list[Finding]:
    names = repeated([row.name for row in apart])
    said = [f"{_place(row.at, file)} has the same key" for row in apart]
    return [
        Finding(row.line, None, "contradiction", f"{same} ({name}) with other values")
        for row, name, same in zip(apart, names, said, strict=True)
    ]


def _repeats(met: Sequence[_Met], file: str) -> Finding:
    """One for all of them: two files may overlap by months."""
    first, more = met[0], f" and {len(met) - 1} more rows of that file" if len(met) > 1 else ""
    said = f"repeats {_place(first.at, file)} ({repeated([first.name])[0]}){more}, counted once"
    return Finding(first.line, None, "repeated", said, "notice")


def _place(line: int | None, file: str) -> str:
    return file if line is None else f"line {line} of {file}"


def _without(checked: CheckedFile, dropped: Collection[int]) -> FileRows | None:
    held = checked.held
    if held is None:
        return None
    keep = pa.array([place not in dropped for place in range(held.rows.num_rows)], pa.bool_())
    rows, computed = held.rows.filter(keep), held.computed
    if computed is not None:
        line = ["date", "source"]
        computed = computed.join(rows.select(line), keys=line, join_type="left semi")
    return FileRows(rows, held.lines.filter(keep), computed)
