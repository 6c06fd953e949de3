"""The reading side on a Spark Connect engine: the same questions, on the rows as known after the same upload."""

import threading
import time
from collections.abc import Mapping
from datetime import datetime

import duckdb
import pyarrow as pa
from pandas import DataFrame

from dashboard.errors import EngineUnavailable, OtherCopy
from dashboard.model.filters import Filters, Parameter
from dashboard.model.tables import TABLES
from dashboard.store.answers import State
from dashboard.store.preview import Preview
from dashboard.store.source import Known
from dashboard.store.spark.address import address
from dashboard.store.spark.dialect import spark_sql, view_of
from dashboard.store.spark.engine import Engine
from dashboard.store.statements import last_touched, parameters_for, statement

LOOK_EVERY_S = 2.0
LOOK_WITHIN_S = 5.0
ANSWER_WITHIN_S = 120.0


class SparkAnswers:
    """Follows the ledger that was published to ``sc://host:port/;tables=TARGET``."""

    def __init__(self, url: str) -> None:
        found = address(url)
        self.place = found.place
        self._engine = Engine(found)
        self._following = threading.Lock()
        self._known: Known | None = None
        self._touched: dict[str, list[int]] = {name: [] for name in TABLES}
        self._looked_at = self._answered_at = 0.0
        self._problem: EngineUnavailable | None = None
        # Turns an engine's rows into frames as it does with its own: days and missing values look alike.
        self._frames = duckdb.connect(":memory:", config={"enable_external_access": "false"})

    def follow(self) -> State:
        """Look what was published since, at most every few seconds; who finds another looking does not wait.

        Raises the engine's error only where nothing is known yet.
        """
        if self._following.acquire(blocking=self._known is None):
            try:
                self._look()
            finally:
                self._following.release()
        version = 0 if self._known is None else self._known.version
        return State(version, time.monotonic() - self._answered_at, self._problem)

    def ask(
        self,
        question: str,
        filters: Filters | None = None,
        /,
        *,
        version: int,
        proposed: Preview | None = None,
        **more: Parameter,
    ) -> DataFrame:
        """The answer to a question file; raises EngineUnavailable where the engine does not give it."""
        if proposed is not None:
            raise ValueError("published tables are read only: nothing is previewed on them")
        named = parameters_for(question, filters=filters, more=more)
        return self.answer(statement(question), {"version": version, **named})

    def last_change(self, question: str, *, version: int) -> int:
        """The newest upload up to ``version`` that touched what the question reads; its answer is the same since."""
        return last_touched(question, self._touched, version=version)

    def answer(
        self, sql: str, parameters: dict[str, object], *, proposed: Mapping[str, pa.Table] | None = None
    ) -> DataFrame:
        """The answer to a query in DuckDB's dialect."""
        if proposed:
            raise ValueError("published tables are read only: nothing is previewed on them")
        if isinstance(self._problem, OtherCopy):
            raise self._problem  # its rows are not those of the versions that are asked about
        bound = {name: _plain(value) for name, value in parameters.items()}
        return self._frame(self._engine.rows(spark_sql(sql), bound, within_s=ANSWER_WITHIN_S))

    def _look(self) -> None:
        if self._known is not None and time.monotonic() - self._looked_at < LOOK_EVERY_S:
            return
        try:
            self._take_over()
            self._answered_at, self._problem = time.monotonic(), None
        except EngineUnavailable as error:
            if self._known is None:
                raise
            self._problem = error
        finally:
            self._looked_at = time.monotonic()

    def _take_over(self) -> None:
        before = self._known or Known()
        within_s = ANSWER_WITHIN_S if self._known is None else LOOK_WITHIN_S
        entries = self._engine.entries(since=before.version, within_s=within_s)
        if before.version and (before.version, before.entry_sha256) not in entries:
            raise OtherCopy(self.place, before.version)
        newest = Known(*entries[-1]) if entries else Known()
        if newest != self._known:
            self._engine.look_again(within_s=ANSWER_WITHIN_S)
            news = {name: self._touching(name, since=before.version, until=newest.version) for name in TABLES}
            self._touched = {name: ids + news[name] for name, ids in self._touched.items()}
            self._known = newest

    def _touching(self, name: str, *, since: int, until: int) -> list[int]:
        """The uploads after ``since`` up to ``until`` that brought or replaced rows of a table."""
        touched = f"select distinct upload_id, replaced_by from {view_of(name)} where upload_id > :since "
        sql = f"{touched} or replaced_by > :since and replaced_by <= :until"
        pairs = self._engine.rows(sql, {"since": since, "until": until}, within_s=ANSWER_WITHIN_S)
        found = {upload_id for column in pairs.columns for upload_id in column.to_pylist()}
        return sorted(upload_id for upload_id in found if since < upload_id <= until)

    def _frame(self, rows: pa.Table) -> DataFrame:
        with self._frames.cursor() as cursor:
            frame: DataFrame = cursor.from_arrow(rows).df()
            return frame


def _plain(value: object) -> object:
    """What Spark Connect can bind: a moment that stands for a day as that day, plain numbers, lists."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value.item() if hasattr(value, "item") else value
