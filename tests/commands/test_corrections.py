"""``upload`` with --column and --value: what was corrected is remembered once the file is stored, not before."""

from collections.abc import Callable
from typing import Any

import pytest

from dashboard.commands import uploads
from dashboard.errors import DatabaseBusy
from dashboard.store.ledger import history
from dashboard.store.record import Record
from dashboard.store.records import record_at
from tests.commands.conftest import Answer, Shell, Writing
from tests.records import BILO, POKR, people, send
from tests.store.seen import rows_of

DAY = "2025-09-12"
TEXT = f"town_code,date,Left\n{BILO},{DAY},700\n"
KEPT = [("column", "town_status", "left", "population_remaining")]
Upload = Callable[..., Answer]


@pytest.fixture
def upload(run: Shell, file: Writing) -> Upload:
    path = file(TEXT)
    return lambda *more: run("upload", path, "--by", "Olena", "--column", "Left=population_remaining", *more)


def kept(run: Shell) -> list[tuple[object, ...]]:
    return rows_of(record_at(run.url), "spellings", "kind", "used_in", "spelling", "means")


def test_a_correction_is_remembered_after_its_file(run: Shell, upload: Upload) -> None:
    assert upload().out == "rows.csv: town_status, 1 rows: 1 new, 0 changed, 0 unchanged. Saved as upload 2\n"
    assert kept(run) == KEPT
    assert [entry.dataset for entry in history(record_at(run.url))] == ["towns", "town_status", "spellings"]


@pytest.mark.parametrize(
    ("option", "said", "sentence"),
    [
        (
            "--column",
            "Notes=",
            '--column: found "Notes", expected a title of the file, which has town, date, Left, electricity',
        ),
        (
            "--value",
            f"town_code:Лиман={POKR}",
            '--value: found "town_code:Лиман", expected a spelling that the file has in that column',
        ),
        (
            "--value",
            "electricity:так=open",
            '--value: found "electricity:так", expected a spelling that the file has in that column',
        ),
        (
            "--value",
            "gas:+=open",
            '--value: found "gas:+", expected a spelling that the file has in that column',
        ),
    ],
)
@pytest.mark.parametrize("command", [("check",), ("upload", "--by", "Olena")])
def test_a_correction_of_what_the_file_does_not_have_is_wrong_use_and_is_not_remembered(
    run: Shell, file: Writing, command: tuple[str, ...], option: str, said: str, sentence: str
) -> None:
    path = file(f"town,date,Left,electricity\nЛиманське,{DAY},700,✓\n")
    meant = ["Left=population_remaining", f"town_code:Лиманське={BILO}", "electricity:✓=open"]
    right = ["--column", meant[0], "--value", meant[1], "--value", meant[2]]
    answer = run(*command, path, *right, option, said)
    assert (answer.status, answer.out, answer.err) == (2, "", f"{sentence}\n")
    assert (kept(run), len(history(record_at(run.url)))) == ([], 1)
    assert run(*command, path, *right).status == 0


def test_a_correction_of_a_front_line_is_wrong_use(run: Shell, file: Writing) -> None:
    held = '{"type":"Polygon","coordinates":[[[38,48],[39,48],[39,49],[38,48]]]}'
    said = ("--date", DAY, "--source", "A", "--column", "Left=population_remaining")
    answer = run("check", file(held, name="front.geojson"), *said)
    assert answer.status == 2
    assert answer.err == '--column: found "Left", expected a title of the file, which has none\n'


def test_a_correction_of_a_file_that_was_known_is_remembered(run: Shell, upload: Upload) -> None:
    send(record_at(run.url), people((BILO, DAY, 700)))
    assert upload("--json").json["upload_id"] is None
    assert kept(run) == KEPT


def test_a_correction_of_a_file_whose_preview_is_stale_is_not_remembered(
    run: Shell, upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = uploads.changes

    def overtaken(record: Record, checked: Any) -> Any:
        seen = compared(record, checked)
        send(record, people((BILO, DAY, 5)), by="Petro")
        return seen

    monkeypatch.setattr(uploads, "changes", overtaken)
    answer = upload()
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith("town_status changed since your preview (upload 2 by Petro): ")
    assert kept(run) == []


def test_where_only_the_correction_could_not_be_stored_the_number_of_the_file_is_told(
    run: Shell, upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise DatabaseBusy("store.db", 5)

    with monkeypatch.context() as broken:
        broken.setattr(uploads, "remember", busy)
        answer = upload()
        assert answer.status == 3
        assert answer.out.endswith("1 new, 0 changed, 0 unchanged. Saved as upload 2\n")
        assert answer.err == (
            "Not remembered for the next file: store.db: the database is locked by another process "
            "(waited 5 s). Nothing was stored. Try again when the other upload is done\n"
        )
        document = upload("--json").json
        assert document["not_remembered"].startswith("store.db: the database is locked")
    assert upload().out.endswith("0 new, 0 changed, 1 unchanged. Nothing to do\n")
    assert kept(run) == KEPT


def test_what_a_file_taught_can_be_taken_back_and_the_file_stays(run: Shell, upload: Upload) -> None:
    upload()
    assert run("undo", 3, "--by", "Petro").out == "Upload 3 taken back as upload 4: 1 rows as before.\n"
    assert kept(run) == []
    assert rows_of(record_at(run.url), "town_status", "population_remaining") == [(700,)]
