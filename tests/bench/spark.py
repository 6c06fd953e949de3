"""Every question of every page on Spark Connect with two workers, on 5.6 and on 42 million front distances.

Nothing is asked of it but an answer: the ratio tells how the time grows while the rows become 7.5 times as many. The
tables are written straight as ``publish`` would have left them after weekly uploads.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress

import duckdb
import numpy
import pyarrow as pa
from deltalake import write_deltalake

from dashboard.errors import EngineUnavailable
from dashboard.model.tables import TABLES
from dashboard.store.memory import DUCKDB_TYPES, UPLOAD_TYPES
from dashboard.store.published.delta import MADE_WITH
from dashboard.store.published.tables import LEDGER, history_of, location
from dashboard.store.spark.answers import SparkAnswers
from tests.bench import archive
from tests.bench.questions import DEFAULT, asked_by_pages, named
from tests.bench.table import Line
from tests.sail import Sail

REPEATS = 2
SIZES = (archive.TOWNS, 30_000)


def measure() -> Iterator[Line]:
    engine = Sail()
    with tempfile.TemporaryDirectory(prefix="dashboard-bench-") as folder:
        for towns in SIZES:
            write_tables(f"{folder}/{towns}", towns=towns, days=archive.DAYS)
        engine.start()
        try:
            few, many = (_measured(engine.url(f"{folder}/{towns}")) for towns in SIZES)
        finally:
            engine.close()
    for what, values in many.items():
        yield Line(f"{what}, 42 against 5.6 million", values, "ms", yardstick=few[what])


def _measured(url: str) -> dict[str, list[float]]:
    """Milliseconds by question, first of all until the tables are known; one that is given up took until then."""
    begun = time.perf_counter()
    answers = SparkAnswers(url)
    version = answers.follow().version
    took = {"Spark: the newest version and what it touched": [_since(begun)]}
    codes = [str(code) for code in answers.ask("towns", version=version)["town_code"]]
    for question, parameters in asked_by_pages(DEFAULT, codes):
        values = took.setdefault(f"Spark: {named(question, parameters)}", [])
        for _ in range(REPEATS):
            begun = time.perf_counter()
            with suppress(EngineUnavailable):
                answers.ask(question, version=version, **parameters)  # type: ignore[arg-type]
            values.append(_since(begun))
    return took


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000


def write_tables(target: str, *, towns: int, days: int) -> None:
    """The history of an archive of made-up rows, in the order of its uploads."""
    random = numpy.random.default_rng(1)
    made = {
        "towns": lambda: archive.town_rows(towns, random),
        "front_distances": lambda: archive.distance_rows(towns, days, random),
        "town_status": lambda: archive.status_rows(towns, days, random),
        "evacuations": lambda: archive.evacuation_rows(towns, days, random),
        "front_lines": lambda: archive.front_line_rows(days),
    }
    with duckdb.connect(":memory:") as scratch:
        for name in TABLES:
            rows = made[name]() if name in made else pa.table({"kind": pa.array([], pa.string())})
            place = location(target, history_of(name))
            write_deltalake(place, _history(scratch, name, rows), configuration=MADE_WITH)
    uploads = numpy.arange(1, days // 7 + 2)
    columns = {
        name: pa.array(uploads, kind) if kind == pa.int32() else pa.array([f"{n:064}" for n in uploads])
        for name, kind in UPLOAD_TYPES.items()
    }
    write_deltalake(location(target, LEDGER), pa.table(columns))


def _history(scratch: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> pa.RecordBatchReader:
    scratch.register("made", rows)
    week = f"1 + (date - date '{archive.FIRST}') // 7" if "date" in rows.column_names else "1"
    columns = ", ".join(
        f"{column.name if column.name in rows.column_names else 'null'}::{DUCKDB_TYPES.get(column.kind, 'varchar')} "
        f"as {column.name}"
        for column in TABLES[name].columns
    )
    return scratch.sql(
        f"select row_number() over () as row_id, *, null::integer as replaced_by "
        f"from (select {columns}, ({week})::integer as upload_id from made order by upload_id)"
    ).to_arrow_reader()
