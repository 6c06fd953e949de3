"""The reading side: DuckDB that follows a source by version and answers the questions.

Every physical row carries the upload that brought it and the one that replaced it, so a question is always asked of
one version: a reader never sees half an upload, whatever is being followed at that moment.
"""

import time
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from dashboard.errors import EngineUnavailable, NotAnswering
from dashboard.model.filters import Filters, Parameter
from dashboard.store.answers import State
from dashboard.store.attempts import Attempts
from dashboard.store.following import RecordSource
from dashboard.store.holding import Holding
from dashboard.store.preview import Preview
from dashboard.store.records import record_at
from dashboard.store.source import Source
from dashboard.store.statements import last_touched, parameters_for, statement

WAIT_S = 0.25  # most that somebody waits for news who has a snapshot to look at
CURRENT_S = 2.0  # a snapshot read so shortly before is shown without a word


class Reader:
    """Follows one source; safe to be asked from many threads.

    With the folder ``keep`` a large snapshot is kept there between starts; without it everything stays in memory.
    """

    wait_s = WAIT_S

    def __init__(self, source: Source, *, keep: Path | None = None) -> None:
        self._source = source
        self._holding = Holding(source, keep=keep)
        self._attempts = Attempts(self._take_over)
        self._statements: dict[str, duckdb.Statement] = {}
        self._failed: EngineUnavailable | None = None
        self._silent_since: float | None = None  # monotonic; None while the source answers

    def follow(self) -> State:
        """Take over what was committed since; keep the last snapshot where the source does not answer.

        Raises the source's error only where there is no snapshot to keep. Who has one waits a quarter of a second at
        most; the taking over goes on meanwhile, and the next call finds it done.
        """
        begun = self._holding.read_at is not None
        attempt, ended = self._attempts.one(within_s=self.wait_s if begun else None)
        read_at = self._holding.read_at
        told = read_at is not None and isinstance(attempt.error, EngineUnavailable)
        if ended and attempt.error is not None and not told:
            raise attempt.error
        age_s = time.monotonic() - (read_at or 0)
        problem = self._failed or (self._source.behind if ended else self._waiting(age_s))
        return State(self._holding.snapshot.known.version, age_s, problem)

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
        """As ``Answers.ask`` says, in this process."""
        named = parameters_for(question, filters=filters, more=more)
        rows = {} if proposed is None else {changes.table: changes.rows for changes in proposed.tables}
        parsed = self._parsed(statement(question, frozenset(rows)))
        return self._answer(parsed, {"version": version, **named}, proposed=rows)

    def last_change(self, question: str, *, version: int) -> int:
        """The newest upload up to ``version`` that touched what the question reads; its answer is the same since."""
        return last_touched(question, self._holding.snapshot.touched, version=version)

    def answer(
        self, sql: str, parameters: dict[str, object], *, proposed: Mapping[str, pa.Table] | None = None
    ) -> pd.DataFrame:
        """The answer to a query; ``proposed`` are rows of a preview by table, known to this one query only."""
        return self._answer(sql, parameters, proposed=proposed or {})

    def _answer(
        self,
        query: str | duckdb.Statement,
        parameters: dict[str, object],
        *,
        proposed: Mapping[str, pa.Table],
    ) -> pd.DataFrame:
        with self._holding.snapshot.memory.cursor() as cursor:
            for name, rows in proposed.items():
                cursor.register(f"proposed_{name}", rows)
            return cursor.execute(query, parameters).df()

    def _parsed(self, sql: str) -> duckdb.Statement:
        """Parsed once: of a short answer that is a quarter of the work."""
        if sql not in self._statements:
            with self._holding.snapshot.memory.cursor() as cursor:
                (self._statements[sql],) = cursor.extract_statements(sql)
        return self._statements[sql]

    def _take_over(self) -> None:
        """Notes how it ended, also for those who did not wait for it."""
        if self._silent_since is None:
            self._silent_since = time.monotonic()
        try:
            self._holding.take_over()
        except EngineUnavailable as error:
            self._failed = error
            raise
        self._failed = self._silent_since = None

    def _waiting(self, age_s: float) -> EngineUnavailable | None:
        """Why what is shown may be old while an attempt is still under way."""
        if age_s <= CURRENT_S or self._silent_since is None:
            return None
        return NotAnswering(self._source.place, time.monotonic() - self._silent_since)


def open_reader(url: str, *, create: bool = False) -> Reader:
    """A reader with its first snapshot; raises the record's error where there is none to be had."""
    reader = Reader(RecordSource(record_at(url).prepare(create=create)))
    reader.follow()
    return reader
