"""``history`` and ``verify``."""

import sqlite3
from pathlib import Path

from tests.commands.conftest import Shell, Writing
from tests.records import BILO, people

DAY = "2025-09-12"


def tamper(run: Shell) -> None:
    with sqlite3.connect(run.url.removeprefix("sqlite:///")) as raw:
        raw.execute("update town_status set population_remaining = 1")


def test_history_lists_every_upload_newest_first(run: Shell, file: Writing) -> None:
    run("upload", file(people((BILO, DAY, 700)), name="week.csv"), "--by", "Олена", "--note", "тиждень 37")
    run("undo", 2, "--by", "Petro")
    lines = run("history").out.splitlines()
    assert lines[0].split()[:4] == ["upload_id", "uploaded_at", "uploaded_by", "dataset"]
    assert [line.split()[0] for line in lines[1:]] == ["3", "2", "1"]
    assert "2025-09-15T12:00:00Z" in lines[2]
    assert "тиждень 37" in lines[2]
    document = run("history", "--json").json
    assert [entry["upload_id"] for entry in document["uploads"]] == [3, 2, 1]
    assert (document["uploads"][0]["undoes"], document["uploads"][1]["undoes"]) == (2, None)
    assert document["uploads"][1]["file_name"] == "week.csv"


def test_verify_says_that_all_agrees(run: Shell, file: Writing) -> None:
    run("upload", file(people((BILO, DAY, 700))), "--by", "Olena")
    answer = run("verify")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.endswith("store.db: 2 uploads, all agree with their rows and with each other.\n")
    assert run("verify", "--json").json == {"uploads": 2, "problems": []}


def test_verify_of_a_tampered_file_names_the_upload_and_ends_with_3(run: Shell, file: Writing) -> None:
    run("upload", file(people((BILO, DAY, 700))), "--by", "Olena")
    tamper(run)
    answer = run("verify")
    assert (answer.status, answer.out) == (3, "")
    assert answer.err.endswith(
        "store.db: the history does not agree with the rows: "
        "upload 2 (rows.csv): its rows are not those that were committed. "
        "Compare with the newest backup before anything else is uploaded\n"
    )
    document = run("verify", "--json")
    assert document.status == 3
    assert document.json == {
        "uploads": 2,
        "problems": ["upload 2 (rows.csv): its rows are not those that were committed"],
    }


def test_commands_on_a_damaged_file_end_with_3_and_say_what_to_do(run: Shell) -> None:
    path = Path(run.url.removeprefix("sqlite:///"))
    path.write_bytes(b"not a database, though long enough to be read as one" * 100)
    for command in (["history"], ["verify"], ["export", "towns"], ["situation"], ["undo", 1, "--by", "O"]):
        answer = run(*command, "--json")
        assert (answer.status, answer.json["error"]) == (3, "DatabaseDamaged")
        assert "the database file is damaged (file is not a database). It was left as it is." in answer.err


def test_commands_without_a_database_end_with_3_and_make_none(run: Shell, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'none.db'}"
    for command in (["history"], ["verify"], ["export", "towns"], ["front"], ["undo", 1, "--by", "O"]):
        answer = run(*command, "--database", url, database=False)
        assert (answer.status, answer.out) == (3, "")
        assert answer.err.endswith(
            "none.db: there is no database here. Start one with: python -m dashboard upload FILE --by NAME\n"
        )
    assert not (tmp_path / "none.db").exists()
