"""An archive of the size of a country: made-up towns and days, brought straight into the reading side's tables.

4,000 towns x 1,400 days, as if they had come in weekly uploads: front distances of every day from one source, which
stand still for long and then jump, and of every tenth day from another; the status of every town each week; about 140
evacuations a town.
"""

import threading
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy
import pyarrow as pa
from numpy.random import Generator
from numpy.typing import NDArray
from pandas import DataFrame

from dashboard.model.codes import COUNT_AT, ORDERS, SERVICE_STATES, SERVICES, STATUSES
from dashboard.model.tables import TABLES
from dashboard.store.reading import Reader
from dashboard.store.source import Known

TOWNS, DAYS = 4000, 1400
LAST = date(2025, 9, 12)
FIRST = LAST - timedelta(days=DAYS - 1)
DAILY, SPARSE = "Daily line", "Weekly map"
EVACUATIONS_A_TOWN = 140
_NEVER = 2**31 - 1
_PEOPLE = ("population_remaining", "children_remaining", "limited_mobility_remaining")
_GROUPS = ("girls_0_17", "boys_0_17", "women_18_59", "men_18_59", "women_60_plus", "men_60_plus")


class MadeUp:
    """A source of made-up rows, which has had all its uploads from the beginning."""

    place = "made-up rows"
    behind = None

    def __init__(self, *, towns: int = TOWNS, days: int = DAYS, seed: int = 1) -> None:
        self._towns, self._days, self._seed = towns, days, seed
        self.version = days // 7 + 1

    def bring(self, memory: duckdb.DuckDBPyConnection, *, since: Known) -> Known:
        newest = Known(self.version, "0" * 64)
        if since == newest:
            return newest
        memory.begin()
        for first in range(0, self._towns, TOWNS):
            towns, days = min(TOWNS, self._towns - first), self._days
            random = numpy.random.default_rng(self._seed + first)
            _put(memory, "towns", town_rows(towns, random, first=first))
            _put(memory, "front_distances", distance_rows(towns, days, random, first=first))
            _put(memory, "town_status", status_rows(towns, days, random, first=first))
            _put(memory, "evacuations", evacuation_rows(towns, days, random, first=first))
        _put(memory, "front_lines", front_line_rows(days))
        memory.execute(
            "insert into record.uploads (upload_id, dataset, file_name, rows_new, rows_changed, rows_unchanged, "
            "rows_removed, uploaded_by, uploaded_at, note, entry_sha256) select range, 'front_distances', 'week.csv', "
            "1, 0, 0, 0, 'Benchmark', '2025-09-12T12:00:00Z', '', ? from range(1, ?)",
            [newest.entry_sha256, self.version + 1],
        )
        memory.commit()
        return newest


class Archive(Reader):
    """A reader of made-up rows."""

    def __init__(self, source: MadeUp, *, keep: Path | None = None) -> None:
        super().__init__(source, keep=keep)
        self.version = self.follow().version
        settled()

    def by_hand(self, sql: str, parameters: dict[str, object]) -> DataFrame:
        """What a plain cursor answers."""
        with self._holding.snapshot.memory.cursor() as memory:
            return memory.execute(sql, parameters).df()


def settled() -> None:
    """Wait until what came is compressed and kept, which is done beside the readers for some seconds."""
    for thread in threading.enumerate():
        if thread.name == "keeping":
            thread.join()


def _put(memory: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """In the order of the uploads; columns that the rows do not have stay empty."""
    given = [column for column in TABLES[name].names if column in rows.column_names]
    week = f"1 + (date - date '{FIRST}') // 7" if "date" in given else "1"
    memory.register("made", rows)
    memory.execute(
        f"insert into record.{name} (row_id, {', '.join(given)}, upload_id, replaced_by) "
        f"select row_number() over () + (select count(*) from record.{name}), *, {_NEVER} from "
        f"(select {', '.join(given)}, {week} as upload_id from made order by upload_id)"
    )
    memory.unregister("made")


def codes(towns: int, *, first: int = 0) -> pa.Array:
    """P-codes: ten towns to a hromada, ten hromadas to a raion, ten raions to an oblast."""
    return pa.array(
        [
            f"UA{10 + n // 1000:02}{n // 100 % 10:02}{n // 10 % 10:03}{n % 10:03}"
            for n in range(first, first + towns)
        ]
    )


def town_rows(towns: int, random: Generator, *, first: int = 0) -> pa.Table:
    code = codes(towns, first=first).to_pylist()
    columns: dict[str, object] = {"town_code": code, "town_name": [f"Town {n}" for n in range(towns)]}
    columns["town_name_uk"] = [f"Місто {n}" for n in range(towns)]
    for level, length in ((1, 4), (2, 6), (3, 9)):
        columns[f"admin{level}_code"] = [c[:length] for c in code]
        columns[f"admin{level}_name"] = [f"Area {c[:length]}" for c in code]
    columns["latitude"] = random.uniform(46, 51, towns)
    columns["longitude"] = random.uniform(33, 40, towns)
    columns["population_baseline"] = _lognormal(random, 1500, towns)
    return pa.table(columns)


def distance_rows(towns: int, days: int, random: Generator, *, first: int = 0) -> pa.Table:
    """Steps: a front that stands still and moves on one day in fifty, mostly nearer."""
    moves = (random.random((towns, days)) < 0.02) * random.exponential(3.0, (towns, days))
    moves *= numpy.where(random.random((towns, days)) < 0.15, -1, 1)
    start = random.uniform(0, 160, (towns, 1))
    daily = numpy.round(numpy.clip(start - numpy.cumsum(moves, axis=1), 0, None), 1)
    sparse = numpy.round(daily[:, ::10] + random.normal(0, 2, daily[:, ::10].shape).clip(0), 1)
    return pa.concat_tables(
        [_grid(daily, step=1, source=DAILY, first=first), _grid(sparse, step=10, source=SPARSE, first=first)]
    )


def _grid(kilometres: NDArray[numpy.floating], *, step: int, source: str, first: int) -> pa.Table:
    towns, reports = kilometres.shape
    places = numpy.tile(numpy.arange(0, reports * step, step), towns)
    return pa.table(
        {
            "town_code": _repeated(towns, reports, first=first),
            "date": _days(places),
            "source": _same(source, towns * reports),
            "front_distance_km": kilometres.ravel(),
            "method": _same("computed", towns * reports),
        }
    )


def status_rows(towns: int, days: int, random: Generator, *, first: int = 0) -> pa.Table:
    """A report of every town each week with every column; people leave slowly."""
    weeks = days // 7
    count = towns * weeks
    left = _lognormal(random, 1500, (towns, 1)) * numpy.cumprod(
        random.uniform(0.985, 1.002, (towns, weeks)), axis=1
    )
    columns: dict[str, object] = {
        "town_code": _repeated(towns, weeks, first=first),
        "date": _days(
            numpy.tile(numpy.arange(0, weeks * 7, 7), towns) + numpy.repeat(numpy.arange(towns) % 7, weeks)
        ),
        "status": _one_of(STATUSES, random, count),
        "evacuation_order": _one_of(ORDERS, random, count),
        "source": _one_of(("Hromada", "Raion", "NGO"), random, count),
        "notes": pa.nulls(count, pa.string()),
    }
    for part, name in zip((1.0, 0.12, 0.08), _PEOPLE, strict=True):
        columns[name] = (left * part).astype(numpy.int32).ravel()
    return pa.table(columns | {service: _one_of(SERVICE_STATES, random, count) for service in SERVICES})


def evacuation_rows(towns: int, days: int, random: Generator, *, first: int = 0) -> pa.Table:
    """Groups with their sex and age, four of five counted at departure."""
    count = towns * EVACUATIONS_A_TOWN
    parts = random.poisson(2.0, (len(_GROUPS), count)).astype(numpy.int32)
    when = random.permuted(numpy.tile(numpy.arange(days), (towns, 1)), axis=1)[:, :EVACUATIONS_A_TOWN]
    points = random.choice(len(COUNT_AT), count, p=(0.8, 0.15, 0.05))
    columns: dict[str, object] = {
        "town_code": _repeated(towns, EVACUATIONS_A_TOWN, first=first),
        "date": _days(numpy.sort(when, axis=1).ravel()),
        "count_at": pa.DictionaryArray.from_arrays(pa.array(points, pa.int8()), list(COUNT_AT)).cast(
            pa.string()
        ),
        "evacuated": parts.sum(axis=0) + 1,
        "team": _one_of(tuple(f"Team {n}" for n in range(12)), random, count),
        "destination": _one_of(tuple(f"Oblast {n}" for n in range(9)), random, count),
        "source": _one_of(("Police", "NGO"), random, count),
    }
    return pa.table(columns | dict(zip(_GROUPS, parts, strict=True)))


def front_line_rows(days: int) -> pa.Table:
    every = numpy.arange(0, days, 7)
    ring = '{"type": "Polygon", "coordinates": [[[39, 46], [40, 46], [40, 51], [39, 51], [39, 46]]]}'
    return pa.table(
        {"date": _days(every), "source": _same(DAILY, len(every)), "area": _same(ring, len(every))}
    )


def _days(places: NDArray[numpy.int64]) -> pa.Array:
    return pa.array((numpy.datetime64(FIRST) + places).astype("datetime64[D]"))


def _repeated(towns: int, times: int, *, first: int) -> pa.Array:
    return codes(towns, first=first).take(pa.array(numpy.repeat(numpy.arange(towns), times)))


def _same(text: str, count: int) -> pa.Array:
    return pa.repeat(pa.scalar(text), count)


def _one_of(words: tuple[str, ...], random: Generator, count: int) -> pa.Array:
    return pa.array(words).take(pa.array(random.integers(0, len(words), count)))


def _lognormal(random: Generator, median: float, shape: int | tuple[int, int]) -> NDArray[numpy.int64]:
    return (random.lognormal(0, 1, shape) * median).astype(numpy.int64)
