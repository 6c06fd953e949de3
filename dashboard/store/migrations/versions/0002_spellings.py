"""What stewards corrected once, remembered for the next file."""

import sqlalchemy as sa

from dashboard.store.migrations.row_tables import row_table

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    row_table(
        "spellings",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("used_in", sa.Text(), nullable=False),
        sa.Column("spelling", sa.Text(), nullable=False),
        sa.Column("means", sa.Text()),
        key=["kind", "used_in", "spelling"],
    )
