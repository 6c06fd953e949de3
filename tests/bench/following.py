"""PostgreSQL followed and written: a first snapshot of 5.6 million rows, 500 rows seen on a page, 560,000 committed.

On a server of its own that flushes to the disk. The yardsticks are a bare fetch of the same columns over ADBC, whose
rows are dropped, and a bare COPY of the same rows into the same table with its indexes.
"""

import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from unittest.mock import patch

import duckdb
import psycopg
import pyarrow as pa
from adbc_driver_postgresql import dbapi
from pyarrow import csv
from sqlalchemy import insert

from dashboard.model.tables import TABLES
from dashboard.store.bulk import Piece
from dashboard.store.following import RecordSource
from dashboard.store.memory import DUCKDB_TYPES, UPLOAD_TYPES
from dashboard.store.reading import Reader
from dashboard.store.record import Record
from dashboard.store.records import record_at
from dashboard.store.schema import UPLOADS
from tests.bench import archive, loads
from tests.bench.commits import status_file
from tests.bench.reruns import app_on, opened
from tests.bench.table import Line
from tests.postgresql import Server

REPEATS = 3
PIECE_ROWS = 100_000
FETCH_RATIO, COPY_RATIO, SEEN_MS = 1.5, 3.0, 500.0
PAGES = ("situation", "front")


def measure() -> Iterator[Line]:
    server = Server(fsync="on")
    server.start()
    try:
        url = server.create_database()
        record = record_at(url).prepare(create=True)
        _fill(record)
        in_turns = [(_fetched_s(url), _followed_s(record)) for _ in range(REPEATS)]
        bare, first = zip(*in_turns, strict=True)
        what = "PostgreSQL: first snapshot of 5.6 million distances"
        yield Line(what, first, "s", yardstick=bare, ratio_at_most=FETCH_RATIO)
        days = (archive.FIRST - timedelta(days=number) for number in count(1))
        for page in PAGES:
            seen = _seen_ms(record, url, page=page, days=days)
            yield Line(f"PostgreSQL: 500 rows seen on {page}", seen, "ms", at_most=SEEN_MS)
        in_turns = [(_copied_s(server), _committed_s(server)) for _ in range(REPEATS)]
        copied, committed = zip(*in_turns, strict=True)
        what = "PostgreSQL: 560,000 rows committed"
        yield Line(what, committed, "s", yardstick=copied, ratio_at_most=COPY_RATIO)
    finally:
        server.close()


def _fill(record: Record) -> None:
    """The archive's rows as the record keeps them, in the order of their uploads."""
    made = Reader(archive.MadeUp())
    version = made.follow().version
    with made._holding.snapshot.memory.cursor() as rows, record.writing() as connection:
        entries = [_entry(upload_id) for upload_id in range(1, version + 1)]
        connection.execute(insert(UPLOADS), entries)
        for name in TABLES:
            found = rows.execute(
                f"select * exclude (replaced_by) from record.{name} order by upload_id, row_id"
            )
            reader = found.to_arrow_reader(PIECE_ROWS)
            pieces = (Piece(pa.Table.from_batches([batch])) for batch in reader)
            record.bulk.insert(connection, name, pieces=pieces)


def _entry(upload_id: int) -> dict[str, object]:
    entry: dict[str, object] = {
        name: 0 if kind == pa.int32() else f"{upload_id:064}" for name, kind in UPLOAD_TYPES.items()
    }
    named = {"upload_id": upload_id, "dataset": "front_distances", "uploaded_at": "2025-09-12T12:00:00Z"}
    return entry | named | {"undoes": None}


def _fetched_s(url: str) -> float:
    begun = time.perf_counter()
    with dbapi.connect(url) as connection, connection.cursor() as cursor:
        for name in TABLES:
            columns = ", ".join(["row_id", *TABLES[name].names, "upload_id", "replaced_by"])
            cursor.execute(f"select {columns} from {name}")
            for _ in cursor.fetch_record_batch():
                pass
    return time.perf_counter() - begun


def _followed_s(record: Record) -> float:
    """As the server does it at its first start: with a folder where a snapshot is to be kept."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        Reader(RecordSource(record), keep=Path(folder)).follow()
        seconds = time.perf_counter() - begun
        archive.settled()
    return seconds


def _seen_ms(record: Record, url: str, *, page: str, days: Iterator[date]) -> list[float]:
    """From the end of the commit to the end of the page's rerun, which waits until it can show it."""
    milliseconds = []
    with app_on(url), patch.object(Reader, "wait_s", 30.0):
        app = opened(page)
        archive.settled()
        for _ in range(REPEATS):
            loads.upload(record, status_file(next(days)), name="town_status.csv")
            begun = time.perf_counter()
            app.run()
            milliseconds.append((time.perf_counter() - begun) * 1000)
    return milliseconds


def _with_towns(server: Server) -> tuple[Record, str]:
    url = server.create_database()
    record = record_at(url).prepare(create=True)
    loads.upload(record, loads.town_file(), name="towns.csv")
    return record, url


def _committed_s(server: Server) -> float:
    record, url = _with_towns(server)
    _, _, seconds = loads.upload(record, loads.distance_file(), name="front_distances.csv")
    server.drop_database(url)
    return seconds


def _copied_s(server: Server) -> float:
    """The same rows as CSV, made before the clock runs, in one COPY and one transaction."""
    _, url = _with_towns(server)
    with tempfile.NamedTemporaryFile() as file, duckdb.connect(":memory:") as scratch:
        content = csv.read_csv(pa.BufferReader(loads.distance_file()))
        scratch.register("made", content)
        table = TABLES["front_distances"]
        columns = ", ".join(f"{c.name}::{DUCKDB_TYPES.get(c.kind, 'varchar')}" for c in table.columns)
        rows = scratch.execute(f"select row_number() over (), {columns}, 1 from made").to_arrow_table()
        csv.write_csv(rows, file.name, csv.WriteOptions(include_header=False, quoting_style="needed"))
        names = ", ".join(["row_id", *table.names, "upload_id"])
        text = file.read()
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        begun = time.perf_counter()
        with cursor.copy(f"copy front_distances ({names}) from stdin (format csv)") as copy:
            copy.write(text)
        connection.commit()
        seconds = time.perf_counter() - begun
    server.drop_database(url)
    return seconds
