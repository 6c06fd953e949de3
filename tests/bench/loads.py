"""560,000 rows of a CSV checked, previewed and committed, against the same rows by plain ``executemany``."""

import io
import shutil
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import numpy
import pyarrow as pa
from pyarrow import csv

from dashboard.ingest.upload import changes, check, store
from dashboard.model.tables import TABLES
from dashboard.store.record import Record
from tests.bench import archive
from tests.bench.table import Line

REPEATS = 3
DAYS = 140
AT = datetime(2025, 9, 12, 12, tzinfo=UTC)
BY = "Benchmark"


def town_file() -> bytes:
    return as_csv(archive.town_rows(archive.TOWNS, numpy.random.default_rng(1)))


def distance_file() -> bytes:
    """4,000 towns x 140 days of one source, day by day."""
    rows = archive.distance_rows(archive.TOWNS, DAYS, numpy.random.default_rng(1))
    rows = rows.filter(pa.compute.equal(rows["source"], archive.DAILY)).sort_by("date")
    return as_csv(rows)


def as_csv(rows: pa.Table) -> bytes:
    file = io.BytesIO()
    csv.write_csv(rows, file)
    return file.getvalue()


def large_record(folder: str) -> Record:
    """A database of 4,000 towns and 560,000 front distances."""
    record = Record(f"sqlite:///{folder}/large.db").prepare(create=True)
    upload(record, town_file(), name="towns.csv")
    upload(record, distance_file(), name="front_distances.csv")
    return record


def upload(record: Record, content: bytes, *, name: str) -> tuple[float, float, float]:
    """The way of every upload; the seconds it took to check, to preview and to commit."""
    begun = time.perf_counter()
    checked = check(record, content, file_name=name, today=archive.LAST)
    read = time.perf_counter()
    seen = changes(record, checked)
    previewed = time.perf_counter()
    store(record, checked, seen=seen, by=BY, at=AT)
    return read - begun, previewed - read, time.perf_counter() - previewed


def by_executemany(record: Record, content: bytes) -> float:
    """The rows as tuples, put into the table without any check, in one transaction; the seconds it took."""
    table = TABLES["front_distances"]
    typed = csv.read_csv(io.BytesIO(content)).select(list(table.names))
    columns = [typed["date"].cast(pa.string()) if n == "date" else typed[n] for n in table.names]
    places = range(1, typed.num_rows + 1)
    rows = list(zip(places, *(column.to_pylist() for column in columns), [1] * typed.num_rows, strict=True))
    statement = (
        f"insert into {table.name} (row_id, {', '.join(table.names)}, upload_id) "
        f"values ({', '.join('?' * (len(columns) + 2))})"
    )
    begun = time.perf_counter()
    with record.writing() as connection:
        connection.exec_driver_sql(statement, rows)
    return time.perf_counter() - begun


def measure() -> Iterator[Line]:
    content = distance_file()
    parts: list[tuple[float, float, float]] = []
    plain: list[float] = []
    with tempfile.TemporaryDirectory(prefix="dashboard-bench-") as folder:
        begun = Record(f"sqlite:///{folder}/begun.db").prepare(create=True)
        upload(begun, town_file(), name="towns.csv")
        for _ in range(REPEATS):
            parts.append(upload(_copy(begun), content, name="front_distances.csv"))
            plain.append(by_executemany(_copy(begun), content))
    whole = [sum(part) for part in parts]
    yield Line(
        "560,000 rows from CSV checked, previewed, committed", whole, "s", yardstick=plain, ratio_at_most=3
    )
    for name, seconds in zip(("checked", "previewed", "committed"), zip(*parts, strict=True), strict=True):
        yield Line(f"- of these {name}", seconds, "s")


def _copy(record: Record) -> Record:
    target = record.path.with_name("copy.db")
    target.unlink(missing_ok=True)
    shutil.copy(record.path, target)
    return Record(f"sqlite:///{target}")
