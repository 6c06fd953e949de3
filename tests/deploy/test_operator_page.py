"""The operator's page: its commands are run as they stand there, on a real PostgreSQL; its names lead somewhere."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import yaml

from dashboard.commands.parser import parser
from dashboard.store.ledger import history
from dashboard.store.records import record_at
from dashboard.store.verifying import verify
from deploy.team import parser as team_parser
from tests.postgresql import ADMIN, PASSWORD, Server, _binaries
from tests.records import people

PROJECT = Path(__file__).parents[2]
PAGE = (PROJECT / "deploy" / "README.md").read_text(encoding="utf-8")
CODE = re.findall(r"^ *```(\w+)\n(.*?)^ *```$", PAGE, re.MULTILINE | re.DOTALL)
COMPOSE = "docker compose --file deploy/compose.yml "


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Of this page alone: it makes logins and groups, which belong to a whole server."""
    started = Server().start()
    yield started
    started.close()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder like the project's, with a record in SQLite."""
    for name in ("deploy/postgresql", "data/reference"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).symlink_to(PROJECT / name)
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    return tmp_path


def run(script: str, *, place: Path, server: Server | None = None) -> str:
    """What it said; the administrator of the server is who runs it."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT), "HOME": str(place)}
    if server is not None:
        password = place / "administrator"
        password.write_text(f"*:*:*:{ADMIN}:{PASSWORD.replace(':', chr(92) + ':')}\n", encoding="utf-8")
        password.chmod(0o600)
        environment["PATH"] = f"{_binaries(18) / 'bin'}:{environment['PATH']}"
        environment |= {"PGHOST": "127.0.0.1", "PGPORT": str(server.port), "PGUSER": ADMIN}
        environment |= {"PGPASSFILE": str(password)}
    done = subprocess.run(
        ["bash", "-euxo", "pipefail", "-c", script],
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_from_the_first_start_to_the_restore_every_command_does_what_the_page_says(
    place: Path, server: Server
) -> None:
    own = f"sqlite:///{place}/data/store/own.db"
    (place / "rows.csv").write_text(people(("UA1412011001", "2025-09-01", 700)), encoding="utf-8")
    upload = ".venv/bin/python -m dashboard upload {} --by Olena"
    first = "\n".join(upload.format(file) for file in ("data/reference/towns.csv", "rows.csv"))
    run(f"export DASHBOARD_DATABASE={own}\n{first}", place=place)
    blocks = "\n".join(block for kind, block in CODE if kind == "sh")
    # After the backup a steward goes on; the restore brings back what stood before.
    (place / "later.csv").write_text(people(("UA1412011001", "2025-09-02", 650)), encoding="utf-8")
    later = f"DASHBOARD_DATABASE_FILE=deploy/secrets/database_url {upload.format('later.csv')}\n"
    before = "psql --dbname=postgres --command='alter database"
    assert blocks.count(before) == 1
    said = run(blocks.replace(before, later + before), place=place, server=server)
    assert "2 uploads were copied from" in said and "Saved as upload 3" in said
    agreed = [
        line
        for line in said.splitlines()
        if line.endswith("uploads, all agree with their rows and with each other.")
    ]
    assert [line.partition(": ")[2].split()[0] for line in agreed] == ["2", "2"]
    assert ["/dashboard_check:" in agreed[0], "/dashboard:" in agreed[1]] == [True, True]
    admin = server.admin_url("dashboard")
    assert [upload.file_name for upload in history(record_at(admin))] == ["towns.csv", "rows.csv"]
    assert len(history(record_at(server.admin_url("dashboard_before")))) == 3
    assert verify(record_at(f"sqlite:///{place}/own-backup.db")) == (2, [])
    databases = {name for (name,) in server.run("select datname from pg_database where datallowconn")}
    assert databases == {"postgres", "template1", "dashboard", "dashboard_before"}
    copies_may_not_change_what_is_there(place, server)


def copies_may_not_change_what_is_there(place: Path, server: Server) -> None:
    password = (place / "deploy" / "secrets" / "copies_password").read_text(encoding="utf-8").strip()
    where = f"host=127.0.0.1 port={server.port} dbname=dashboard user=dashboard_copy"
    with psycopg.connect(f"{where} password={password}", autocommit=True) as connection:
        assert connection.execute("select count(*) from uploads").fetchone() == (2,)
        for change in ("delete from uploads", "update uploads set note = ''", "create table more (x int)"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(change)


def test_the_secrets_are_for_the_operator_alone_and_differ(place: Path) -> None:
    block = next(block for kind, block in CODE if "mkdir -m 700 deploy/secrets" in block)
    run(block, place=place)
    folder = place / "deploy" / "secrets"
    assert folder.stat().st_mode & 0o777 == 0o700
    passwords = [(folder / f"{login}_password").read_text() for login in ("administrator", "owner", "copies")]
    assert len(set(passwords)) == 3 and all(re.fullmatch(r"[0-9a-f]{48}\n", each) for each in passwords)
    ignored = (PROJECT / "deploy" / ".gitignore").read_text(encoding="utf-8").split()
    assert ignored == ["secrets/", "nginx/certificate/", ".env"]


def test_commands_of_containers_name_services_and_files_that_there_are() -> None:
    services = set(
        yaml.safe_load((PROJECT / "deploy" / "compose.yml").read_text(encoding="utf-8"))["services"]
    )
    lines = [line.strip() for kind, block in CODE if kind == "console" for line in block.splitlines()]
    of_compose = [line.removeprefix(COMPOSE) for line in lines if line.startswith(COMPOSE)]
    assert len(of_compose) == len([line for line in lines if line.startswith("docker")]) >= 5
    for line in of_compose:
        verb, *rest = line.partition(" > ")[0].split()
        assert verb in {"up", "exec", "stop"}, line
        named = [word for word in rest if not word.startswith("-")]
        if verb == "exec":
            assert named[0] in services, line
        else:
            assert set(named) <= services, line
    for line in lines:
        for path in re.findall(r"(?<![\w/])(?:deploy|data)/[\w./-]+", line):
            if not path.startswith("deploy/secrets"):
                assert (PROJECT / path).exists(), line


def test_every_command_of_the_dashboard_on_the_page_is_one() -> None:
    named = set(re.findall(r"python -m dashboard (\w+)", PAGE))
    assert named == {"copy", "migrate", "publish", "run", "upload", "verify"}
    for name in named:
        with pytest.raises(SystemExit) as shown:
            parser().parse_args([name, "--help"])
        assert shown.value.code == 0
    given = re.findall(r'make team TEAM="([^"]*)"', PAGE)
    assert given
    assert {vars(team_parser().parse_args(options.split()))["port"] for options in given} == {9000}


def test_every_file_that_the_page_names_is_there() -> None:
    rows = PAGE.partition("| file | is |")[2].partition("\n\n")[0].splitlines()
    named = [name for row in rows if row for name in re.findall(r"`([\w/.]+)`", row.split("|")[1])]
    assert len(named) > 8
    assert [name for name in named if not (PROJECT / "deploy" / name).exists()] == ["secrets/"]


def test_what_the_page_says_that_copies_say_is_what_they_say() -> None:
    source = "".join(
        file.read_text(encoding="utf-8") for file in (PROJECT / "dashboard" / "errors").glob("*.py")
    )
    for said in (
        "is not the one that was read before: another copy was put in its place",
        "this replica is behind",
        "the database was written by a newer version",
    ):
        assert said in PAGE.replace("\n", " ") and said in source
