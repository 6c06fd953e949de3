"""How the reading side follows the record: rows brought and rows replaced since the version it knows."""

import duckdb
import pyarrow as pa
from sqlalchemy import Connection

from dashboard.errors import EngineUnavailable, OtherCopy, ReplicaBehind
from dashboard.model.tables import TABLES
from dashboard.store import ledger
from dashboard.store.arrow import ARROW_TYPES, arrow_rows
from dashboard.store.collecting import no_collection
from dashboard.store.memory import NEVER, UPLOAD_TYPES, compress_if_many, compress_later, known_entry
from dashboard.store.record import Record
from dashboard.store.source import Known


class RecordSource:
    """A record as what the reading side follows."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self.behind: EngineUnavailable | None = None

    @property
    def place(self) -> str:
        return self._record.place

    def bring(self, memory: duckdb.DuckDBPyConnection, *, since: Known) -> Known:
        """Raises OtherCopy and ReplicaBehind beside the record's own errors."""
        memory.begin()
        try:
            known = self._bring(memory, since=since)
            # Last of all: what fails after it, as the end of a question whose answer is lost, would bring rows twice.
            memory.commit()
        except BaseException:
            memory.rollback()
            raise
        return known

    def _bring(self, memory: duckdb.DuckDBPyConnection, *, since: Known) -> Known:
        with self._record.reading() as connection:
            self.behind = self._record.behind(connection)
            newest = ledger.version(connection)
            if since.version:
                self._must_be_the_same(connection, memory, newest=newest, since=since)
            if newest == since.version:
                return since
            take_over(connection, memory, since=since.version, newest=newest)
            return Known(newest, ledger.entry_sha256_of(connection, newest))

    def _must_be_the_same(
        self, connection: Connection, memory: duckdb.DuckDBPyConnection, *, newest: int, since: Known
    ) -> None:
        both = min(newest, since.version)
        seen = since.entry_sha256 if both == since.version else known_entry(memory, both)
        if both == 0 or ledger.entry_sha256_of(connection, both) != seen:
            raise OtherCopy(self.place, since.version)
        if newest < since.version:
            raise ReplicaBehind(self.place, newest, since.version)


def take_over(connection: Connection, memory: duckdb.DuckDBPyConnection, *, since: int, newest: int) -> None:
    """All that came after version ``since``, in the transaction of ``memory`` that is open.

    Asked for between two uploads: PostgreSQL takes what is open to one side for a third of a table whose figures it
    has not yet gathered, and reads millions of rows to find none.
    """
    later = f"between {since + 1} and {newest}"
    if not since:
        compress_later(memory)
    with no_collection():
        for name, brought, replaced in connection.exec_driver_sql(_NEWEST).all():
            if (brought or 0) > since:
                _bring(connection, memory, name=name, later=f"where upload_id {later}" if since else "")
            if (replaced or 0) > since > 0:
                _replace(connection, memory, name=name, later=f"where replaced_by {later}")
    statement = f"select {', '.join(UPLOAD_TYPES)} from uploads where upload_id {later}"
    for news in arrow_rows(connection, statement, types=UPLOAD_TYPES):
        _apply(memory, news, statement="insert into record.uploads select * from news")


# By the indexes alone; most uploads touch one table.
_NEWEST = " union all ".join(
    f"select '{name}', (select max(upload_id) from {name}), "
    f"(select max(replaced_by) from {name} where replaced_by is not null)"
    for name in TABLES
)


def _bring(connection: Connection, memory: duckdb.DuckDBPyConnection, *, name: str, later: str) -> None:
    types = {"row_id": pa.int64()} | {c.name: ARROW_TYPES[c.kind] for c in TABLES[name].columns}
    types |= {"upload_id": pa.int32(), "replaced_by": pa.int32()}
    statement = f"select {', '.join(types)} from {name} {later}"
    bring = f"select * replace (coalesce(replaced_by, {NEVER}) as replaced_by) from news"
    for news in arrow_rows(connection, statement, types=types):
        _apply(memory, news, statement=f"insert into record.{name} {bring}")
        if not later:
            compress_if_many(memory)


def _replace(connection: Connection, memory: duckdb.DuckDBPyConnection, *, name: str, later: str) -> None:
    types = {"row_id": pa.int64(), "replaced_by": pa.int32()}
    statement = f"select row_id, replaced_by from {name} {later}"
    replace = "set replaced_by = n.replaced_by from news as n where t.row_id = n.row_id"
    for news in arrow_rows(connection, statement, types=types):
        _apply(memory, news, statement=f"update record.{name} as t {replace}")


def _apply(memory: duckdb.DuckDBPyConnection, news: pa.Table, *, statement: str) -> None:
    if news.num_rows:
        memory.register("news", news)
        memory.execute(statement)
        memory.unregister("news")
