"""What managers want to be told, and what they have seen; guarded in PostgreSQL as the other tables are by 0003."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_TABLES = ("alert_rules", "alert_acknowledgements")


def upgrade() -> None:
    _rows(
        "alert_rules",
        sa.Column("rule_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("threshold", sa.Float(53)),
        sa.Column("within_km", sa.Float(53)),
        sa.Column("horizon_days", sa.Float(53)),
        *(sa.Column(name, sa.Text()) for name in ("service", "area_code", "town_code")),
        sa.Column("state", sa.Text(), nullable=False),
        key=["rule_id"],
    )
    _rows(
        "alert_acknowledgements",
        sa.Column("town_code", sa.Text(), nullable=False),
        sa.Column("rule_id", sa.Text(), nullable=False),
        sa.Column("began", sa.Date(), nullable=False),
        sa.Column("source", sa.Text()),
        sa.Column("note", sa.Text()),
        key=["town_code", "rule_id", "began", "coalesce(source, '')"],
    )
    if op.get_bind().dialect.name == "postgresql":
        _guard()


def _upload() -> sa.ForeignKey:
    return sa.ForeignKey("uploads.upload_id", deferrable=True, initially="DEFERRED")


def _rows(name: str, *columns: sa.Column[Any], key: list[str]) -> None:
    op.create_table(
        name,
        sa.Column("row_id", _ID, primary_key=True, autoincrement=False),
        *columns,
        sa.Column("upload_id", _ID, _upload(), nullable=False),
        sa.Column("replaced_by", _ID, _upload()),
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


def _guard() -> None:
    for table in _TABLES:
        op.execute(
            f"create trigger {table}_replaced_once before update of replaced_by on {table} "
            "for each row when (old.replaced_by is not null) execute function dashboard_refuse_change()"
        )
        op.execute(
            f"create trigger {table}_never_deleted before delete or truncate on {table} "
            "for each statement execute function dashboard_refuse_change()"
        )
