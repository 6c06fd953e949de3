"""The commands on a folder of files: all that read work as on a database, all that write are refused."""

from pathlib import Path

import pytest

from tests.commands.conftest import Shell, Writing
from tests.databases import databases
from tests.ingest.folder.folders import begun, write
from tests.records import BILO, HULI, KOST, POKR, people, record_of, towns


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return begun(tmp_path / "shared")


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("DASHBOARD_TODAY", "2025-09-15")
    monkeypatch.delenv("DASHBOARD_DATABASE", raising=False)
    return Shell(f"csv:{folder}", capsys)


@pytest.mark.parametrize(
    "command", [("situation",), ("evacuations",), ("front",), ("export", "town_status"), ("export", "towns")]
)
def test_figures_and_rows_are_those_of_a_database_with_the_same_rows(
    run: Shell, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    texts = [(folder / f"{name}.csv").read_text() for name in ("towns", "town_status", "front_distances")]
    database = Shell(databases.url_of(record_of(tmp_path / "same.db", *texts)), capsys)
    answers = [shell(*command, "--json").json for shell in (run, database)]
    for answer in answers:
        answer.pop("version")
    assert answers[0] == answers[1]


def test_the_history_has_the_states_of_the_folder_and_what_one_of_them_brought(run: Shell) -> None:
    (entry,) = run("history", "--json").json["uploads"]
    assert (entry["upload_id"], entry["uploaded_by"], entry["rows_new"]) == (1, "shared folder", 8)
    assert entry["undoes"] is None
    changes = run("history", 1, "--json").json["changes"]
    assert [change["town_code"] for change in changes["town_status"]] == [BILO, POKR]
    assert "front_distances.csv and 2 more files" in run("history").out
    assert run("history", 2).err == 'UPLOAD_ID: found "2", expected an upload from 1 to 1\n'


def test_a_file_is_checked_against_the_files_of_the_folder(run: Shell, file: Writing) -> None:
    sent = file(people((POKR, "2025-09-01", 1300), (BILO, "2025-09-01", 700), (HULI, "2025-09-02", 50)))
    answer = run("check", sent, "--dataset", "town_status", "--json")
    assert (answer.status, answer.json["changes"]) == (0, {"new": 1, "changed": 1, "unchanged": 1})
    assert answer.json["absent"] == 0
    jump = run("check", file(people((BILO, "2025-09-02", 7))), "--json")
    assert [(f["severity"], f["code"]) for f in jump.json["findings"]] == [("notice", "jump")]
    assert run("check", file(people(("UA9999999999", "2025-09-02", 7)))).status == 1


def test_a_file_can_be_checked_while_another_one_of_the_folder_is_broken(
    run: Shell, folder: Path, file: Writing
) -> None:
    write(folder, front_distances="town_code,date,source,front_distance_km\nx,y,z,w\n")
    assert run("check", file(people((KOST, "2025-09-02", 7)))).status == 0
    broken = run("check", folder / "front_distances.csv")
    assert broken.status == 1
    assert broken.out.startswith("error: line 2, ")


def test_nothing_can_be_uploaded_or_taken_back(run: Shell, folder: Path, file: Writing) -> None:
    sent = file(people((KOST, "2025-09-02", 7)))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    for command in (("upload", sent, "--by", "Olena"), ("undo", 1, "--by", "Olena")):
        answer = run(*command)
        assert answer.status == 1
        assert answer.err == (
            f"{folder}: nothing can be uploaded here: the tables are the files of this folder. "
            "Change the files there: a page shows the change when it is opened next\n"
        )
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_folder_has_no_ledger_to_verify(run: Shell, folder: Path) -> None:
    answer = run("verify")
    assert (answer.status, answer.err) == (
        2,
        f'--database: found "{folder}", expected a record with a ledger to verify, in SQLite or PostgreSQL\n',
    )


def test_a_broken_folder_answers_no_command_with_figures(run: Shell, folder: Path) -> None:
    write(folder, town_status=people((POKR, "2025-09-01", "ten")))
    answer = run("situation", "--json")
    assert answer.status == 3
    assert answer.json["error"] == "FolderBroken"
    assert answer.json["message"].startswith(
        f"{folder}: town_status.csv has an error: line 2, population_remaining: "
    )


def test_a_folder_may_be_named_from_the_working_folder(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    found = Shell("csv:shared", capsys)("export", "towns")
    assert len(found.out.splitlines()) == len(towns().splitlines())


@pytest.mark.parametrize(
    "command", [("upload", "FILE", "--by", "Olena"), ("undo", 1, "--by", "O"), ("check", "FILE")]
)
def test_published_tables_refuse_it_too_without_a_word_of_their_secret(
    run: Shell, file: Writing, command: tuple[str, ...]
) -> None:
    given = [file(towns()) if part == "FILE" else part for part in command]
    answer = run(*given, "--database", "sc://reader:secret@spark.example:15002/;token=abc", database=False)
    assert (answer.status, answer.err) == (
        1,
        "sc://spark.example:15002: nothing can be uploaded here: these tables were published from a record. "
        "Upload where the record is; python -m dashboard publish brings it here\n",
    )
