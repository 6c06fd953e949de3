"""The reading side: DuckDB in memory that follows the record by version and answers the questions.

Every physical row carries the upload that brought it and the one that replaced it, so a question is always asked of
one version: a reader never sees half an upload, whatever is being followed at that moment.
"""

import re
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
from sqlalchemy import Connection

from dashboard.errors import EngineUnavailable
from dashboard.model.tables import TABLES, Kind
from dashboard.store import ledger
from dashboard.store.arrow import ARROW_TYPES, arrow_rows
from dashboard.store.record import Record
from dashboard.store.schema import UPLOADS

Parameter = str | int | float | date | Sequence[str] | Sequence[float] | Sequence[date] | None

_QUESTIONS = Path(__file__).parent / "questions"
_NEVER = 2**31 - 1  # "replaced by" of a current row: later than any upload
_DUCKDB_TYPES: dict[Kind, str] = {
    "date": "date",
    "people": "integer",
    "km": "double",
    "latitude": "double",
    "longitude": "double",
}


@dataclass(frozen=True)
class State:
    """What the reading side holds: the newest upload it knows, seconds since the record last answered, and why not."""

    version: int
    age_s: float
    problem: EngineUnavailable | None


class Reader:
    """Follows one record; safe to be asked from many threads."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._following = threading.Lock()
        self._version = 0
        self._answered_at: float | None = None
        self._memory = duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false"})
        self._memory.execute("set enable_external_access = false")
        for statement in _tables():
            self._memory.execute(statement)
        self._memory.execute("set lock_configuration = true")

    def follow(self) -> State:
        """Take over what was committed since; keep the last snapshot where the record does not answer.

        Raises the record's error only where there is no snapshot to keep.
        """
        problem = None
        with self._following:
            try:
                self._take_over()
                self._answered_at = time.monotonic()
            except EngineUnavailable as error:
                if self._answered_at is None:
                    raise
                problem = error
        return State(self._version, time.monotonic() - (self._answered_at or 0), problem)

    def ask(self, question: str, *, version: int, **parameters: Parameter) -> pd.DataFrame:
        """The answer to a question file, on the rows as known after upload ``version``.

        Parameters that the question does not mention are left out, so a page may pass its whole filter.
        """
        mentioned = parameters_of(question)
        named = {name: value for name, value in parameters.items() if name in mentioned}
        return self.answer(statement(question), {"version": version, **named})

    def answer(self, sql: str, parameters: dict[str, object]) -> pd.DataFrame:
        with self._memory.cursor() as cursor:
            return cursor.execute(sql, parameters).df()

    def _take_over(self) -> None:
        with self._record.reading() as connection:
            newest = ledger.version(connection)
            if newest == self._version:
                return
            if newest < self._version:
                raise EngineUnavailable(
                    self._record.place,
                    f"the database holds {newest} uploads where {self._version} were read before",
                    "An older copy was put in its place: restart the server if that was intended",
                )
            with self._memory.cursor() as cursor:
                cursor.begin()
                try:
                    for part, rows in self._news(connection):
                        _apply(cursor, part, rows)
                    cursor.commit()
                except BaseException:
                    cursor.rollback()
                    raise
            self._version = newest

    def _news(self, connection: Connection) -> Iterator[tuple[str, pa.Table]]:
        since = self._version
        for name, table in TABLES.items():
            types = {"row_id": pa.int64()} | {c.name: ARROW_TYPES[c.kind] for c in table.columns}
            types |= {"upload_id": pa.int32(), "replaced_by": pa.int32()}
            statement = f"select {', '.join(types)} from {name} where upload_id > {since}"
            for rows in arrow_rows(connection, statement, types):
                yield name, rows
            if since:
                condition = f"replaced_by > {since} and upload_id <= {since}"
                statement = f"select row_id, replaced_by from {name} where {condition}"
                for rows in arrow_rows(
                    connection, statement, {"row_id": pa.int64(), "replaced_by": pa.int32()}
                ):
                    yield f"{name} replaced", rows
        types = {column.name: _upload_type(str(column.type)) for column in UPLOADS.c}
        yield from (
            ("uploads", rows)
            for rows in arrow_rows(
                connection, f"select {', '.join(types)} from uploads where upload_id > {since}", types
            )
        )


def open_reader(url: str, *, create: bool = False) -> Reader:
    """A reader with its first snapshot; raises the record's error where there is none to be had."""
    reader = Reader(Record(url).prepare(create=create))
    reader.follow()
    return reader


def _apply(cursor: duckdb.DuckDBPyConnection, part: str, rows: pa.Table) -> None:
    if not rows.num_rows:
        return
    cursor.register("news", rows)
    if part.endswith(" replaced"):
        name = part.removesuffix(" replaced")
        cursor.execute(
            f"update record.{name} t set replaced_by = n.replaced_by from news n where t.row_id = n.row_id"
        )
    elif part == "uploads":
        cursor.execute("insert into record.uploads select * from news")
    else:
        cursor.execute(
            f"insert into record.{part} select * replace (coalesce(replaced_by, {_NEVER}) as replaced_by) from news"
        )
    cursor.unregister("news")


def _tables() -> Iterator[str]:
    yield "create schema record"
    for name, table in TABLES.items():
        columns = ", ".join(f"{c.name} {_DUCKDB_TYPES.get(c.kind, 'varchar')}" for c in table.columns)
        yield f"create table record.{name} (row_id bigint, {columns}, upload_id integer, replaced_by integer)"
    columns = ", ".join(
        f"{column.name} {'integer' if _upload_type(str(column.type)) == pa.int32() else 'varchar'}"
        for column in UPLOADS.c
    )
    yield f"create table record.uploads ({columns})"


def _upload_type(sql_type: str) -> pa.DataType:
    return pa.int32() if sql_type in ("INTEGER", "BIGINT") else pa.string()


@cache
def statement(question: str) -> str:
    """A question's SQL over the logical tables."""
    text = (_QUESTIONS / f"{question}.sql").read_text(encoding="utf-8")
    return over_logical_tables(re.sub(r"^\s*--.*\n", "", text, flags=re.MULTILINE).strip())


@cache
def parameters_of(question: str) -> frozenset[str]:
    """The names of the parameters that a question mentions."""
    return frozenset(re.findall(r"\$(\w+)", statement(question)))


def over_logical_tables(body: str) -> str:
    """A query with the logical tables that it names put before it."""
    wanted = [name for name in _LOGICAL if re.search(rf"\b{name}\b", body)]
    if "chosen_towns" in wanted and "towns" not in wanted:
        wanted.insert(0, "towns")
    parts = [f"{name} as ({_LOGICAL[name]})" for name in wanted]
    if body.lower().startswith("with "):
        return f"with {', '.join(parts)}, {body[5:]}"
    return f"with {', '.join(parts)} {body}"


def _logical() -> dict[str, str]:
    """What a logical table holds: the one place that decides it.

    ``$version`` chooses the rows as known after that upload. ``chosen_towns`` are the towns of the filter bar:
    ``$towns`` (codes, or null for all) and ``$area`` (an oblast, raion or hromada code, or null).
    """
    known = "where upload_id <= $version and replaced_by > $version"
    logical = {name: f"select * exclude (row_id, replaced_by) from record.{name} {known}" for name in TABLES}
    logical["uploads"] = "select * from record.uploads where upload_id <= $version"
    logical["chosen_towns"] = (
        "select * from towns where ($towns::varchar[] is null or list_contains($towns::varchar[], town_code)) "
        "and ($area::varchar is null or $area::varchar in (admin1_code, admin2_code, admin3_code))"
    )
    return logical


_LOGICAL = _logical()
