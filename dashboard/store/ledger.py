"""The ledger: one entry per upload, chained by hashes over the entry, its rows and the entry before it."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import groupby
from operator import itemgetter

import orjson
from sqlalchemy import Connection, func, insert, select

from dashboard.errors import EngineUnavailable
from dashboard.model.tables import TABLES
from dashboard.store.record import Record
from dashboard.store.schema import ROWS, UPLOADS

Row = tuple[object, ...]


@dataclass(frozen=True)
class Upload:
    """One entry of the ledger. Times are UTC; ``undoes`` names the upload that this one took back."""

    upload_id: int
    dataset: str
    file_name: str
    file_sha256: str
    rows_new: int
    rows_changed: int
    rows_unchanged: int
    rows_removed: int
    uploaded_by: str
    uploaded_at: str
    note: str
    undoes: int | None
    base_version: int
    commit_key: str
    content_sha256: str
    entry_sha256: str


class Content:
    """The hash over what an upload brought and replaced, fed while the rows are written."""

    def __init__(self) -> None:
        self._rows = {name: hashlib.sha256() for name in TABLES}
        self._replaced = {name: hashlib.sha256() for name in TABLES}

    def brought(self, table: str, rows: Sequence[Row]) -> None:
        """``rows`` begin with row_id and hold the table's columns; dates as ISO text or as dates, alike."""
        if rows:
            self._rows[table].update(orjson.dumps(rows)[1:-1] + b",")

    def replaced(self, table: str, row_ids: Sequence[int]) -> None:
        if row_ids:
            self._replaced[table].update(orjson.dumps(row_ids)[1:-1] + b",")

    def sha256(self) -> str:
        parts = [(name, self._rows[name].hexdigest(), self._replaced[name].hexdigest()) for name in TABLES]
        return hashlib.sha256(orjson.dumps(parts)).hexdigest()


def entry_sha256(entry: dict[str, object], *, before: str) -> str:
    """The hash that chains an entry to the one before it; ``before`` is empty for the first."""
    named = [field.name for field in fields(Upload) if field.name != "entry_sha256"]
    return hashlib.sha256(orjson.dumps([before, *(entry[name] for name in named)])).hexdigest()


def write_entry(connection: Connection, entry: dict[str, object]) -> Upload:
    before = connection.execute(
        select(UPLOADS.c.entry_sha256).order_by(UPLOADS.c.upload_id.desc()).limit(1)
    ).scalar()
    entry["entry_sha256"] = entry_sha256(entry, before=before or "")
    connection.execute(insert(UPLOADS), entry)
    return Upload(**entry)  # type: ignore[arg-type]  # the columns of UPLOADS are the fields, a test compares them


def version(connection: Connection) -> int:
    """The number of the newest upload; 0 where there is none."""
    return int(connection.execute(select(func.coalesce(func.max(UPLOADS.c.upload_id), 0))).scalar_one())


def uploads(connection: Connection, *, after: int = 0) -> list[Upload]:
    found = connection.execute(
        select(UPLOADS).where(UPLOADS.c.upload_id > after).order_by(UPLOADS.c.upload_id)
    )
    return [Upload(**row) for row in found.mappings()]


def history(record: Record) -> list[Upload]:
    """Every upload, oldest first."""
    with record.reading() as connection:
        return uploads(connection)


def by_commit_key(connection: Connection, commit_key: str) -> Upload | None:
    found = connection.execute(select(UPLOADS).where(UPLOADS.c.commit_key == commit_key)).mappings().first()
    return None if found is None else Upload(**found)


def verify(record: Record) -> tuple[int, list[str]]:
    """How many entries were checked, and a sentence for each that does not agree with its rows or its neighbour."""
    with record.reading() as connection:
        damage = connection.exec_driver_sql("PRAGMA quick_check(3)").scalars().all()
        if damage != ["ok"]:
            raise EngineUnavailable(
                record.place, f"the file is damaged ({damage[0]})", "Restore the newest backup"
            )
        entries = uploads(connection)
        contents, strays = _contents(connection, {entry.upload_id for entry in entries})
    problems = strays
    before = ""
    for number, entry in enumerate(entries, 1):
        problems += _problems(entry, number=number, before=before, content=contents[entry.upload_id])
        before = entry.entry_sha256
    return len(entries), problems


def _problems(entry: Upload, *, number: int, before: str, content: str) -> Iterator[str]:
    name = f"upload {entry.upload_id} ({entry.file_name})"
    if entry.upload_id != number:
        yield f"upload {number} is missing before {name}"
    if content != entry.content_sha256:
        yield f"{name}: its rows are not those that were committed"
    facts = {field.name: getattr(entry, field.name) for field in fields(Upload)}
    if entry_sha256(facts, before=before) != entry.entry_sha256:
        yield f"{name}: the entry is not the one that was written, or the entry before it was changed"


def _contents(connection: Connection, known: set[int]) -> tuple[dict[int, str], list[str]]:
    contents = {upload_id: Content() for upload_id in known}
    strays: list[str] = []
    for name in ROWS:
        for upload_id, rows in _by_upload(connection, _BROUGHT[name]):
            if upload_id in contents:
                for chunk in _chunks(rows):
                    contents[upload_id].brought(name, chunk)
            else:
                strays.append(
                    f"{name}: {len(list(rows))} rows belong to upload {upload_id}, which has no entry"
                )
        for upload_id, rows in _by_upload(connection, _REPLACED[name]):
            row_ids = [int(str(row[0])) for row in rows]
            if upload_id in contents:
                contents[upload_id].replaced(name, row_ids)
            else:
                strays.append(f"{name}: rows are replaced by upload {upload_id}, which has no entry")
    return {upload_id: content.sha256() for upload_id, content in contents.items()}, strays


_BROUGHT = {
    name: f"select row_id, {', '.join(TABLES[name].names)}, upload_id from {name} order by upload_id, row_id"
    for name in ROWS
}
_REPLACED = {
    name: f"select row_id, replaced_by from {name} where replaced_by is not null order by replaced_by, row_id"
    for name in ROWS
}


def _by_upload(connection: Connection, statement: str) -> Iterator[tuple[int, Iterator[Row]]]:
    """Rows of a statement whose last column is the upload, in runs of one upload, without that column."""
    rows = (tuple(row) for row in connection.exec_driver_sql(statement))
    for upload_id, run in groupby(rows, key=itemgetter(-1)):
        yield upload_id, (row[:-1] for row in run)


def _chunks(rows: Iterable[Row], size: int = 50_000) -> Iterator[list[Row]]:
    chunk: list[Row] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == size:
            yield chunk
            chunk = []
    yield chunk
