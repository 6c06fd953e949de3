"""From an empty database to this version's tables."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from dashboard.errors import EngineUnavailable

_MIGRATIONS = Path(__file__).parent / "migrations"


def schema_version(connection: Connection, place: str) -> str | None:
    """The migration the database stands at, None before the first; raises where it holds something else's tables."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        found = connection.execute(text("select version_num from alembic_version")).scalar()
        return None if found is None else str(found)
    if tables:
        raise other_database(place, f"it has a table {tables[0]}")
    return None


def migrate(connection: Connection) -> None:
    """Every migration that is still to come; none where another process was faster."""
    from alembic import command  # 0.15 s of every start, of which few have anything to migrate
    from alembic.config import Config

    configuration = Config(attributes={"connection": connection})
    configuration.set_main_option("script_location", str(_MIGRATIONS))
    command.upgrade(configuration, "head")


def other_database(place: str, detail: str) -> EngineUnavailable:
    return EngineUnavailable(
        place,
        f"this is not a database of the dashboard ({detail})",
        "Name the right one in DASHBOARD_DATABASE",
    )
