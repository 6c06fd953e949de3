"""Checking rows: 100,000 with 15 kinds of error, and 100,000 matched to 4,000 towns by name."""

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import numpy
import pyarrow as pa

from dashboard.ingest.places.gazetteer import gazetteer
from dashboard.ingest.places.places import match_towns
from dashboard.ingest.upload import Checked, check
from dashboard.store.current import current_rows
from dashboard.store.record import Record
from dashboard.store.records import record_at
from tests.bench.loads import town_file, upload
from tests.bench.table import Line

ROWS = 100_000
REPEATS = 5
TODAY = date(2025, 9, 12)
COLUMNS = "town,date,status,population_remaining,children_remaining,electricity,water,evacuation_order,notes"
EVERY = 97  # a wrong row
# Column and what stands there instead: each is another kind of error.
FAULTS: tuple[tuple[int, str], ...] = (
    (0, "Atlantis"),
    (0, ""),
    (0, "Разом"),
    (1, "2025-02-30"),
    (1, "2031-01-01"),
    (1, ""),
    (2, "calm"),
    (3, "ten"),
    (3, "1 234"),
    (3, "~300"),
    (3, "99999999999"),
    (5, "maybe"),
    (8, "=1+1"),
    (8, "call 067 123 45 67"),
    (8, "\u202eeman"),
)


def measure() -> Iterator[Line]:
    with tempfile.TemporaryDirectory() as folder:
        record = record_at(f"sqlite:///{folder}/checks.db").prepare(create=True)
        upload(record, town_file(), name="towns.csv")
        names = town_names(record)
        yield Line("100,000 rows with 15 kinds of error", _errors(record, names), "s", at_most=1.5)
        yield Line("100,000 rows matched to 4,000 towns by name", _names(record, names), "s", at_most=1.0)


def town_names(record: Record) -> list[str]:
    return [str(name) for name in current_rows(record, "towns")["town_name"].to_pylist()]


def status_file(names: list[str]) -> bytes:
    """Every row another town and day; each 97th has one of the faults."""
    lines = [COLUMNS]
    for row in range(ROWS):
        day = TODAY - timedelta(days=row // len(names))
        cells = [
            names[row % len(names)],
            day.isoformat(),
            "at_risk",
            str(400 + row % 7),
            "12",
            "open",
            "no",
            "none",
            "",
        ]
        if row % EVERY == 0:
            place, fault = FAULTS[row // EVERY % len(FAULTS)]
            cells[place] = fault
        lines.append(",".join(cells))
    return "\n".join(lines).encode() + b"\n"


def _errors(record: Record, names: list[str]) -> list[float]:
    content = status_file(names)

    def once() -> Checked:
        return check(record, content, file_name="status.csv", today=TODAY)

    found = once()
    if len({(finding.code, finding.column) for finding in found.errors}) < len(FAULTS) - 1:
        raise RuntimeError("fewer kinds of error than were put into the file")
    return _times(once)


def _names(record: Record, names: list[str]) -> list[float]:
    rows = numpy.random.default_rng(1).integers(0, len(names), ROWS)
    written = numpy.array(names)[rows]
    texts, lines = pa.array(written), pa.array(range(2, ROWS + 2), pa.int64())
    known = gazetteer(current_rows(record, "towns"), remembered={})
    return _times(lambda: match_towns(texts, known=known, lines=lines, column="town", chosen={}))


def _times(work: Callable[[], object]) -> list[float]:
    taken = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return taken
