"""Rows of the record as Arrow tables, typed by the data model and not by what a driver guesses."""

import hashlib
from collections.abc import Iterator, Mapping

import pyarrow as pa
from sqlalchemy import Connection

from dashboard.model.table import Kind
from dashboard.store.bulk import Bulk

BATCH_ROWS = 100_000
# Turned into columns or out of them at once: more leave the processor's cache, which takes twice as long.
PIECE_ROWS = 5_000

ARROW_TYPES: dict[Kind, pa.DataType] = {
    "code": pa.string(),
    "text": pa.string(),
    "choice": pa.string(),
    "area": pa.string(),
    "date": pa.date32(),
    "people": pa.int64(),
    "km": pa.float64(),
    "number": pa.float64(),
    "latitude": pa.float64(),
    "longitude": pa.float64(),
}


def arrow_rows(
    connection: Connection, statement: str, *, types: Mapping[str, pa.DataType]
) -> Iterator[pa.Table]:
    """The rows of a statement in batches of these types; at least one, empty where there are none.

    Raises DatabaseDamaged where a column holds what the record never writes there.
    """
    bulk: Bulk = connection.info["bulk"]
    return bulk.arrow_rows(connection, statement, types=types)


def sha256_of(rows: pa.Table) -> str:
    """Of the rows of one table in memory; those of an equal table that was made otherwise may have another."""
    written = pa.BufferOutputStream()
    with pa.ipc.new_stream(written, rows.schema) as stream:
        stream.write_table(rows)
    return hashlib.sha256(written.getvalue()).hexdigest()
