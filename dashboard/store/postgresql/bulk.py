"""Many rows at once with PostgreSQL: Arrow over ADBC on the way out, COPY on the way in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from itertools import chain
from typing import Any, cast

import psycopg
import pyarrow as pa
from adbc_driver_manager import AdbcStatusCode
from adbc_driver_manager import Error as ArrowError
from adbc_driver_postgresql import dbapi
from pyarrow import csv
from sqlalchemy import Connection

from dashboard.errors import DatabaseDamaged
from dashboard.store.bulk import Piece

# Each batch is a statement for who takes it over; of 64 MB a first snapshot costs a fifth less work than of ADBC's 16.
_BATCH = {"adbc.postgresql.batch_size_hint_bytes": str(64 << 20)}
# The record's types are those that every server has; to ask this one for all of its own takes 30 ms each time.
_TYPES = {"adbc.postgresql.type_resolver_mode": "builtin"}
_NO_HEADER = csv.WriteOptions(include_header=False)


class PostgresBulk:
    """Reads through a second connection, which sees the same snapshot as the transaction that asks."""

    def __init__(self, address: str) -> None:
        self._address = address

    def arrow_rows(
        self, connection: Connection, statement: str, *, types: Mapping[str, pa.DataType]
    ) -> Iterator[pa.Table]:
        wanted = pa.schema(list(types.items()))
        with self._beside(connection).cursor(adbc_stmt_kwargs=_BATCH) as cursor:
            cursor.execute(statement)
            found = (pa.Table.from_batches([batch]) for batch in _batches(cursor.fetch_record_batch()))
            for rows in _ahead(chain([next(found, wanted.empty_table())], found)):
                try:
                    yield rows.cast(wanted)
                except pa.ArrowException as error:
                    raise DatabaseDamaged(connection.info["place"], str(error)) from error

    def insert(
        self, connection: Connection, table: str, *, pieces: Iterable[Piece], upload_id: int | None = None
    ) -> None:
        rest = iter(pieces)
        first = next(rest, None)
        if first is None:
            return
        names = [*first.rows.column_names, *([] if upload_id is None else ["upload_id"])]
        # Quoted is a text, also an empty one; nothing at all is a missing value.
        statement = f"copy {table} ({', '.join(names)}) from stdin (format csv)".encode()
        with _noticing(connection), _driver(connection).cursor() as cursor, cursor.copy(statement) as copy:
            for piece in chain([first], rest):
                copy.write(_lines(piece.rows, upload_id))

    def replace(self, connection: Connection, table: str, *, row_ids: Sequence[int], upload_id: int) -> None:
        statement = (
            f"update {table} set replaced_by = %s where row_id = any(%s::bigint[]) and replaced_by is null"
        )
        if row_ids:
            connection.exec_driver_sql(statement, (upload_id, list(row_ids)))

    @contextmanager
    def beside(self, connection: Connection) -> Iterator[None]:
        """Around a transaction: the connection that reads beside it is opened when rows are wanted, and closed."""
        info = connection.info  # not to be had any more from a connection that broke
        info.pop("beside", None)
        try:
            yield
        finally:
            opened = info.pop("beside", None)
            if opened is not None:
                opened.close()

    def _beside(self, connection: Connection) -> Any:
        if "beside" not in connection.info:
            snapshot = connection.exec_driver_sql("select pg_export_snapshot()").scalar_one()
            opened = connection.info["beside"] = dbapi.connect(self._address, _TYPES)
            with opened.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read, read only")
                cursor.execute(f"set transaction snapshot '{snapshot}'")
        return connection.info["beside"]


def _batches(found: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
    """A server that breaks off while rows are on their way is told by Arrow itself, as any file would be."""
    try:
        yield from found
    except (OSError, pa.ArrowException) as error:
        raise ArrowError(str(error), status_code=AdbcStatusCode.IO) from error


def _ahead(found: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """The next rows are fetched while somebody works on these: the line and the processor wait for each other less."""
    with ThreadPoolExecutor(1, "fetching") as beside:
        coming = beside.submit(next, found, None)
        while (rows := coming.result()) is not None:
            coming = beside.submit(next, found, None)
            yield rows


@contextmanager
def _noticing(connection: Connection) -> Iterator[None]:
    """COPY goes past SQLAlchemy: its failure, also one of ours, is remembered as that of any other statement."""
    try:
        yield
    except BaseException as error:
        connection.info["failed"] = error
        raise


def _driver(connection: Connection) -> psycopg.Connection[Any]:
    return cast("psycopg.Connection[Any]", connection.connection.dbapi_connection)


def _lines(rows: pa.Table, upload_id: int | None) -> bytes:
    if upload_id is not None:
        rows = rows.append_column("upload_id", pa.repeat(pa.scalar(upload_id), rows.num_rows))
    written = BytesIO()
    csv.write_csv(rows, written, _NO_HEADER)
    return written.getvalue()
