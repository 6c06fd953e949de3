"""Moving up: a whole record, with its history and hashes, from one database to another."""

from collections.abc import Iterator

import pyarrow as pa
from sqlalchemy import Connection, Integer

from dashboard.errors import CopyRefused, LedgerBroken
from dashboard.model.tables import TABLES
from dashboard.store import ledger
from dashboard.store.arrow import ARROW_TYPES, PIECE_ROWS, arrow_rows
from dashboard.store.bulk import Bulk, Piece
from dashboard.store.collecting import no_collection
from dashboard.store.record import Record
from dashboard.store.schema import UPLOADS
from dashboard.store.verifying import problems_of

_NUMBERS = {"row_id": pa.int64(), "upload_id": pa.int64(), "replaced_by": pa.int64()}


def copy(source: Record, target: Record) -> int:
    """Bring every entry and every row that there ever was into an empty record; how many uploads that are.

    One transaction on each side: what is copied is one version of the source, and the target holds all of it or
    nothing. Raises CopyRefused where the target has uploads of its own, LedgerBroken where the source does not agree
    with its history, or where the target would not.
    """
    with no_collection(), source.reading() as old:
        uploads = _verified(old, place=source.place)
        with target.writing() as new:
            _copy_all(old, new, place=target.place)
    return uploads


def _copy_all(old: Connection, new: Connection, *, place: str) -> None:
    found = ledger.version(new)
    if found:
        raise CopyRefused(place, found)
    _copy(old, new, table="uploads", types=_UPLOAD_TYPES)
    for name, table in TABLES.items():
        types = {"row_id": pa.int64()} | {c.name: ARROW_TYPES[c.kind] for c in table.columns} | _NUMBERS
        _copy(old, new, table=name, types=types)
    _verified(new, place=place)


def _verified(connection: Connection, *, place: str) -> int:
    uploads, problems = problems_of(connection)
    if problems:
        raise LedgerBroken(place, problems)
    return uploads


def _copy(old: Connection, new: Connection, *, table: str, types: dict[str, pa.DataType]) -> None:
    bulk: Bulk = new.info["bulk"]
    bulk.insert(new, table, pieces=_pieces(old, table, types))


def _pieces(old: Connection, table: str, types: dict[str, pa.DataType]) -> Iterator[Piece]:
    for rows in arrow_rows(old, f"select {', '.join(types)} from {table}", types=types):
        for start in range(0, rows.num_rows, PIECE_ROWS):
            yield Piece(rows.slice(start, PIECE_ROWS))


_UPLOAD_TYPES = {
    column.name: pa.int64() if isinstance(column.type, Integer) else pa.string() for column in UPLOADS.c
}
