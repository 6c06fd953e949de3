"""In PostgreSQL the migrations make the same tables and what guards them, in the oldest version at hand as in 18."""

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from dashboard.store.record import Record
from dashboard.store.records import record_at
from dashboard.store.schema import METADATA, ROWS
from dashboard.store.undo import undo
from dashboard.store.verifying import verify
from tests.postgresql import BINARIES, Server
from tests.records import AT, BILO, people, send, towns
from tests.store.seen import rows_of

EXPRESSIONS = pytest.mark.filterwarnings("ignore:.*expression-based index")


@EXPRESSIONS
def test_alembic_finds_no_difference(empty_record: Record) -> None:
    with empty_record.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_every_table_has_the_indexes_of_the_schema_and_is_guarded(empty_record: Record) -> None:
    with empty_record.reading() as connection:
        indexes = set(connection.exec_driver_sql("select indexname from pg_indexes").scalars())
        guards = set(connection.exec_driver_sql("select tgname from pg_trigger").scalars())
    for name, table in ROWS.items():
        assert {index.name for index in table.indexes} <= indexes
        assert {f"{name}_replaced_once", f"{name}_never_deleted"} <= guards
    assert {"uploads_never_changed", "uploads_never_deleted"} <= guards


def test_preparing_again_changes_nothing(empty_record: Record) -> None:
    def tables() -> list[tuple[object, ...]]:
        with empty_record.reading() as connection:
            found = connection.exec_driver_sql("select oid, relname, xmin::text from pg_class order by oid")
            return [tuple(row) for row in found]

    before = tables()
    empty_record.prepare(create=True)
    assert tables() == before


@pytest.fixture(params=BINARIES)
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    server = Server(version=request.param).start()
    yield server.create_database()
    server.close()


def test_every_version_takes_reads_and_takes_back_uploads(url: str) -> None:
    record = record_at(url).prepare(create=True)
    send(record, towns())
    send(record, people((BILO, "2025-09-12", 700)))
    send(record, people((BILO, "2025-09-12", 650)))
    undo(record, 3, by="Olena", at=AT)
    assert rows_of(record, "town_status", "population_remaining") == [(700,)]
    assert rows_of(record, "town_status", "population_remaining", version=3) == [(650,)]
    assert verify(record) == (4, [])
