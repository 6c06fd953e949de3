"""The reading side: DuckDB in memory that follows the record by version and answers the questions.

Every physical row carries the upload that brought it and the one that replaced it, so a question is always asked of
one version: a reader never sees half an upload, whatever is being followed at that moment.
"""

import threading
import time
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd
import pyarrow as pa
from sqlalchemy import Connection

from dashboard.errors import EngineUnavailable
from dashboard.model.filters import Filters
from dashboard.model.tables import TABLES
from dashboard.store import ledger
from dashboard.store.following import empty_tables, take_over, touched
from dashboard.store.preview import Preview
from dashboard.store.record import Record
from dashboard.store.statements import parameters_of, statement, tables_of

Parameter = str | int | float | date | Sequence[str] | Sequence[float] | Sequence[date] | None


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
        self._entry_sha256: str | None = None
        self._touched: dict[str, list[int]] = {name: [] for name in TABLES}
        self._answered_at: float | None = None
        self._memory = duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false"})
        self._memory.execute("set enable_external_access = false")
        for table in empty_tables():
            self._memory.execute(table)
        self._memory.execute("set lock_configuration = true")

    def follow(self) -> State:
        """Take over what was committed since; keep the last snapshot where the record does not answer.

        Raises the record's error only where there is no snapshot to keep.
        """
        problem = None
        with self._following:
            try:
                with self._record.reading(patient=self._answered_at is None) as connection:
                    self._take_over(connection)
                self._answered_at = time.monotonic()
            except EngineUnavailable as error:
                if self._answered_at is None:
                    raise
                problem = error
        return State(self._version, time.monotonic() - (self._answered_at or 0), problem)

    def ask(
        self,
        question: str,
        filters: Filters | None = None,
        /,
        *,
        version: int,
        proposed: Preview | None = None,
        **more: Parameter,
    ) -> pd.DataFrame:
        """The answer to a question file, on the rows as known after upload ``version``.

        Parameters that the question does not mention are left out, so a page may pass its whole filter. With
        ``proposed`` the answer is the one that would be given if that preview were committed on ``version``; the
        ledger's own entries stay as they are.
        """
        parameters = more if filters is None else {**filters.parameters(), **more}
        mentioned = parameters_of(question)
        named = {name: value for name, value in parameters.items() if name in mentioned}
        rows = {} if proposed is None else {changes.table: changes.rows for changes in proposed.tables}
        sql = statement(question, frozenset(rows))
        return self.answer(sql, {"version": version, **named}, proposed=rows)

    def last_change(self, question: str, *, version: int) -> int:
        """The newest upload up to ``version`` that touched what the question reads; its answer is the same since."""
        tables = tables_of(question)
        if "uploads" in tables:
            return version
        known = (self._touched[name] for name in tables)
        return max((ids[: bisect_right(ids, version)] or [0])[-1] for ids in known)

    def answer(
        self, sql: str, parameters: dict[str, object], *, proposed: Mapping[str, pa.Table] | None = None
    ) -> pd.DataFrame:
        """The answer to a query; ``proposed`` are rows of a preview by table, known to this one query only."""
        with self._memory.cursor() as cursor:
            for name, rows in (proposed or {}).items():
                cursor.register(f"proposed_{name}", rows)
            return cursor.execute(sql, parameters).df()

    def _take_over(self, connection: Connection) -> None:
        newest = ledger.version(connection)
        if self._version and ledger.entry_sha256_of(connection, self._version) != self._entry_sha256:
            raise EngineUnavailable(
                self._record.place,
                f"upload {self._version} is not the one that was read before: another copy was put in its place",
                "Restart the server if that was intended",
            )
        if newest > self._version:
            with self._memory.cursor() as cursor:
                take_over(connection, cursor, since=self._version)
                news = touched(cursor, since=self._version)
            self._touched = {name: known + news[name] for name, known in self._touched.items()}
            self._version, self._entry_sha256 = newest, ledger.entry_sha256_of(connection, newest)


def open_reader(url: str, *, create: bool = False) -> Reader:
    """A reader with its first snapshot; raises the record's error where there is none to be had."""
    reader = Reader(Record(url).prepare(create=create))
    reader.follow()
    return reader
