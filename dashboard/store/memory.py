"""The tables of the reading side: every row of every upload, in DuckDB."""

from collections.abc import Iterator

import duckdb
import pyarrow as pa

from dashboard.model.table import Kind
from dashboard.model.tables import TABLES
from dashboard.store.schema import UPLOADS
from dashboard.store.source import Known

NEVER = 2**31 - 1  # "replaced by" of a current row: later than any upload
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


def touched(memory: duckdb.DuckDBPyConnection, *, since: int) -> dict[str, list[int]]:
    """The uploads after version ``since`` that brought or replaced rows of each table."""
    return {
        name: [
            upload_id
            for (upload_id,) in memory.execute(_TOUCHED.format(name=name), [since, since]).fetchall()
        ]
        for name in TABLES
    }


_TOUCHED = (
    "select upload_id from record.{name} where upload_id > ? "
    f"union select replaced_by from record.{{name}} where replaced_by > ? and replaced_by < {NEVER} order by 1"
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
