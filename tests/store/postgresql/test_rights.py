"""What each login may do in the database: the app adds, readers read, and nobody changes history."""

import re
from pathlib import Path

import psycopg
import pytest

from dashboard.errors import MigrationNeeded
from dashboard.store.record import Record
from dashboard.store.records import record_at
from dashboard.store.schema import ROWS, SCHEMA_VERSION
from tests.postgresql import PASSWORD, Server
from tests.records import BILO, people, record_of, send, towns
from tests.store.seen import rows_of

ROLES = Path(__file__).parents[3] / "deploy" / "postgresql" / "roles.sql"
FORBIDDEN = (
    "update {} set {} = null",
    "delete from {}",
    "truncate {} cascade",
    "drop table {}",
    "alter table {} disable trigger all",
)
FIRST_COLUMN = {"uploads": "note", "alembic_version": "version_num"}


@pytest.fixture(scope="module", autouse=True)
def groups(postgresql: Server) -> None:
    """As an operator makes them, with a login in each."""
    comments_out = re.sub(r"--.*", "", ROLES.read_text(encoding="utf-8"))
    for statement in comments_out.split(";"):
        if statement.strip():
            postgresql.run(statement)
    postgresql.create_role("copy_1", "in role dashboard_app")
    postgresql.create_role("viewer", "in role dashboard_reader")


@pytest.fixture
def record(tmp_path: Path) -> Record:
    record = record_of(
        tmp_path / "store.db", towns(), people((BILO, "2025-09-12", 700)), people((BILO, "2025-09-12", 650))
    )
    assert record.grant_rights() == ["dashboard_app", "dashboard_reader"]
    return record


def login(record: Record, user: str, *, server: Server) -> Record:
    return record_at(server.url(record.place.rpartition("/")[2], user=user))


def refused(record: Record, user: str, statement: str, *, server: Server) -> str:
    with pytest.raises(psycopg.Error) as raised:
        server.run(statement, database=record.place.rpartition("/")[2], user=user)
    return str(raised.value)


def test_the_app_uploads_and_replaces(record: Record, postgresql: Server) -> None:
    app = login(record, "copy_1", server=postgresql).prepare(create=True)
    assert send(app, people((BILO, "2025-09-12", 600))) is not None
    assert rows_of(record, "town_status", "population_remaining") == [(600,)]


def test_readers_read(record: Record, postgresql: Server) -> None:
    reader = login(record, "viewer", server=postgresql).prepare(create=True)
    assert rows_of(reader, "town_status", "population_remaining") == [(650,)]


@pytest.mark.parametrize("table", [*ROWS, "uploads", "alembic_version"])
@pytest.mark.parametrize("user", ["copy_1", "viewer"])
def test_no_login_of_a_group_changes_or_deletes_what_is_there(
    record: Record, postgresql: Server, user: str, table: str
) -> None:
    for change in FORBIDDEN:
        statement = change.format(table, FIRST_COLUMN.get(table, "upload_id"))
        said = refused(record, user, statement, server=postgresql)
        assert "permission denied" in said or "must be owner" in said, statement


def test_readers_add_nothing(record: Record, postgresql: Server) -> None:
    said = refused(record, "viewer", "insert into towns (row_id) values (9)", server=postgresql)
    assert "permission denied" in said


@pytest.mark.parametrize("user", ["copy_1", "steward"])
def test_not_even_the_owner_makes_a_replaced_row_current_again(
    record: Record, postgresql: Server, user: str
) -> None:
    statement = "update town_status set replaced_by = null where replaced_by = 3"
    assert "history is never changed: town_status" in refused(record, user, statement, server=postgresql)


@pytest.mark.parametrize("table", [*ROWS, "uploads"])
def test_not_even_the_owner_deletes_by_mistake(record: Record, postgresql: Server, table: str) -> None:
    for change in (f"delete from {table}", f"truncate {table} cascade"):
        assert "history is never changed" in refused(record, "steward", change, server=postgresql)


def test_an_entry_is_never_changed(record: Record, postgresql: Server) -> None:
    said = refused(record, "steward", "update uploads set note = 'other'", server=postgresql)
    assert "history is never changed: uploads" in said


def test_a_login_that_may_not_make_tables_is_told_who_may(postgresql: Server) -> None:
    url = postgresql.create_database()
    record = record_at(postgresql.url(url.rpartition("/")[2], user="copy_1"))
    with pytest.raises(MigrationNeeded) as raised:
        record.prepare(create=True)
    assert str(raised.value) == (
        f"{record.place}: it has no tables yet, this version needs {SCHEMA_VERSION}, and this login may not make "
        "them. Run python -m dashboard migrate with the login that owns the database"
    )
    assert PASSWORD not in str(raised.value)
    postgresql.drop_database(url)
