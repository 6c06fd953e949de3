"""The command line as a process: one document on standard output, sentences on the other, a status."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Shell, Writing
from tests.records import BILO, HULI, csv_of, people

PROJECT = Path(__file__).parents[2]
DAY = "2025-09-12"


def process(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("DASHBOARD_")}
    return subprocess.run(
        [sys.executable, "-m", "dashboard", *map(str, arguments)],
        cwd=PROJECT,
        env=clean | {"DASHBOARD_TODAY": "2025-09-15"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "status", "key"),
    [
        (["check", "{file}"], 0, "changes"),
        (["upload", "{file}", "--by", "Olena"], 0, "upload_id"),
        (["undo", "1", "--by", "Olena"], 0, "left"),
        (["undo", "9", "--by", "Olena"], 1, "error"),
        (["history"], 0, "uploads"),
        (["verify"], 0, "problems"),
        (["export", "towns"], 0, "rows"),
        (["template", "town_status", "--prefilled"], 0, "columns"),
        (["situation"], 0, "people_remaining"),
        (["evacuations"], 0, "by_period"),
        (["front"], 0, "closing"),
        (["front", "--town", "Nowhere"], 2, "error"),
    ],
)
def test_every_command_answers_json_as_one_document(
    run: Shell, file: Writing, arguments: list[str], status: int, key: str
) -> None:
    path = file(csv_of("town_code town_name", (HULI, "One")))
    given = [argument.format(file=path) for argument in arguments]
    answer = run(*given, "--json")
    assert answer.status == status
    assert answer.out.startswith("{\n")
    assert answer.out.endswith("}\n")
    assert key in answer.json
    assert (answer.err == "") == (status == 0)


def test_as_a_process_a_command_ends_with_its_status(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'own.db'}"
    towns = tmp_path / "towns.csv"
    towns.write_text(csv_of("town_code town_name", (BILO, "Білозерське")), encoding="utf-8")
    done = process("upload", towns, "--by", "Олена", "--json", DASHBOARD_DATABASE=database)
    assert (done.returncode, done.stderr, json.loads(done.stdout)["upload_id"]) == (0, "", 1)
    towns.write_text(people((BILO, DAY, "many")), encoding="utf-8")
    refused = process("check", towns, "--json", "--database", database)
    assert (refused.returncode, len(json.loads(refused.stdout)["findings"])) == (1, 1)
    wrong = process("export", "everything", "--database", database)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    away = process("history", "--json", "--database", f"sqlite:///{tmp_path / 'none.db'}")
    assert (away.returncode, json.loads(away.stdout)["error"]) == (3, "EngineUnavailable")
    assert away.stderr.count("\n") == 1


@pytest.mark.parametrize("command", [["history"], ["export", "front_distances"]])
def test_who_listens_no_longer_makes_no_error(demonstration: Shell, command: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(
        [sys.executable, "-m", "dashboard", *command, "--database", demonstration.url],
        cwd=PROJECT,
        env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (0, "")


REFUSED = [
    "postgresql+psycopg://olena:s3cret@host:5432/name",
    "postgresql:olena:s3cret@host/name",
    "postgresql://olena:s3cret@host",
    "olena:s3cret@host",
    "sqlite://olena:s3cret@/file.db",
    "s3cret@host",
]
UNREACHABLE = [
    "postgresql://olena:s3cret@127.0.0.1:1/name",
    "postgresql://127.0.0.1:1/name?user=olena&password=s3cret",
    "postgresql://[olena:s3cret@127.0.0.1:1/name",
]


@pytest.mark.parametrize(
    ("url", "status"), [*((url, 2) for url in REFUSED), *((url, 3) for url in UNREACHABLE)]
)
def test_a_password_is_never_shown(
    run: Shell, monkeypatch: pytest.MonkeyPatch, url: str, status: int
) -> None:
    monkeypatch.setenv("DASHBOARD_DATABASE", url)
    for command in (["history"], ["history", "--json"], ["situation", "--json"]):
        for answer in (run(*command, database=False), run(*command, "--database", url, database=False)):
            assert answer.status == status
            assert "DASHBOARD_DATABASE" in answer.err or status == 3
            assert "s3cret" not in answer.out + answer.err


def test_the_sentence_names_the_setting_and_what_it_should_be(run: Shell) -> None:
    answer = run("history", "--database", "postgres:/x", database=False)
    assert answer.err == (
        'DASHBOARD_DATABASE is "postgres:/x": expected a URL like sqlite:///folder/name.db, '
        "postgresql://user@host/name, csv:folder or sc://host:port\n"
    )
    hidden = run("history", "--database", "postgresql://olena:s3cret@host", database=False)
    assert hidden.err == (
        'DASHBOARD_DATABASE is "postgresql:...": expected a URL like sqlite:///folder/name.db, '
        "postgresql://user@host/name, csv:folder or sc://host:port\n"
    )


@pytest.mark.parametrize("arguments", [[], ["--help"], ["everything"], ["history", "--nothing"]])
def test_without_a_command_it_says_which_there_are(run: Shell, arguments: list[str]) -> None:
    answer = run(*arguments, database=False)
    assert answer.status == (0 if arguments == ["--help"] else 2)
    assert "usage: python -m dashboard" in answer.out + answer.err
