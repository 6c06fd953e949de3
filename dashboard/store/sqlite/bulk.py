"""Many rows at once with SQLite: through the same library as every other statement.

A second copy of SQLite in the process (as an ADBC driver brings) would drop this one's file locks on closing -
sqlite.org/howtocorrupt.html, 2.2.1.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyarrow as pa
from sqlalchemy import Connection

from dashboard.errors import DatabaseDamaged
from dashboard.store.arrow import BATCH_ROWS, PIECE_ROWS
from dashboard.store.bulk import Piece, paired


class SqliteBulk:
    def arrow_rows(
        self, connection: Connection, statement: str, *, types: Mapping[str, pa.DataType]
    ) -> Iterator[pa.Table]:
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

    def insert(
        self, connection: Connection, table: str, *, pieces: Iterable[Piece], upload_id: int | None = None
    ) -> None:
        for piece in pieces:
            names = list(piece.rows.column_names)
            marks = ["?"] * len(names)
            if upload_id is not None:
                # The number stands in the statement: to hang it on every tuple takes as long as to hash them.
                names, marks = ["upload_id", *names], [str(int(upload_id)), *marks]
            statement = f"insert into {table} ({', '.join(names)}) values ({', '.join(marks)})"
            if piece.values:
                connection.exec_driver_sql(statement, piece.values)

    def replace(self, connection: Connection, table: str, *, row_ids: Sequence[int], upload_id: int) -> None:
        if row_ids:
            connection.exec_driver_sql(
                f"update {table} set replaced_by = ? where row_id = ? and replaced_by is null",
                paired(upload_id, row_ids),
            )


def _table(rows: Sequence[tuple[object, ...]], types: Mapping[str, pa.DataType]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(types)
    arrays = [_column(values, kind) for values, kind in zip(columns, types.values(), strict=True)]
    return pa.table(dict(zip(types, arrays, strict=True)))


def _column(values: tuple[object, ...], kind: pa.DataType) -> pa.Array:
    if pa.types.is_date(kind) and values and isinstance(values[0], str):
        return pa.array(values, pa.string()).cast(kind)
    return pa.array(values, kind)
