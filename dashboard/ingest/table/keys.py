"""Every key of a file once: a row that repeats another is told, one that contradicts it is an error."""

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.ingest.checks.repeating import repeated
from dashboard.model.finding import Finding
from dashboard.model.table import Table

Row = tuple[object, ...]
_LARGEST = 2**62


def once(
    rows: pa.Table, table: Table, *, lines: pa.Array, others: Mapping[str, pa.Array]
) -> tuple[pa.Table, pa.Array, list[Finding]]:
    """The rows, and the line of each, without those that repeat one; a row without a whole key repeats none.

    ``others`` are columns that are not stored, by their titles. They tell groups apart that were counted: women and
    men of one town and day, twelve each, are no repetition.
    """
    key = list(table.key)
    if _are_unique(rows.select(key)):
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
    several = {values: same for values, same in groups.items() if len(same) > 1}
    names = repeated([", ".join(str(part) for part in values if part is not None) for values in several])
    for name, same in zip(names, several.values(), strict=True):
        apart = _apart(others, same) if table.name == "evacuations" else None
        again, found = _doubled(rows, name, places=same, lines=lines, apart=apart)
        dropped += again
        findings += found
    keep = pc.invert(pc.is_in(pa.array(range(rows.num_rows)), value_set=pa.array(dropped, pa.int64())))
    return rows.filter(keep), lines.filter(keep), findings


def _are_unique(keys: pa.Table) -> bool:
    """By one number for each key, made of the places of its parts: comparing the texts takes five times as long."""
    numbers = np.zeros(keys.num_rows, dtype=np.int64)
    for column in keys.columns:
        encoded = column.combine_chunks().dictionary_encode(null_encoding="encode")
        size = len(encoded.dictionary)
        if size and numbers.max(initial=0) > _LARGEST // size:
            return bool(keys.group_by(keys.column_names).aggregate([]).num_rows == keys.num_rows)
        numbers = numbers * size + encoded.indices.to_numpy()
    numbers.sort()
    return bool((numbers[1:] != numbers[:-1]).all())


def _doubled(
    rows: pa.Table, name: str, *, places: list[int], lines: pa.Array, apart: str | None
) -> tuple[list[int], list[Finding]]:
    """The places of rows that repeat the first of their key; findings for those that contradict it."""
    first, *others = places
    line = lines[first].as_py()
    [values, *rest] = _tuples(rows.take(places))
    repeats, findings = [], []
    for place, other in zip(others, rest, strict=True):
        again = lines[place].as_py()
        if other == values and apart is not None:
            text = f"line {line} has the same key ({name}) and another {apart}: are these two groups"
            remedy = "tell them apart by team or destination, or add them up"
            findings.append(Finding(again, None, "two_groups", f"{text}? If so, {remedy}; else remove one"))
        elif other == values:
            repeats.append(place)
            text = f"repeats line {line} ({name}), counted once"
            findings.append(Finding(again, None, "repeated", text, "notice"))
        else:
            findings += [
                Finding(at, None, "contradiction", f"line {by} has the same key ({name}) with other values")
                for at, by in ((line, again), (again, line))
            ]
    return repeats, findings


def _apart(others: Mapping[str, pa.Array], places: list[int]) -> str | None:
    """The title of a column that is not stored in which the rows differ."""
    differing = (title for title, cells in others.items() if len(set(cells.take(places).to_pylist())) > 1)
    return next((repeated([title])[0] for title in differing), None)


def _tuples(rows: pa.Table) -> list[Row]:
    return list(zip(*(column.to_pylist() for column in rows.columns), strict=True))
