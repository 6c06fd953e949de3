"""Taking an upload back: an upload of its own that brings back what stood before."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import orjson
import pyarrow as pa
from sqlalchemy import Connection

from dashboard.errors import UndoRefused
from dashboard.model.tables import TABLES, Table
from dashboard.store import ledger
from dashboard.store.arrow import ARROW_TYPES
from dashboard.store.commit import write_rows
from dashboard.store.ledger import Content, Row, Upload
from dashboard.store.record import Record


@dataclass(frozen=True)
class Undone:
    """The undo's own entry, and the rows it left because a later upload changed them (or depends on them)."""

    upload: Upload
    left: tuple[str, ...]


@dataclass(frozen=True)
class _Back:
    """What an undo does to one table: rows to bring back, current rows to replace, keys to leave."""

    bring: list[tuple[Row, int | None]]
    remove: list[int]
    left: list[str]


def undo(record: Record, upload_id: int, *, by: str, at: datetime, note: str = "") -> Undone:
    """Bring back what stood before an upload, for every row that is still as the upload left it.

    Rows that a later upload changed are left and named. Raises UndoRefused where there is no such upload or nothing
    is left to take back; an undo can be undone like any upload.
    """
    with record.writing() as connection:
        target = next((u for u in ledger.uploads(connection) if u.upload_id == upload_id), None)
        if target is None:
            raise UndoRefused(upload_id, "the history has no such upload")
        backs = {name: _back(connection, table, upload_id) for name, table in TABLES.items()}
        left = tuple(key for back in backs.values() for key in back.left)
        if not any(back.bring or back.remove for back in backs.values()):
            reason = "later uploads changed or need all of its rows" if left else "it changed nothing"
            raise UndoRefused(upload_id, reason, left)
        return Undone(_store(connection, target, backs, by=by, at=at, note=note), left)


def _store(
    connection: Connection, target: Upload, backs: Mapping[str, _Back], *, by: str, at: datetime, note: str
) -> Upload:
    base = ledger.version(connection)
    content = Content()
    for name, back in backs.items():
        rows = _rows(TABLES[name], back.bring)
        write_rows(connection, name, rows=rows, upload_id=base + 1, content=content, removed=back.remove)
    brought = [replaces for back in backs.values() for _, replaces in back.bring]
    entry = {
        "upload_id": base + 1,
        "dataset": target.dataset,
        "file_name": target.file_name,
        "file_sha256": target.file_sha256,
        "rows_new": sum(replaces is None for replaces in brought),
        "rows_changed": sum(replaces is not None for replaces in brought),
        "rows_unchanged": 0,
        "rows_removed": sum(len(back.remove) for back in backs.values()),
        "uploaded_by": by,
        "uploaded_at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "note": note,
        "undoes": target.upload_id,
        "base_version": base,
        "commit_key": hashlib.sha256(orjson.dumps(["undo", target.upload_id, base, by])).hexdigest(),
        "content_sha256": content.sha256(),
    }
    return ledger.write_entry(connection, entry)


def _back(connection: Connection, table: Table, upload_id: int) -> _Back:
    after = _by_key(connection, table, "upload_id = ?", upload_id)
    before = _by_key(connection, table, "replaced_by = ?", upload_id)
    touched = {**before, **after}
    current = _current(connection, table, touched)
    needed = _needed_towns(connection, upload_id) if table.name == "towns" else set()
    back = _Back([], [], [])
    for key in touched:
        stands = current.get(key)
        row_before = before.get(key)
        if _values(stands) != _values(after.get(key)) or (row_before is None and key[0] in needed):
            back.left.append(f"{table.name} {', '.join(str(part) for part in key if part is not None)}")
        elif row_before is not None:
            back.bring.append((row_before[1:], None if stands is None else _row_id(stands)))
        elif stands is not None:
            back.remove.append(_row_id(stands))
    return back


def _by_key(connection: Connection, table: Table, condition: str, upload_id: int) -> dict[Row, Row]:
    statement = f"select row_id, {', '.join(table.names)} from {table.name} where {condition}"
    rows = (tuple(row) for row in connection.exec_driver_sql(statement, (upload_id,)))
    return {_key(table, row): row for row in rows}


def _current(connection: Connection, table: Table, touched: Mapping[Row, Row]) -> dict[Row, Row]:
    if not touched:
        return {}
    statement = f"select row_id, {', '.join(table.names)} from {table.name} where replaced_by is null"
    if "date" in table.key:
        days = [str(key[table.key.index("date")]) for key in touched]
        statement += f" and date between '{min(days)}' and '{max(days)}'"
    rows = (tuple(row) for row in connection.exec_driver_sql(statement))
    return {key: row for row in rows if (key := _key(table, row)) in touched}


def _needed_towns(connection: Connection, upload_id: int) -> set[object]:
    """Towns that rows of other uploads speak of: taking them away would leave those rows without a town."""
    tables = [name for name, table in TABLES.items() if "town_code" in table.key and name != "towns"]
    statement = " union ".join(
        f"select town_code from {name} where replaced_by is null and upload_id <> {int(upload_id)}"
        for name in tables
    )
    return {row[0] for row in connection.exec_driver_sql(statement)}


def _key(table: Table, row: Row) -> Row:
    return tuple(row[1 + table.names.index(name)] for name in table.key)


def _values(row: Row | None) -> Row | None:
    return None if row is None else row[1:]


def _row_id(row: Row) -> int:
    return int(str(row[0]))


def _rows(table: Table, bring: list[tuple[Row, int | None]]) -> pa.Table:
    columns: dict[str, pa.Array] = {}
    for place, column in enumerate(table.columns):
        values = pa.array(
            [row[place] for row, _ in bring], None if column.kind == "date" else ARROW_TYPES[column.kind]
        )
        columns[column.name] = values.cast(pa.date32()) if column.kind == "date" else values
    return pa.table(columns | {"replaces": pa.array([replaces for _, replaces in bring], pa.int64())})
