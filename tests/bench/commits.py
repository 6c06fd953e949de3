"""A commit of 500 rows seen on a page, and the start of the app, both on a database of 560,000 rows."""

import asyncio
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
from tests.bench.running import running
from tests.bench.session import Session
from tests.bench.table import Line

REPEATS = 5
ROWS = 500
SEEN_MS, START_S = 300.0, 3.0
PAGES = ("situation", "front", "data")


def measure() -> Iterator[Line]:
    with tempfile.TemporaryDirectory(prefix="dashboard-bench-") as folder:
        record = Record(f"sqlite:///{folder}/large.db").prepare(create=True)
        loads.upload(record, loads.town_file(), name="towns.csv")
        loads.upload(record, loads.distance_file(), name="front_distances.csv")
        days = (archive.FIRST + timedelta(days=n) for n in range(loads.DAYS, archive.DAYS))
        yield _read(record)
        yield _started(record)
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


def _read(record: Record) -> Line:
    """The reading side alone: every row taken over from the record."""
    seconds = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        open_reader(f"sqlite:///{record.path}")
        seconds.append(time.perf_counter() - begun)
    return Line("- of the start: 560,000 rows taken over", seconds, "s")


def _started(record: Record) -> Line:
    """From the command ``run`` to the first page, complete."""
    seconds = []
    for _ in range(REPEATS):
        with running(f"sqlite:///{record.path}") as server:
            seconds.append(server.start_s + asyncio.run(_first_page(server.url)))
    return Line("start on 560,000 rows, to the first page", seconds, "s", at_most=START_S)


async def _first_page(url: str) -> float:
    async with Session(url) as session:
        return await session.open()


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
