"""Taking an upload back: an upload of its own that brings back what stood before."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
import pyarrow as pa
from sqlalchemy import Connection

from dashboard.errors import EngineUnavailable, UndoRefused
from dashboard.model.table import Table
from dashboard.model.tables import TABLES
from dashboard.store import ledger
from dashboard.store.arrow import ARROW_TYPES
from dashboard.store.bulk import Row
from dashboard.store.collecting import no_collection
from dashboard.store.commit import saved_upload, write_rows
from dashboard.store.ledger import Content, Upload
from dashboard.store.record import Record
from dashboard.store.restoring import Back, backs
from dashboard.store.signing import refuse_personal


@dataclass(frozen=True)
class Undone:
    """The undo's own entry, and the rows it left because a later upload changed them (or depends on them)."""

    upload: Upload
    left: tuple[str, ...]


def undo(record: Record, upload_id: int, *, by: str, at: datetime, note: str = "") -> Undone:
    """Bring back what stood before an upload, for every row that is still as the upload left it.

    Rows that a later upload changed are left and named. Raises UndoRefused where there is no such upload or nothing
    is left to take back, SignatureRefused where the name or the note is; an undo can be undone like any upload.
    """
    refuse_personal(by=by, note=note)
    key, left = "", tuple[str, ...]()
    try:
        with no_collection(), record.writing() as connection:
            uploads = ledger.uploads(connection)
            target = next((u for u in uploads if u.upload_id == upload_id), None)
            if target is None:
                raise UndoRefused(upload_id, "the history has no such upload")
            found = backs(connection, upload_id)
            left = tuple(_named(name, key) for name, back in found.items() for key in back.left)
            if not any(back.bring or back.remove for back in found.values()):
                raise UndoRefused(upload_id, _why_not(uploads, upload_id, left=left), left)
            key = _key(target, base_version=ledger.version(connection), by=by)
            return Undone(_store(connection, target, backs=found, by=by, at=at, note=note), left)
    except EngineUnavailable:
        # As with any commit: one that answered with an error may have been carried out.
        saved = saved_upload(record, key)
        if saved is None:
            raise
        return Undone(saved, left)


def _why_not(uploads: Sequence[Upload], upload_id: int, *, left: Sequence[str]) -> str:
    """Who sends an undo again, because its answer was lost, learns that it was carried out."""
    undone = {upload.undoes: upload.upload_id for upload in uploads}
    undoing = undone.get(upload_id)
    if undoing is not None and undoing not in undone:
        return f"upload {undoing} took it back already"
    return "later uploads changed or need all of its rows" if left else "it changed nothing"


def _store(
    connection: Connection, target: Upload, *, backs: Mapping[str, Back], by: str, at: datetime, note: str
) -> Upload:
    base = ledger.version(connection)
    content = Content()
    for name, back in backs.items():
        rows = _rows(TABLES[name], back.bring)
        write_rows(connection, name, rows=rows, upload_id=base + 1, content=content, removed=back.remove)
    brought = [replaces for back in backs.values() for _, replaces in back.bring]
    entry: dict[str, object] = {
        "upload_id": base + 1,
        "dataset": target.dataset,
        "file_name": target.file_name,
        "file_sha256": target.file_sha256,
        "rows_new": sum(replaces is None for replaces in brought),
        "rows_changed": sum(replaces is not None for replaces in brought),
        "rows_unchanged": 0,
        "rows_removed": sum(len(back.remove) for back in backs.values()),
        "uploaded_by": by,
        "uploaded_at": ledger.in_utc(at),
        "note": note,
        "undoes": target.upload_id,
        "base_version": base,
        "commit_key": _key(target, base_version=base, by=by),
        "content_sha256": content.sha256(),
    }
    return ledger.write_entry(connection, entry)


def _key(target: Upload, *, base_version: int, by: str) -> str:
    return hashlib.sha256(orjson.dumps(["undo", target.upload_id, base_version, by])).hexdigest()


def _named(table: str, key: Row) -> str:
    return f"{table} {', '.join(str(part) for part in key if part is not None)}"


def _rows(table: Table, bring: list[tuple[Row, int | None]]) -> pa.Table:
    columns: dict[str, pa.Array] = {}
    for place, column in enumerate(table.columns):
        values = pa.array(
            [row[place] for row, _ in bring], None if column.kind == "date" else ARROW_TYPES[column.kind]
        )
        columns[column.name] = values.cast(pa.date32()) if column.kind == "date" else values
    return pa.table(columns | {"replaces": pa.array([replaces for _, replaces in bring], pa.int64())})
