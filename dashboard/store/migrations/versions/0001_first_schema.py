"""The first schema: the ledger and one table per dataset."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from dashboard.store.migrations.row_tables import ID, row_table

revision = "0001"
down_revision = None


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
        sa.Column("upload_id", ID, primary_key=True, autoincrement=False),
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
        sa.Column("undoes", ID),
        sa.Column("base_version", ID, nullable=False),
        sa.Column("commit_key", sa.String(64), nullable=False, unique=True),
        sa.Column("content_sha256", sa.String(64), nullable=False),
        sa.Column("entry_sha256", sa.String(64), nullable=False),
    )


def _columns(kind: sa.types.TypeEngine[Any], names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind) for name in names.split()]


def _towns() -> None:
    row_table(
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
    row_table(
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
    row_table(
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
    row_table(
        "front_distances",
        sa.Column("town_code", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("front_distance_km", sa.Float(53), nullable=False),
        sa.Column("method", sa.Text()),
        key=["town_code", "date", "source"],
    )


def _front_lines() -> None:
    row_table(
        "front_lines",
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        key=["date", "source"],
    )
