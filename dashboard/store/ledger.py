"""The ledger: one entry per upload, chained by hashes over the entry, its rows and the entry before it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime

import orjson
from sqlalchemy import Connection, insert, select

from dashboard.errors import DatabaseNewer
from dashboard.model.tables import DATASETS, TABLES
from dashboard.store.bulk import Row
from dashboard.store.record import Record
from dashboard.store.schema import SCHEMA_VERSION, UPLOADS


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
            self._rows[table].update(orjson.dumps(rows, default=str)[1:-1] + b",")

    def replaced(self, table: str, row_ids: Sequence[int]) -> None:
        if row_ids:
            self._replaced[table].update(orjson.dumps(row_ids, default=str)[1:-1] + b",")

    def sha256(self) -> str:
        # A table that came later counts only where it has rows: entries from before it keep their hash.
        nothing = hashlib.sha256().hexdigest()
        hashes = {name: (self._rows[name].hexdigest(), self._replaced[name].hexdigest()) for name in TABLES}
        parts = [(n, *found) for n, found in hashes.items() if n in DATASETS or found != (nothing, nothing)]
        return hashlib.sha256(orjson.dumps(parts)).hexdigest()


def entry_sha256(entry: Mapping[str, object], *, before: str) -> str:
    """The hash that chains an entry to the one before it; ``before`` is empty for the first."""
    named = [field.name for field in fields(Upload) if field.name != "entry_sha256"]
    facts = [before, *(entry[name] for name in named)]
    return hashlib.sha256(orjson.dumps(facts, default=str)).hexdigest()


def write_entry(connection: Connection, entry: dict[str, object]) -> Upload:
    before = connection.execute(
        select(UPLOADS.c.entry_sha256).order_by(UPLOADS.c.upload_id.desc()).limit(1)
    ).scalar()
    entry["entry_sha256"] = entry_sha256(entry, before=before or "")
    connection.execute(insert(UPLOADS), entry)
    return Upload(**entry)  # type: ignore[arg-type]  # the columns of UPLOADS are the fields, a test compares them


def in_utc(moment: datetime) -> str:
    """How the ledger writes a moment, in whatever time zone it is stated."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def version(connection: Connection) -> int:
    """The number of the newest upload; 0 where there is none.

    Raises DatabaseNewer where somebody has brought the tables to a newer schema since this program started: every
    look at a record and every commit begins here, so none of them goes on with tables that it does not know.
    """
    newest, schema = connection.exec_driver_sql(
        "select coalesce(max(upload_id), 0), (select version_num from alembic_version) from uploads"
    ).one()
    if str(schema) > SCHEMA_VERSION:
        raise DatabaseNewer(connection.info["place"], str(schema), SCHEMA_VERSION)
    return int(newest)


def entry_sha256_of(connection: Connection, upload_id: int) -> str | None:
    """What tells an upload from one of the same number in another copy of the database; None: there is none."""
    return connection.execute(select(UPLOADS.c.entry_sha256).where(UPLOADS.c.upload_id == upload_id)).scalar()


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
