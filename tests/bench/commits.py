"""A commit of 500 rows seen on a page, on a database of 560,000 rows."""

import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta

import numpy
import pyarrow as pa

from dashboard.store.reading import open_reader
from dashboard.store.record import Record
from tests.bench import archive, loads
from tests.bench.reruns import app_on, opened
from tests.bench.table import Line

REPEATS = 5
ROWS = 500
SEEN_MS = 300.0
PAGES = ("situation", "front", "data")


def measure() -> Iterator[Line]:
    with tempfile.TemporaryDirectory(prefix="dashboard-bench-") as folder:
        record = loads.large_record(folder)
        days = (archive.FIRST + timedelta(days=n) for n in range(loads.DAYS, archive.DAYS))
        yield _answered(record, days)
        for page in PAGES:
            yield _seen(record, days, page=page)


def status_file(day: date) -> bytes:
    """500 towns with people remaining on a day that has no report yet."""
    codes = archive.codes(archive.TOWNS).slice(0, ROWS)
    people = numpy.arange(ROWS) + day.toordinal() % 1000
    return loads.as_csv(
        pa.table(
            {"town_code": codes, "date": pa.repeat(pa.scalar(day), ROWS), "population_remaining": people}
        )
    )


def _answered(record: Record, days: Iterator[date]) -> Line:
    """From the end of the commit to an answer that holds its rows, without a page."""
    reader = open_reader(f"sqlite:///{record.path}")
    milliseconds = []
    for _ in range(REPEATS):
        loads.upload(record, status_file(next(days)), name="town_status.csv")
        begun = time.perf_counter()
        state = reader.follow()
        history = reader.ask("history", version=state.version)
        milliseconds.append((time.perf_counter() - begun) * 1000)
        if history["rows_new"].iloc[0] != ROWS:
            raise RuntimeError("the newest upload is not the one just committed")
    return Line("500 rows committed: followed and answered", milliseconds, "ms", at_most=SEEN_MS)


def _seen(record: Record, days: Iterator[date], *, page: str) -> Line:
    """From the end of the commit to the end of the page's rerun."""
    milliseconds = []
    with app_on(f"sqlite:///{record.path}"):
        app = opened(page)
        for _ in range(REPEATS):
            loads.upload(record, status_file(next(days)), name="town_status.csv")
            begun = time.perf_counter()
            app.run()
            milliseconds.append((time.perf_counter() - begun) * 1000)
    return Line(f"500 rows committed: seen on {page}", milliseconds, "ms", at_most=SEEN_MS)
