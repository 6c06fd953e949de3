"""What stewards corrected once, remembered for the next file."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _upload() -> sa.ForeignKey:
    return sa.ForeignKey("uploads.upload_id", deferrable=True, initially="DEFERRED")


def upgrade() -> None:
    op.create_table(
        "spellings",
        sa.Column("row_id", _ID, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("used_in", sa.Text(), nullable=False),
        sa.Column("spelling", sa.Text(), nullable=False),
        sa.Column("means", sa.Text()),
        sa.Column("upload_id", _ID, _upload(), nullable=False),
        sa.Column("replaced_by", _ID, _upload()),
    )
    current, replaced = sa.text("replaced_by IS NULL"), sa.text("replaced_by IS NOT NULL")
    op.create_index(
        "spellings_current",
        "spellings",
        ["kind", "used_in", "spelling"],
        unique=True,
        sqlite_where=current,
        postgresql_where=current,
    )
    op.create_index("spellings_upload", "spellings", ["upload_id"])
    op.create_index(
        "spellings_replaced",
        "spellings",
        ["replaced_by"],
        sqlite_where=replaced,
        postgresql_where=replaced,
    )
