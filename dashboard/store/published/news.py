"""What uploads since a version brought to a table and replaced there, in pieces.

Each piece is read in a transaction of its own: a first publish takes minutes, and no steward waits for it. Together
they are still of one version, because rows of earlier uploads never change but for ``replaced_by``, which counts only
up to the version that is being published.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
from sqlalchemy import Connection

from dashboard.errors import OtherCopy
from dashboard.store import ledger
from dashboard.store.arrow import BATCH_ROWS, arrow_rows
from dashboard.store.memory import UPLOAD_TYPES
from dashboard.store.published.tables import row_types
from dashboard.store.record import Record
from dashboard.store.source import Known


@dataclass(frozen=True)
class News:
    """Of the uploads after ``since`` up to ``until``.

    ``first`` is the least row_id that they brought, ``between`` the least and the greatest of earlier rows that they
    replaced; None where there are none.
    """

    record: Record
    table: str
    since: int
    until: Known
    first: int | None
    between: tuple[int, int] | None

    def brought(self, *, current: bool = False) -> Iterator[pa.Table]:
        """The rows that were brought, as the history has them; ``current``: those that none of them replaced again."""
        if self.first is None:
            return iter(())
        replaced_by = f"case when replaced_by <= {self.until.version} then replaced_by end"
        # The sign keeps SQLite from an index by which it would sort all rows for every piece.
        where = f"+upload_id > {self.since} and +upload_id <= {self.until.version}"
        if current:
            where += f" and {replaced_by} is null"
        types = row_types(self.table)
        return self._pieces(types, where=where, first=self.first, replaced_by=replaced_by)

    def replaced(self) -> Iterator[pa.Table]:
        """The row_id and replaced_by of earlier rows that were replaced."""
        if self.between is None:
            return iter(())
        types = {
            name: kind for name, kind in row_types(self.table).items() if name in ("row_id", "replaced_by")
        }
        return self._pieces(types, where=_replaced(self.since, self.until), first=self.between[0])

    def _pieces(
        self, types: Mapping[str, pa.DataType], *, where: str, first: int, replaced_by: str = "replaced_by"
    ) -> Iterator[pa.Table]:
        """In the order of row_id."""
        columns = ", ".join(f"{replaced_by} as {n}" if n == "replaced_by" else n for n in types)
        while True:
            with self.record.reading() as connection:
                must_be_the_same(connection, self.record, until=self.until)
                statement = f"select {columns} from {self.table} where row_id >= {first} and {where}"
                limited = f"{statement} order by row_id limit {BATCH_ROWS}"
                piece = pa.concat_tables(arrow_rows(connection, limited, types=types))
            yield piece
            if piece.num_rows < BATCH_ROWS:
                return
            first = int(piece["row_id"][-1].as_py()) + 1


def news_of(connection: Connection, record: Record, *, table: str, since: int, until: Known) -> News:
    least = f"select min(row_id) from {table} where upload_id > {since} and upload_id <= {until.version}"
    first = connection.exec_driver_sql(least).scalar()
    ends = f"select min(row_id), max(row_id) from {table} where {_replaced(since, until)}"
    low, high = connection.exec_driver_sql(ends).one()
    return News(record, table, since, until, first, None if low is None else (int(low), int(high)))


def entries(record: Record, *, since: int, until: Known) -> pa.Table:
    """The ledger's."""
    with record.reading() as connection:
        must_be_the_same(connection, record, until=until)
        where = f"upload_id > {since} and upload_id <= {until.version}"
        statement = f"select {', '.join(UPLOAD_TYPES)} from uploads where {where} order by upload_id"
        return pa.concat_tables(arrow_rows(connection, statement, types=UPLOAD_TYPES))


def must_be_the_same(connection: Connection, record: Record, *, until: Known) -> None:
    """Raise OtherCopy where another database was put in place of the one that is being published."""
    if ledger.entry_sha256_of(connection, until.version) != until.entry_sha256:
        raise OtherCopy(record.place, until.version)


def _replaced(since: int, until: Known) -> str:
    return f"replaced_by > {since} and replaced_by <= {until.version} and upload_id <= {since}"
