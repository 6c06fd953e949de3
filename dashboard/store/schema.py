"""The record's tables for SQLAlchemy, made from the data model: one per dataset, and the ledger's entries.

A row is never overwritten or deleted. ``upload_id`` is the upload that brought it, ``replaced_by`` the one that
replaced it; a current row has none. The partial unique index holds that a key has at most one current row.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    func,
)
from sqlalchemy.types import TypeEngine

from dashboard.model import table as model
from dashboard.model.tables import TABLES

SCHEMA_VERSION = "0004"  # the newest migration; a test compares it with the folder

METADATA = MetaData()
_NUMBER = BigInteger().with_variant(Integer, "sqlite")

UPLOADS = Table(
    "uploads",
    METADATA,
    Column("upload_id", _NUMBER, primary_key=True, autoincrement=False),
    Column("dataset", String(40), nullable=False),
    Column("file_name", Text, nullable=False),
    Column("file_sha256", String(64), nullable=False),
    Column("rows_new", Integer, nullable=False),
    Column("rows_changed", Integer, nullable=False),
    Column("rows_unchanged", Integer, nullable=False),
    Column("rows_removed", Integer, nullable=False),
    Column("uploaded_by", Text, nullable=False),
    Column("uploaded_at", String(20), nullable=False),
    Column("note", Text, nullable=False),
    Column("undoes", _NUMBER),
    Column("base_version", _NUMBER, nullable=False),
    Column("commit_key", String(64), nullable=False, unique=True),
    Column("content_sha256", String(64), nullable=False),
    Column("entry_sha256", String(64), nullable=False),
)


def _upload() -> ForeignKey:
    """Checked at the commit: an entry is written after its rows, when their hash is known."""
    return ForeignKey("uploads.upload_id", deferrable=True, initially="DEFERRED")


def _sql_type(kind: model.Kind) -> TypeEngine[Any]:
    if kind == "date":
        return Date()
    if kind == "people":
        return Integer()
    if kind in ("km", "number", "latitude", "longitude"):
        return Float(53)
    return Text()


def _rows_table(dataset: model.Table) -> Table:
    table = Table(
        dataset.name,
        METADATA,
        Column("row_id", _NUMBER, primary_key=True, autoincrement=False),
        *(Column(c.name, _sql_type(c.kind), nullable=not c.required) for c in dataset.columns),
        Column("upload_id", _NUMBER, _upload(), nullable=False),
        Column("replaced_by", _NUMBER, _upload()),
    )
    key = [
        table.c[name] if dataset.column(name).required else func.coalesce(table.c[name], "")
        for name in dataset.key
    ]
    current = table.c.replaced_by.is_(None)
    Index(f"{dataset.name}_current", *key, unique=True, sqlite_where=current, postgresql_where=current)
    replaced = table.c.replaced_by.is_not(None)
    Index(f"{dataset.name}_upload", table.c.upload_id)
    Index(f"{dataset.name}_replaced", table.c.replaced_by, sqlite_where=replaced, postgresql_where=replaced)
    return table


ROWS: dict[str, Table] = {name: _rows_table(dataset) for name, dataset in TABLES.items()}
