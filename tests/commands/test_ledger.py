"""``history`` and ``verify``."""

import csv
import sqlite3
from pathlib import Path

from tests.commands.conftest import Shell, Writing
from tests.records import BILO, POKR, people

DAY = "2025-09-12"


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


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


def test_the_history_as_a_file_has_every_column_of_the_ledger(
    run: Shell, file: Writing, tmp_path: Path
) -> None:
    run("upload", file(people((BILO, DAY, 700)), name="week.csv"), "--by", "=Olena", "--note", "-37")
    out = tmp_path / "history.csv"
    answer = run("history", "--out", out)
    assert (answer.status, answer.out) == (0, "")
    rows = table(out)
    uploads = run("history", "--json").json["uploads"]
    assert [row["upload_id"] for row in rows] == ["2", "1"]
    for row, upload in zip(rows, uploads, strict=True):
        told = {name: "" if value is None else str(value) for name, value in upload.items()}
        assert {name: text.removeprefix("'") for name, text in row.items()} == told
    assert (rows[0]["uploaded_by"], rows[0]["note"]) == ("'=Olena", "'-37")
    assert len(rows[0]["entry_sha256"]) == 64


def test_the_number_of_an_upload_that_was_taken_back_is_a_whole_number(
    run: Shell, file: Writing, tmp_path: Path
) -> None:
    run("upload", file(people((BILO, DAY, 700))), "--by", "Olena")
    run("undo", 2, "--by", "Petro", "--note", "why")
    assert run("history").out.splitlines()[1].split()[-2:] == ["2", "why"]
    run("history", "--out", tmp_path / "history.csv")
    assert [row["undoes"] for row in table(tmp_path / "history.csv")] == ["2", "", ""]


def test_the_history_of_one_upload_tells_every_row_that_it_changed(
    run: Shell, file: Writing, tmp_path: Path
) -> None:
    run("upload", file(people((BILO, DAY, 700))), "--by", "Olena")
    run("upload", file(people((BILO, DAY, 650), (POKR, DAY, 1300))), "--by", "Petro")
    said = run("history", 3).out.splitlines()
    assert said[0] == "town_status: 1 new, 1 changed, 0 removed"
    assert said[2].split() == [BILO, DAY, "changed", "population_remaining", "700", "650"]
    document = run("history", 3, "--json").json
    assert (document["upload"]["upload_id"], document["upload"]["uploaded_by"]) == (3, "Petro")
    assert [row["change"] for row in document["changes"]["town_status"]] == ["changed", "new"]
    out = tmp_path / "changes.csv"
    assert run("history", 3, "--out", out).status == 0
    first, second = table(out)
    assert first == {
        "dataset": "town_status",
        "town_code": BILO,
        "date": DAY,
        "change": "changed",
        "column": "population_remaining",
        "old": "700",
        "new": "650",
    }
    assert (second["change"], second["old"], second["new"]) == ("new", "", "population_remaining: 1300")


def test_the_file_of_an_upload_that_touched_two_tables_has_the_keys_of_both(
    run: Shell, file: Writing, tmp_path: Path
) -> None:
    held = '{"type":"Polygon","coordinates":[[[38,48],[39,48],[39,49],[38,48]]]}'
    run("upload", file(held, name="f.geojson"), "--by", "O", "--date", DAY, "--source", "A")
    out = tmp_path / "changes.csv"
    run("history", 2, "--out", out)
    rows = table(out)
    assert list(rows[0]) == ["dataset", "town_code", "date", "source", "change", "column", "old", "new"]
    assert [row["dataset"] for row in rows] == ["front_distances"] * 5 + ["front_lines"]
    assert (rows[0]["source"], rows[-1]["town_code"], rows[-1]["source"]) == ("A", "", "A")


def test_an_upload_that_the_history_does_not_have_is_wrong_use(run: Shell) -> None:
    answer = run("history", 9)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == 'UPLOAD_ID: found "9", expected an upload from 1 to 1\n'


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
