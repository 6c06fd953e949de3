"""Whether a preview still holds when it is committed: a stale one never overwrites what others brought since."""

from collections.abc import Sequence

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import Connection

from dashboard.errors import StalePreview
from dashboard.model.tables import TABLES
from dashboard.store import ledger
from dashboard.store.bulk import Row
from dashboard.store.ledger import Upload
from dashboard.store.preview import Preview, TableChanges

_COMPUTED_FROM = ("towns", "front_lines")


def refuse_if_stale(connection: Connection, preview: Preview) -> None:
    """Raise StalePreview where a later upload touched a row that this one touches or was made from."""
    if ledger.entry_sha256_of(connection, preview.base_version) != preview.base_sha256:
        newest = ledger.uploads(connection, after=ledger.version(connection) - 1)
        raise _stale(preview, newest, rows=["another copy of the database was put in its place"])
    newer = ledger.uploads(connection, after=min(preview.made_from, preview.base_version))
    moved_towns = any(upload.dataset == "towns" for upload in newer)
    if preview.dataset in _COMPUTED_FROM and any(upload.dataset in _COMPUTED_FROM for upload in newer):
        # Distances were computed from the towns and lines of then; either may now be others.
        raise _stale(preview, newer, rows=["towns or front lines"])
    for changes in preview.tables:
        gone = _towns_gone(connection, preview, changes=changes) if moved_towns else []
        if gone:
            raise _stale(preview, newer, rows=gone)
        moved = _moved_since(connection, preview.base_version, table=changes.table) if newer else []
        if shared := _shared_keys(changes, moved):
            last = max(int(str(key[-1])) for key in shared)
            rows = [", ".join(str(part) for part in key[:-1] if part is not None) for key in shared]
            raise _stale(preview, [u for u in newer if u.upload_id == last], rows=rows)


def _stale(preview: Preview, uploads: Sequence[Upload], *, rows: Sequence[str]) -> StalePreview:
    """Names the last of the uploads that came between; another copy may hold none."""
    upload_id, by = (uploads[-1].upload_id, uploads[-1].uploaded_by) if uploads else (0, "nobody")
    return StalePreview(preview.dataset, upload_id, by, rows)


def _towns_gone(connection: Connection, preview: Preview, *, changes: TableChanges) -> list[str]:
    """Towns of the rows that were there when the file was checked and are not any more."""
    brought = any(other.table == "towns" for other in preview.tables)
    if changes.table == "towns" or brought or "town_code" not in changes.keys.column_names:
        return []
    known = connection.exec_driver_sql("select town_code from towns where replaced_by is null").scalars()
    codes = pc.unique(changes.keys["town_code"])
    return sorted(set(codes.to_pylist()) - set(known))


def _moved_since(connection: Connection, base_version: int, *, table: str) -> list[Row]:
    """The keys touched after a version, each with the upload that touched it."""
    key = ", ".join(TABLES[table].key)
    statement = (
        f"select {key}, upload_id from {table} where upload_id > {int(base_version)} "
        f"union select {key}, replaced_by from {table} where replaced_by > {int(base_version)}"
    )
    return [tuple(row) for row in connection.exec_driver_sql(statement)]


def _shared_keys(changes: TableChanges, moved: list[Row]) -> list[Row]:
    """Keys that both touched, with the upload; parts of a key are compared as text, missing like missing."""
    if not moved:
        return []
    names = TABLES[changes.table].key
    columns = {name: pa.array([_text(row[place]) for row in moved]) for place, name in enumerate(names)}
    with duckdb.connect(":memory:", config={"enable_external_access": "false"}) as scratch:
        uploads = pa.array([row[-1] for row in moved], pa.int64())
        scratch.register("moved", pa.table(columns | {"upload_id": uploads}))
        scratch.register("keys", changes.keys)
        same = " and ".join(f"m.{name} is not distinct from k.{name}::varchar" for name in names)
        key = ", ".join(f"m.{name}" for name in names)
        return scratch.execute(
            f"select distinct {key}, m.upload_id from moved m join keys k on {same} order by all"
        ).fetchall()


def _text(value: object) -> str | None:
    return None if value is None else str(value)
