"""``migrate`` and ``copy`` on the command line."""

from pathlib import Path

import pytest

from dashboard.store.schema import SCHEMA_VERSION
from tests.commands.conftest import Shell, Writing
from tests.postgresql import PASSWORD
from tests.records import BILO, people


def test_a_record_moves_to_a_server_and_back_and_goes_on_there(
    run: Shell, file: Writing, tmp_path: Path, postgresql_url: str
) -> None:
    run("upload", file(people((BILO, "2025-09-12", 700))), "--by", "Olena")
    before = run("history", "--json").json
    place = f"postgresql://{postgresql_url.rpartition('@')[2]}"
    moved = run("copy", "--from", run.url, "--to", postgresql_url, database=False)
    file_of_source = run.url.removeprefix("sqlite:///")
    said = f"2 uploads were copied from {file_of_source} to {place}; both agree with their rows.\n"
    assert (moved.status, moved.out, moved.err) == (0, said, "")
    run.url = postgresql_url
    assert run("history", "--json").json == before
    assert run("verify").out == f"{place}: 2 uploads, all agree with their rows and with each other.\n"
    assert run("undo", 2, "--by", "Olena").status == 0
    back = run("copy", "--from", postgresql_url, "--to", f"sqlite:///{tmp_path / 'back.db'}", "--json")
    assert back.json == {"uploads": 3, "from": place, "to": str(tmp_path / "back.db")}
    assert PASSWORD not in back.out


def test_without_a_target_it_is_the_database_of_the_environment(
    run: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_DATABASE", f"sqlite:///{tmp_path / 'other.db'}")
    assert run("copy", "--from", run.url, database=False).status == 0
    again = run("copy", "--from", run.url, database=False)
    assert (again.status, again.out) == (2, "")
    assert again.err == (
        f"{tmp_path / 'other.db'}: found 1 uploads, expected an empty database. Name another one with --to\n"
    )


@pytest.mark.parametrize(
    ("option", "arguments"),
    [
        ("--from", ["copy", "--from", "csv:folder"]),
        ("--to", ["copy", "--from", "sqlite:///x.db", "--to", "csv:folder"]),
        ("--database", ["migrate", "--database", "csv:folder"]),
        ("--database", ["publish", "target", "--database", "csv:folder"]),
    ],
)
def test_what_keeps_no_history_cannot_be_carried(run: Shell, option: str, arguments: list[str]) -> None:
    answer = run(*arguments, database=False)
    assert (answer.status, answer.out) == (2, "")
    expected = "expected a database that keeps a history: sqlite:///.. or postgresql://.."
    assert answer.err == f'{option}: found "folder", {expected}\n'


def test_migrate_makes_the_tables_and_says_so(run: Shell, tmp_path: Path, postgresql_url: str) -> None:
    place = f"postgresql://{postgresql_url.rpartition('@')[2]}"
    run.url = postgresql_url
    made = run("migrate")
    assert made.status == 0
    assert made.out.startswith(f"{place}: its tables are of version {SCHEMA_VERSION}.\n")
    run.url = f"sqlite:///{tmp_path / 'new.db'}"
    assert run("migrate", "--json").json == {"schema": SCHEMA_VERSION, "granted_to": []}
    assert run("history", "--json").json == {"uploads": []}
