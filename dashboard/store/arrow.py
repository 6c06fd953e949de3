"""Rows of the record as Arrow tables, typed by the data model and not by what a driver guesses."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
from sqlalchemy import Connection

from dashboard.errors import DatabaseDamaged
from dashboard.model.table import Kind

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
    "latitude": pa.float64(),
    "longitude": pa.float64(),
}


def arrow_rows(
    connection: Connection, statement: str, *, types: Mapping[str, pa.DataType]
) -> Iterator[pa.Table]:
    """The rows of a statement in batches; at least one, empty where there are none.

    Through the same SQLite library as every write: a second copy of it in the process (as an ADBC driver brings)
    would drop this one's file locks on closing - sqlite.org/howtocorrupt.html, 2.2.1. Raises DatabaseDamaged where
    a column holds what the record never writes there.
    """
    # The driver's own cursor: SQLAlchemy's rows double the time, and nobody needs a row.
    found = connection.exec_driver_sql(statement).cursor
    parts: list[pa.Table] = []
    while True:
        rows = found.fetchmany(PIECE_ROWS)
        try:
            parts.append(_table(rows, types))
        except (pa.ArrowException, OverflowError) as error:
            raise DatabaseDamaged(connection.info["place"], str(error)) from error
        last = len(rows) < PIECE_ROWS
        if last or len(parts) * PIECE_ROWS >= BATCH_ROWS:
            yield pa.concat_tables(parts)
            parts = []
        if last:
            return


def _table(rows: Sequence[tuple[object, ...]], types: Mapping[str, pa.DataType]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(types)
    arrays = [_column(values, kind) for values, kind in zip(columns, types.values(), strict=True)]
    return pa.table(dict(zip(types, arrays, strict=True)))


def _column(values: tuple[object, ...], kind: pa.DataType) -> pa.Array:
    if pa.types.is_date(kind) and values and isinstance(values[0], str):
        return pa.array(values, pa.string()).cast(kind)
    return pa.array(values, kind)


def sha256_of(rows: pa.Table) -> str:
    """Of the rows of one table in memory; those of an equal table that was made otherwise may have another."""
    written = pa.BufferOutputStream()
    with pa.ipc.new_stream(written, rows.schema) as stream:
        stream.write_table(rows)
    return hashlib.sha256(written.getvalue()).hexdigest()
