"""The tables of the reading side: every row of every upload, in DuckDB."""

from collections.abc import Iterator

import duckdb
import pyarrow as pa

from dashboard.model.table import Kind
from dashboard.model.tables import TABLES
from dashboard.store.schema import UPLOADS
from dashboard.store.source import Known

NEVER = 2**31 - 1  # "replaced by" of a current row: later than any upload
UNCOMPRESSED_BYTES = 1_000_000_000  # some 10 million rows; with what else it needs a process stays below 4 GB
DUCKDB_TYPES: dict[Kind, str] = {
    "date": "date",
    "people": "integer",
    "km": "double",
    "number": "double",
    "latitude": "double",
    "longitude": "double",
}


def tables() -> Iterator[str]:
    """The statements that make them, in the database ``record``."""
    for name, table in TABLES.items():
        columns = ", ".join(f"{c.name} {DUCKDB_TYPES.get(c.kind, 'varchar')}" for c in table.columns)
        yield f"create table record.{name} (row_id bigint, {columns}, upload_id integer, replaced_by integer)"
    columns = ", ".join(
        f"{name} {'integer' if kind == pa.int32() else 'varchar'}" for name, kind in UPLOAD_TYPES.items()
    )
    yield f"create table record.uploads ({columns})"


def compress_later(memory: duckdb.DuckDBPyConnection) -> None:
    """Let rows that come at once into a file stay as they come: to compress them is a fifth of the work.

    Who holds them does so afterwards. A snapshot that is locked compresses them as they come.
    """
    if not memory.execute("select current_setting('lock_configuration')").fetchall()[0][0]:
        memory.execute("set enable_optimistic_write = false")


def compress_if_many(memory: duckdb.DuckDBPyConnection) -> None:
    """What does not fit into the memory uncompressed is compressed as it comes."""
    if memory.execute(_MANY, [UNCOMPRESSED_BYTES]).fetchall()[0][0]:
        memory.execute("set enable_optimistic_write = true")


_MANY = "select not current_setting('enable_optimistic_write') and sum(memory_usage_bytes) > ? from duckdb_memory()"


def touched(memory: duckdb.DuckDBPyConnection, *, since: int) -> dict[str, list[int]]:
    """The uploads after version ``since`` that brought or replaced rows of each table, oldest first."""
    found: dict[str, list[int]] = {name: [] for name in TABLES}
    for name, upload_id in memory.execute(_TOUCHED, {"since": since}).fetchall():
        found[name].append(upload_id)
    return found


_TOUCHED = (
    " union ".join(
        f"select '{name}' as name, upload_id from record.{name} where upload_id > $since union "
        f"select '{name}', replaced_by from record.{name} where replaced_by > $since and replaced_by < {NEVER}"
        for name in TABLES
    )
    + " order by name, upload_id"
)


def newest_upload(memory: duckdb.DuckDBPyConnection) -> Known:
    """The newest upload whose rows are here, as its own entry says."""
    found = memory.execute("select upload_id, entry_sha256 from record.uploads order by 1 desc limit 1")
    entry = found.fetchone()
    return Known() if entry is None else Known(*entry)


def known_entry(memory: duckdb.DuckDBPyConnection, upload_id: int) -> str | None:
    """The hash of an upload's entry as it was read; None where it was not."""
    found = memory.execute("select entry_sha256 from record.uploads where upload_id = ?", [upload_id])
    entry = found.fetchone()
    return None if entry is None else str(entry[0])


def _upload_type(sql_type: str) -> pa.DataType:
    return pa.int32() if sql_type in ("INTEGER", "BIGINT") else pa.string()


UPLOAD_TYPES = {column.name: _upload_type(str(column.type)) for column in UPLOADS.c}
