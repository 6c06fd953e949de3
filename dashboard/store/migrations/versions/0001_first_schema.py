"""The first schema: the ledger and one table per dataset."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    _uploads()
    _towns()
    _town_status()
    _evacuations()
    _front_distances()
    _front_lines()


def _uploads() -> None:
    op.create_table(
        "uploads",
        sa.Column("upload_id", _ID, primary_key=True, autoincrement=False),
        sa.Column("dataset", sa.String(40), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=False),
        sa.Column("rows_new", sa.Integer(), nullable=False),
        sa.Column("rows_changed", sa.Integer(), nullable=False),
        sa.Column("rows_unchanged", sa.Integer(), nullable=False),
        sa.Column("rows_removed", sa.Integer(), nullable=False),
        sa.Column("uploaded_by", sa.Text(), nullable=False),
        sa.Column("uploaded_at", sa.String(20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("undoes", _ID),
        sa.Column("base_version", _ID, nullable=False),
        sa.Column("commit_key", sa.String(64), nullable=False, unique=True),
        sa.Column("content_sha256", sa.String(64), nullable=False),
        sa.Column("entry_sha256", sa.String(64), nullable=False),
    )


def _upload() -> sa.ForeignKey:
    return sa.ForeignKey("uploads.upload_id", deferrable=True, initially="DEFERRED")


def _rows(name: str, *columns: sa.Column[object], key: list[str]) -> None:
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


def _towns() -> None:
    _rows(
        "towns",
        sa.Column("town_code", sa.Text(), nullable=False),
        sa.Column("town_name", sa.Text(), nullable=False),
        sa.Column("town_name_uk", sa.Text()),
        sa.Column("other_names", sa.Text()),
        sa.Column("admin1_code", sa.Text()),
        sa.Column("admin1_name", sa.Text()),
        sa.Column("admin2_code", sa.Text()),
        sa.Column("admin2_name", sa.Text()),
        sa.Column("admin3_code", sa.Text()),
        sa.Column("admin3_name", sa.Text()),
        sa.Column("latitude", sa.Float(53)),
        sa.Column("longitude", sa.Float(53)),
        sa.Column("population_baseline", sa.Integer()),
        sa.Column("source", sa.Text()),
        key=["town_code"],
    )


def _town_status() -> None:
    _rows(
        "town_status",
        sa.Column("town_code", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("status", sa.Text()),
        sa.Column("population_remaining", sa.Integer()),
        sa.Column("children_remaining", sa.Integer()),
        sa.Column("limited_mobility_remaining", sa.Integer()),
        sa.Column("electricity", sa.Text()),
        sa.Column("water", sa.Text()),
        sa.Column("gas", sa.Text()),
        sa.Column("heating", sa.Text()),
        sa.Column("hospital", sa.Text()),
        sa.Column("pharmacy", sa.Text()),
        sa.Column("bank", sa.Text()),
        sa.Column("shop", sa.Text()),
        sa.Column("mobile_network", sa.Text()),
        sa.Column("road", sa.Text()),
        sa.Column("evacuation_order", sa.Text()),
        sa.Column("notes", sa.Text()),
        sa.Column("source", sa.Text()),
        key=["town_code", "date"],
    )


def _evacuations() -> None:
    _rows(
        "evacuations",
        sa.Column("town_code", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("count_at", sa.Text()),
        sa.Column("evacuated", sa.Integer(), nullable=False),
        sa.Column("girls_0_17", sa.Integer()),
        sa.Column("boys_0_17", sa.Integer()),
        sa.Column("women_18_59", sa.Integer()),
        sa.Column("men_18_59", sa.Integer()),
        sa.Column("women_60_plus", sa.Integer()),
        sa.Column("men_60_plus", sa.Integer()),
        sa.Column("limited_mobility", sa.Integer()),
        sa.Column("people_with_disability", sa.Integer()),
        sa.Column("team", sa.Text()),
        sa.Column("destination", sa.Text()),
        sa.Column("source", sa.Text()),
        key=[
            "town_code",
            "date",
            "coalesce(count_at, '')",
            "coalesce(team, '')",
            "coalesce(destination, '')",
        ],
    )


def _front_distances() -> None:
    _rows(
        "front_distances",
        sa.Column("town_code", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("front_distance_km", sa.Float(53), nullable=False),
        sa.Column("method", sa.Text()),
        key=["town_code", "date", "source"],
    )


def _front_lines() -> None:
    _rows(
        "front_lines",
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        key=["date", "source"],
    )
