"""560,000 rows of a CSV checked, previewed and committed: the time of each and the memory of all.

Checking is measured against DuckDB's ``read_csv`` of the same file, committing against plain ``executemany`` of the
same rows. ``python -m tests.bench.loads URL FILE`` is the process whose memory is measured.
"""

import io
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import numpy
import psutil
import pyarrow as pa
from pyarrow import csv

from dashboard.ingest.upload import changes, check, store
from dashboard.model.tables import TABLES
from dashboard.store.record import Record
from dashboard.store.records import record_at
from tests.bench import archive
from tests.bench.running import PROJECT
from tests.bench.table import Line

REPEATS = 3
DAYS = 140
AT = datetime(2025, 9, 12, 12, tzinfo=UTC)
BY = "Benchmark"
MEMORY_MB = 400.0


def town_file() -> bytes:
    return as_csv(archive.town_rows(archive.TOWNS, numpy.random.default_rng(1)))


def distance_file() -> bytes:
    """4,000 towns x 140 days of one source, day by day."""
    rows = archive.distance_rows(archive.TOWNS, DAYS, numpy.random.default_rng(1))
    rows = rows.filter(pa.compute.equal(rows["source"], archive.DAILY)).sort_by("date")
    return as_csv(rows)


def as_csv(rows: pa.Table) -> bytes:
    file = io.BytesIO()
    csv.write_csv(rows, file, csv.WriteOptions(quoting_style="needed"))
    return file.getvalue()


def large_record(folder: str) -> Record:
    """A database of 4,000 towns and 560,000 front distances."""
    record = record_at(f"sqlite:///{folder}/large.db").prepare(create=True)
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


def by_read_csv(content: bytes, *, folder: str) -> float:
    """The file into a table of DuckDB in memory, as it guesses the types; the seconds it took."""
    file = Path(folder) / "plain.csv"
    file.write_bytes(content)
    with duckdb.connect(":memory:") as memory:
        begun = time.perf_counter()
        memory.execute(f"create table plain as select * from read_csv('{file}')")
        return time.perf_counter() - begun


def peak_mb(record: Record, file: Path) -> float:
    """The most memory that a process held while it uploaded a file, above what it held before; looked at each 5 ms."""
    command = [sys.executable, "-m", "tests.bench.loads", f"sqlite:///{record.path}", str(file)]
    with subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        if process.stdin is None or process.stdout is None or process.stdout.readline() != b"ready\n":
            raise RuntimeError("the process that was to be measured did not start")
        watched = psutil.Process(process.pid)
        idle = peak = watched.memory_info().rss
        process.stdin.close()
        while process.poll() is None:
            with suppress(psutil.NoSuchProcess):
                peak = max(peak, watched.memory_info().rss)
            time.sleep(0.005)
    if process.returncode:
        raise RuntimeError(f"the upload that was to be measured ended with status {process.returncode}")
    return (peak - idle) / 1e6


def watched_upload(url: str, file: str) -> None:
    """Says that everything is imported, waits for the end of its input, and uploads the file."""
    record = record_at(url)
    print("ready", flush=True)
    sys.stdin.read()
    upload(record, Path(file).read_bytes(), name="front_distances.csv")


def measure() -> Iterator[Line]:
    content = distance_file()
    parts: list[tuple[float, float, float]] = []
    read: list[float] = []
    plain: list[float] = []
    memory: list[float] = []
    with tempfile.TemporaryDirectory(prefix="dashboard-bench-") as folder:
        begun = record_at(f"sqlite:///{folder}/begun.db").prepare(create=True)
        upload(begun, town_file(), name="towns.csv")
        for _ in range(REPEATS):
            parts.append(upload(_copy(begun), content, name="front_distances.csv"))
            read.append(by_read_csv(content, folder=folder))
            plain.append(by_executemany(_copy(begun), content))
            memory.append(peak_mb(_copy(begun), Path(folder) / "plain.csv"))
    checked, previewed, committed = zip(*parts, strict=True)
    whole = [sum(part) for part in parts]
    yield Line("560,000 rows from CSV: all of it", whole, "s", yardstick=plain, ratio_at_most=3)
    yield Line("- of these checked", checked, "s", yardstick=read, ratio_at_most=6)
    yield Line("- previewed", previewed, "s")
    yield Line("- committed", committed, "s", yardstick=plain, ratio_at_most=1.5)
    yield Line("- memory of all of it, above idle", memory, "MB", at_most=MEMORY_MB)


def _copy(record: Record) -> Record:
    target = record.path.with_name("copy.db")
    target.unlink(missing_ok=True)
    shutil.copy(record.path, target)
    return record_at(f"sqlite:///{target}")


if __name__ == "__main__":
    watched_upload(*sys.argv[1:])
