"""The first schema: the ledger and one table per dataset."""

from typing import Any

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


def _columns(kind: sa.types.TypeEngine[Any], names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind) for name in names.split()]


def _towns() -> None:
    _rows(
        "towns",
        sa.Column("town_code", sa.Text(), nullable=False),
        sa.Column("town_name", sa.Text(), nullable=False),
        *_columns(
            sa.Text(),
            "town_name_uk other_names admin1_code admin1_name admin2_code admin2_name admin3_code admin3_name",
        ),
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
        *_columns(sa.Integer(), "population_remaining children_remaining limited_mobility_remaining"),
        *_columns(sa.Text(), "electricity water gas heating hospital pharmacy bank shop mobile_network road"),
        *_columns(sa.Text(), "evacuation_order notes source"),
        key=["town_code", "date"],
    )


def _evacuations() -> None:
    _rows(
        "evacuations",
        sa.Column("town_code", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("count_at", sa.Text()),
        sa.Column("evacuated", sa.Integer(), nullable=False),
        *_columns(sa.Integer(), "girls_0_17 boys_0_17 women_18_59 men_18_59 women_60_plus men_60_plus"),
        *_columns(sa.Integer(), "limited_mobility people_with_disability"),
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
