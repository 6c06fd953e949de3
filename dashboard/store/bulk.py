"""Many rows at once, in and out of a record: each engine has a way of its own that is ten times faster than rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import repeat
from typing import Protocol

import pyarrow as pa
from sqlalchemy import Connection

Row = tuple[object, ...]


class Piece:
    """Some of the rows to bring, as columns and as tuples: one engine wants these, the other those."""

    def __init__(self, rows: pa.Table) -> None:
        self.rows = rows

    @cached_property
    def values(self) -> list[Row]:
        """The rows as tuples; days as ISO text, as SQLite keeps them."""
        return list(zip(*(_plain(column).to_pylist() for column in self.rows.columns), strict=True))


class Bulk(Protocol):
    def arrow_rows(
        self, connection: Connection, statement: str, *, types: Mapping[str, pa.DataType]
    ) -> Iterator[pa.Table]:
        """The rows of a statement in batches of these types; at least one, empty where there are none.

        Raises DatabaseDamaged where a column holds what the record never writes there.
        """
        ...

    def insert(
        self, connection: Connection, table: str, *, pieces: Iterable[Piece], upload_id: int | None = None
    ) -> None:
        """Bring rows; ``upload_id`` is that of all of them, where they have no such column of their own."""
        ...

    def replace(self, connection: Connection, table: str, *, row_ids: Sequence[int], upload_id: int) -> None:
        """Note of current rows that an upload replaced them."""
        ...


def paired(upload_id: int, row_ids: Sequence[int]) -> list[tuple[int, int]]:
    return list(zip(repeat(upload_id), row_ids, strict=False))


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.cast(pa.string()) if pa.types.is_date(column.type) else column
