"""What managers want to be told, and what they have seen; guarded in PostgreSQL as the other tables are by 0003."""

import sqlalchemy as sa
from alembic import op

from dashboard.store.migrations.row_tables import row_table

revision = "0004"
down_revision = "0003"

_TABLES = ("alert_rules", "alert_acknowledgements")


def upgrade() -> None:
    row_table(
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
    row_table(
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
