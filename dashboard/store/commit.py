"""Storing an upload: one transaction, all or nothing, refused where its preview no longer holds."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import Connection

from dashboard.errors import DashboardError, StalePreview
from dashboard.model.tables import TABLES
from dashboard.store import ledger
from dashboard.store.arrow import PIECE_ROWS, sha256_of
from dashboard.store.bulk import Bulk, Piece
from dashboard.store.collecting import no_collection
from dashboard.store.conflicts import refuse_if_stale
from dashboard.store.ledger import Content, Upload
from dashboard.store.preview import Preview
from dashboard.store.record import Record
from dashboard.store.signing import refuse_personal


@dataclass(frozen=True)
class Sender:
    """Who sends what: the file as it came, the steward's name, the moment and the note."""

    file_name: str
    file_sha256: str
    by: str
    at: datetime
    note: str = ""


def commit(record: Record, preview: Preview, *, sender: Sender) -> Upload:
    """Store what the preview showed and return its entry.

    The same commit sent again is answered with the entry it made the first time. Raises StalePreview where a later
    upload touched the same rows, SignatureRefused where the name or the note is; the record's
    errors where the database refuses. Then nothing is stored.
    """
    refuse_personal(by=sender.by, note=sender.note)
    key = commit_key(preview, sender=sender)
    try:
        with no_collection(), record.writing() as connection:
            saved = ledger.by_commit_key(connection, key)
            if saved is not None:
                return saved
            refuse_if_stale(connection, preview)
            return _store(connection, preview, sender=sender, key=key)
    except StalePreview:
        raise
    except DashboardError:
        # A COMMIT that answered with an error may have been carried out: the ledger knows.
        saved = saved_upload(record, key)
        if saved is None:
            raise
        return saved


def commit_key(preview: Preview, *, sender: Sender) -> str:
    """Recognises one commit sent twice: the file, the version it was previewed on, the steward.

    And the rows: one file may be read in several ways, by its corrections or by the day that is stated beside it.
    """
    rows = [[changes.table, sha256_of(changes.rows)] for changes in preview.tables]
    parts = [preview.dataset, sender.file_sha256, preview.base_version, sender.by, rows]
    return hashlib.sha256(orjson.dumps(parts)).hexdigest()


def saved_upload(record: Record, key: str) -> Upload | None:
    """The upload of a commit's key; None where it was not carried out, or where nobody can say now."""
    try:
        with record.reading() as connection:
            return ledger.by_commit_key(connection, key)
    except DashboardError:
        return None


def _store(connection: Connection, preview: Preview, *, sender: Sender, key: str) -> Upload:
    upload_id = ledger.version(connection) + 1
    content = Content()
    for changes in preview.tables:
        write_rows(connection, changes.table, rows=changes.rows, upload_id=upload_id, content=content)
    entry: dict[str, object] = {
        "upload_id": upload_id,
        "dataset": preview.dataset,
        "file_name": sender.file_name,
        "file_sha256": sender.file_sha256,
        "rows_new": preview.new,
        "rows_changed": preview.changed,
        "rows_unchanged": preview.unchanged,
        "rows_removed": 0,
        "uploaded_by": sender.by,
        "uploaded_at": ledger.in_utc(sender.at),
        "note": sender.note,
        "undoes": None,
        "base_version": preview.base_version,
        "commit_key": key,
        "content_sha256": content.sha256(),
    }
    return ledger.write_entry(connection, entry)


def write_rows(
    connection: Connection,
    table: str,
    *,
    rows: pa.Table,
    upload_id: int,
    content: Content,
    removed: Sequence[int] = (),
) -> None:
    """Replace the current rows named in the column ``replaces`` (and ``removed``), then bring the rows themselves."""
    bulk: Bulk = connection.info["bulk"]
    row_ids = sorted([*rows["replaces"].drop_null().to_pylist(), *removed])
    bulk.replace(connection, table, row_ids=row_ids, upload_id=upload_id)
    content.replaced(table, row_ids)
    first = 1 + int(connection.exec_driver_sql(f"select coalesce(max(row_id), 0) from {table}").scalar_one())
    pieces = _pieces(table, rows=rows, first=first, content=content)
    bulk.insert(connection, table, pieces=pieces, upload_id=upload_id)


def _pieces(table: str, *, rows: pa.Table, first: int, content: Content) -> Iterator[Piece]:
    """The rows to store, each with its row_id, hashed on their way."""
    stored = pa.table({name: _stored(rows[name]) for name in TABLES[table].names})
    numbered = stored.add_column(0, "row_id", pa.array(range(first, first + rows.num_rows), pa.int64()))
    for start in range(0, rows.num_rows, PIECE_ROWS):
        piece = Piece(numbered.slice(start, PIECE_ROWS))
        content.brought(table, piece.values)
        yield piece


def _stored(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """As a database will give it back, so that the hash over the rows holds: SQLite keeps no sign of zero."""
    return pc.add(column, 0.0) if pa.types.is_floating(column.type) else column
