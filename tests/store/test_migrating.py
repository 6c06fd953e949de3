"""A database of an earlier schema is brought up to this one, and its history still agrees with its rows."""

import re
import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from dashboard.store import migrating
from dashboard.store.ledger import history
from dashboard.store.reading import open_reader
from dashboard.store.record import Record
from dashboard.store.records import record_at
from dashboard.store.schema import SCHEMA_VERSION
from dashboard.store.undo import undo
from dashboard.store.verifying import verify
from tests.records import AT, BILO, people, send
from tests.store.seen import rows_of
from tests.store.spelled import spell

pytestmark = pytest.mark.sqlite_only

FIRST = Path(__file__).with_name("schema_0001.sql")
RELEASED = Path(__file__).with_name("released_schemas.sql")
DAY, NEXT = "2025-09-12", "2025-09-13"


@pytest.fixture
def old(tmp_path: Path) -> Record:
    """A database of the first schema, with uploads and an undo in it."""
    record = made_by(tmp_path / "old.db", version="0001")
    with sqlite3.connect(record.path) as raw:
        raw.executescript(FIRST.read_text(encoding="utf-8"))
    return record


def made_by(file: Path, *, version: str) -> Record:
    """A database without uploads, as the migrations up to this one make it."""
    file.touch()
    record = record_at(f"sqlite:///{file}")
    with record.writing() as connection:
        configuration = Config(attributes={"connection": connection})
        configuration.set_main_option("script_location", str(Path(migrating.__file__).parent / "migrations"))
        command.upgrade(configuration, version)
    return record


def entries(record: Record) -> list[tuple[object, ...]]:
    with sqlite3.connect(record.path) as raw:
        return raw.execute("select * from uploads order by upload_id").fetchall()


@pytest.mark.parametrize(("version", "statements"), [("0001", 21), ("0002", 25), ("0003", 25), ("0004", 33)])
def test_what_a_released_migration_makes_never_changes(tmp_path: Path, version: str, statements: int) -> None:
    """Tables and indexes in the order in which they are made; databases that have them are not migrated again."""
    with sqlite3.connect(made_by(tmp_path / "made.db", version=version).path) as raw:
        found = raw.execute("select sql from sqlite_master where sql is not null order by rowid").fetchall()
    made = [re.sub(r"\s+", " ", sql) for (sql,) in found if "alembic_version" not in sql]
    assert made == RELEASED.read_text(encoding="utf-8").splitlines()[:statements]


def test_the_first_schema_is_migrated_and_every_entry_keeps_its_hashes(old: Record) -> None:
    before = entries(old)
    old.prepare(create=False)
    with sqlite3.connect(old.path) as raw:
        assert raw.execute("select version_num from alembic_version").fetchall() == [(SCHEMA_VERSION,)]
    assert entries(old) == before
    assert verify(old) == (4, [])


def test_a_row_changed_in_a_migrated_database_is_still_noticed(old: Record) -> None:
    old.prepare(create=False)
    with sqlite3.connect(old.path) as raw:
        raw.execute("update town_status set population_remaining = 641 where row_id = 3")
    assert verify(old) == (4, ["upload 3 (rows.csv): its rows are not those that were committed"])


def test_a_migrated_database_takes_uploads_spellings_and_undos(old: Record) -> None:
    old.prepare(create=False)
    send(old, people((BILO, NEXT, 630)))
    spell(old, ("column", "town_status", "mistechko", "town_code"))
    undo(old, 4, by="Olena", at=AT)
    assert rows_of(old, "town_status", "date", "population_remaining") == [(DAY, 650), (NEXT, 630)]
    assert len(rows_of(old, "spellings")) == 1
    assert verify(old) == (7, [])
    reader = open_reader(f"sqlite:///{old.path}")
    assert rows_of(reader, "town_status", "date", "population_remaining", version=4) == [(DAY, 700)]
    assert [upload.upload_id for upload in history(old)] == list(range(1, 8))
