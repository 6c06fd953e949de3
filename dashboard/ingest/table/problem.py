"""What is wrong with a text wherever it stands in a column; the rows that have it become findings."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.ingest.shown import shown
from dashboard.model.finding import Finding, Severity, misfit


@dataclass(frozen=True)
class Problem:
    """``expected`` continues the sentence: found "..", expected .."""

    code: str
    expected: str
    severity: Severity = "error"


def findings_of(
    cells: pa.DictionaryArray, problems: Sequence[Problem | None], *, title: str, lines: pa.Array
) -> list[Finding]:
    """A finding for each row whose text has a problem; ``problems`` has one entry per distinct text."""
    wrong = [place for place, problem in enumerate(problems) if problem is not None]
    if not wrong:
        return []
    rows = pc.is_in(cells.indices, value_set=pa.array(wrong, cells.indices.type))
    texts = {place: shown(cells.dictionary[place].as_py()) for place in wrong}
    return [
        misfit(line, shown(title), code=p.code, found=texts[place], expected=p.expected, severity=p.severity)
        for line, place in zip(
            lines.filter(rows).to_pylist(), cells.indices.filter(rows).to_pylist(), strict=True
        )
        if (p := problems[place]) is not None
    ]


def first_line(cells: pa.DictionaryArray, places: Sequence[int], *, lines: pa.Array) -> tuple[int, int]:
    """How many rows have one of these texts, and the line of the first."""
    rows = pc.is_in(cells.indices, value_set=pa.array(places, cells.indices.type))
    found = lines.filter(rows)
    return len(found), found[0].as_py()
