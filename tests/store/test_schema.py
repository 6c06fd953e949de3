"""The migrations make exactly the tables that the program expects, once, whoever is first."""

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from dashboard.model.tables import TABLES
from dashboard.store import migrating
from dashboard.store.record import Record
from dashboard.store.records import record_at
from dashboard.store.schema import METADATA, ROWS, SCHEMA_VERSION
from tests.store.processes import PROJECT

pytestmark = pytest.mark.sqlite_only

# Alembic cannot compare an index over expressions; the test above it compares its text.
NOT_COMPARED = pytest.mark.filterwarnings("ignore:.*expression-based index")
PREPARE = (
    "import sys; from dashboard.store.records import record_at\n"
    "for name in sys.stdin: record_at('sqlite:///' + name.strip()).prepare(create=True); print('done', flush=True)"
)


def definitions(file: Path) -> dict[str, str]:
    """The text of every table and index, with what does not matter taken out."""
    with sqlite3.connect(file) as raw:
        found = raw.execute("select name, sql from sqlite_master where sql is not null").fetchall()
    return {name: _plain(sql) for name, sql in found if name != "alembic_version"}


def _plain(sql: str) -> str:
    folded = re.sub(r"[\s\"]+", " ", sql).strip().lower().replace("( ", "(").replace(" )", ")")
    head, _, parts = folded.partition("(")
    return f"{head}({', '.join(sorted(parts.split(', ')))}" if head.startswith("create table") else folded


def test_the_migrations_make_the_tables_and_indexes_of_the_schema(
    empty_record: Record, tmp_path: Path
) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'straight.db'}")
    METADATA.create_all(engine)
    assert definitions(empty_record.path) == definitions(tmp_path / "straight.db")
    assert len(definitions(empty_record.path)) == 1 + 4 * len(ROWS)


@NOT_COMPARED
def test_alembic_finds_no_difference_either(empty_record: Record) -> None:
    with empty_record.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


@NOT_COMPARED
def test_a_column_that_no_migration_makes_is_found(empty_record: Record) -> None:
    with sqlite3.connect(empty_record.path) as raw:
        raw.execute("alter table towns drop column source")
    with empty_record.reading() as connection:
        (difference,) = compare_metadata(MigrationContext.configure(connection), METADATA)
    assert (difference[0], difference[2], difference[3].name) == ("add_column", "towns", "source")


def test_the_version_that_is_expected_is_that_of_the_newest_migration() -> None:
    configuration = Config()
    configuration.set_main_option("script_location", str(Path(migrating.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(configuration).get_current_head() == SCHEMA_VERSION


def test_every_column_of_the_model_is_a_column_of_the_record() -> None:
    for name, table in TABLES.items():
        columns = [column.name for column in ROWS[name].c]
        assert columns == ["row_id", *table.names, "upload_id", "replaced_by"]
        for column in table.columns:
            assert ROWS[name].c[column.name].nullable == (not column.required)


def test_preparing_again_changes_nothing(empty_record: Record) -> None:
    before = empty_record.path.read_bytes()
    empty_record.prepare(create=False)
    assert empty_record.path.read_bytes() == before


def test_a_database_without_tables_is_migrated(tmp_path: Path) -> None:
    file = tmp_path / "bare.db"
    with sqlite3.connect(file) as raw:
        raw.execute("create table t (x)")
        raw.execute("drop table t")
    record_at(f"sqlite:///{file}").prepare(create=False)
    assert "town_status_current" in definitions(file)


def test_two_processes_that_make_the_same_database_at_once_both_find_it_whole(tmp_path: Path) -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-c", PREPARE],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    names = [str(tmp_path / f"{number}.db") for number in range(8)]
    for name in names:
        if name.endswith(("1.db", "3.db")):  # one that is there already and has no tables yet
            with sqlite3.connect(name) as raw:
                raw.execute("vacuum")
        for process in started:
            assert process.stdin is not None
            process.stdin.write(f"{name}\n")
            process.stdin.flush()
        for process in started:
            assert process.stdout is not None
            assert process.stdout.readline() == "done\n", process.stderr and process.stderr.read()
    for process in started:
        process.communicate()
    expected = definitions(Path(names[0]))
    assert len(expected) == 1 + 4 * len(ROWS)
    assert all(definitions(Path(name)) == expected for name in names)
    assert sorted(file.name for file in tmp_path.iterdir() if not file.name.endswith("-journal")) == [
        f"{number}.db" for number in range(8)
    ]
