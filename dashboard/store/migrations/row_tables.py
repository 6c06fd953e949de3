"""A table of rows as the released migrations made it: frozen as they are; another shape is another function."""

from typing import Any

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def row_table(name: str, *columns: sa.Column[Any], key: list[str]) -> None:
    """Rows with the upload that brought and the one that replaced each; one current row per ``key``."""
    op.create_table(
        name,
        sa.Column("row_id", ID, primary_key=True, autoincrement=False),
        *columns,
        sa.Column("upload_id", ID, _upload(), nullable=False),
        sa.Column("replaced_by", ID, _upload()),
    )
    current, replaced = sa.text("replaced_by IS NULL"), sa.text("replaced_by IS NOT NULL")
    op.create_index(
        f"{name}_current",
        name,
        [sa.text(part) for part in key],
        unique=True,
        sqlite_where=current,
        postgresql_where=current,
    )
    op.create_index(f"{name}_upload", name, ["upload_id"])
    op.create_index(
        f"{name}_replaced", name, ["replaced_by"], sqlite_where=replaced, postgresql_where=replaced
    )


def _upload() -> sa.ForeignKey:
    return sa.ForeignKey("uploads.upload_id", deferrable=True, initially="DEFERRED")
