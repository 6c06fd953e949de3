"""The migrations make exactly the tables that the program expects, once, whoever is first, or nothing."""

import subprocess
import sys

import pytest
from sqlalchemy import create_engine, inspect, text

from dashboard.store import migrating
from dashboard.store.ledger import history
from dashboard.store.migrating import schema_version
from dashboard.store.records import record_at
from dashboard.store.schema import METADATA, SCHEMA_VERSION
from tests.postgresql import Server
from tests.records import send, towns
from tests.store.postgresql.faults import name_of
from tests.store.processes import PROJECT

PREPARE = (
    "import sys; from dashboard.store.records import record_at\n"
    "print('here', flush=True); url = sys.stdin.readline().strip()\n"
    "record_at(url).prepare(create=True); print('done', flush=True)"
)


def definitions(server: Server, url: str) -> dict[str, list[object]]:
    """Every column, constraint and index in PostgreSQL's own words, without Alembic's table."""
    parts = {
        "columns": "select table_name, column_name, data_type, is_nullable, character_maximum_length "
        "from information_schema.columns where table_schema = 'public' and table_name <> 'alembic_version'",
        "constraints": "select conrelid::regclass::text, pg_get_constraintdef(oid), condeferrable, condeferred "
        "from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n' "
        "and conrelid::regclass::text <> 'alembic_version'",
        "indexes": "select indexdef from pg_indexes where schemaname = 'public' and tablename <> 'alembic_version'",
    }
    return {name: sorted(server.run(sql, database=name_of(url))) for name, sql in parts.items()}


def test_the_migrations_make_the_tables_and_indexes_of_the_schema(
    postgresql: Server, postgresql_url: str
) -> None:
    record_at(postgresql_url).prepare(create=True)
    straight = postgresql.create_database()
    engine = create_engine(straight.replace("postgresql:", "postgresql+psycopg:"))
    METADATA.create_all(engine)
    engine.dispose()
    migrated = definitions(postgresql, postgresql_url)
    assert migrated == definitions(postgresql, straight)
    assert len(migrated["indexes"]) > 3 * len(METADATA.tables) - 3
    postgresql.drop_database(straight)


def test_of_two_processes_that_come_at_once_one_makes_the_tables(postgresql_url: str) -> None:
    command = [sys.executable, "-c", PREPARE]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    started = [subprocess.Popen(command, cwd=PROJECT, **pipes) for _ in range(2)]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
    for process in started:
        assert process.stdin is not None
        process.stdin.write(f"{postgresql_url}\n")
        process.stdin.flush()
    assert [process.communicate()[0] for process in started] == ["done\n"] * 2
    record = record_at(postgresql_url)
    with record.reading() as connection:
        assert schema_version(connection, record.place) == SCHEMA_VERSION
    assert send(record, towns()) == history(record)[0]


def test_a_migration_that_fails_leaves_nothing(postgresql_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    record = record_at(postgresql_url)

    def migrated_and_failed(connection) -> None:  # type: ignore[no-untyped-def]
        migrate(connection)
        connection.execute(text("select 1 / 0"))

    migrate = migrating.migrate
    monkeypatch.setattr("dashboard.store.record.migrate", migrated_and_failed)
    with pytest.raises(Exception, match="division by zero"):
        record.prepare(create=True)
    monkeypatch.undo()
    with record.reading() as connection:
        assert inspect(connection).get_table_names() == []
    record.prepare(create=True)
    assert history(record) == []
