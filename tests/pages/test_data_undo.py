"""Taking an upload back on the data page: asked first, done once, told with every row that was left."""

from functools import partial
from pathlib import Path

import pytest

from dashboard.errors import DatabaseNotWritable
from dashboard.look.words import word
from dashboard.store.ledger import history
from dashboard.store.record import Record
from dashboard.store.records import record_at
from tests.databases import databases
from tests.pages.checks import faults
from tests.pages.test_database import locked
from tests.records import BILO, POKR, distances, people, send
from tests.screens import Screen
from tests.ui.conftest import Opens

DAY = "2025-09-12"


@pytest.fixture
def record(small: Record, tmp_path: Path) -> Record:
    """The small database and two more uploads, 5 and 6; the second changes a row of the first."""
    record = databases.new(tmp_path / "dashboard.db", like=small)
    send(record, people((BILO, "2025-09-10", 650), (BILO, DAY, 600), (POKR, DAY, 1300)), name="week 37.csv")
    send(record, people((POKR, DAY, 1250)), name="correction.csv")
    return record


def opened(screen: Opens, record: Record, upload_id: int) -> Screen:
    page = screen(databases.url_of(record)).open("data", upload=str(upload_id))
    assert faults(page) == []
    return page


def asked(screen: Opens, record: Record, upload_id: int) -> Screen:
    """The form of an upload, opened."""
    page = opened(screen, record, upload_id)
    page.at.button(key="undo_begin").click()
    return page.run()


def signed(page: Screen, *, by: str = "Olena", note: str = "") -> Screen:
    page.at.text_input(key="undo_by").set_value(by)
    page.at.text_input(key="undo_note").set_value(note)
    page.at.button(key="undo_do").click()
    page.run()
    assert faults(page) == []
    return page


def entries(record: Record) -> list[tuple[int, int | None, str, str]]:
    return [(u.upload_id, u.undoes, u.uploaded_by, u.note) for u in history(record)][6:]


def people_now(record: Record, page: Screen) -> dict[tuple[str, str], str]:
    page.open("data")
    page.at.segmented_control(key="part").set_value("downloads")
    rows = page.run().rows("dataset_town_status")
    return {(row["town_code"], row["date"]): row["population_remaining"] for row in rows}


def test_before_it_is_done_the_form_tells_what_it_would_do_and_nothing_is_stored(
    screen: Opens, record: Record
) -> None:
    page = asked(screen, record, 5)
    assert faults(page) == []
    for name, count in (("changed", 1), ("removed", 1), ("left", 1)):
        assert word(f"undo.ahead_{name}", count=count) in page.markup
    assert word("undo.ahead_returned", count=1) not in page.markup
    assert len(history(record)) == 6
    page.at.button(key="undo_leave").click()
    page.run()
    assert [button.key for button in page.at.button] == ["undo_begin"]


def test_an_upload_is_taken_back_and_the_rows_that_were_left_are_named(screen: Opens, record: Record) -> None:
    page = signed(asked(screen, record, 5), by=" Olena ", note="counted twice")
    assert entries(record) == [(7, 5, "Olena", "counted twice")]
    done, left = page.notices
    assert done == f"{word('undo.done', upload=5)} {word('undo.entry', upload=7)}"
    for name in ("changed", "removed"):
        assert f"<li>{word(f'undo.done_{name}', count=1)}</li>" in page.markup
    assert word("undo.done_returned", count=1) not in page.markup
    assert left == word("undo.left", count=1)
    assert "<li>town status: Pokrovsk, 12 Sep 2025</li>" in page.markup
    assert "./data?upload=7" in page.links
    assert people_now(record, page)[BILO, "2025-09-10"] == "700"
    assert (BILO, DAY) not in people_now(record, page)
    assert people_now(record, page)[POKR, DAY] == "1250"


def test_a_source_that_is_called_like_a_day_or_like_markup_is_named_as_it_is(
    screen: Opens, record: Record
) -> None:
    sources = ("2025-99-99", "<b>x</b>")
    send(record, distances(*((BILO, DAY, source, 14) for source in sources), (POKR, DAY, "C", 4)))
    send(record, distances(*((BILO, DAY, source, 15) for source in sources)))
    page = signed(asked(screen, record, 7))
    assert "<li>front distances: Bilozerske, 12 Sep 2025, 2025-99-99</li>" in page.markup
    assert "<li>front distances: Bilozerske, 12 Sep 2025, &lt;b&gt;x&lt;/b&gt;</li>" in page.markup


def test_a_double_click_takes_back_once(screen: Opens, record: Record) -> None:
    first, second = asked(screen, record, 6), asked(screen, record, 6)
    signed(first)
    signed(second)
    assert entries(record) == [(7, 6, "Olena", "")]
    assert second.notices == []
    assert word("history.undone_by", upload=7) in second.markup
    assert [button.key for button in second.at.button] == []


def test_what_was_taken_back_can_be_brought_again_by_taking_that_back(screen: Opens, record: Record) -> None:
    signed(asked(screen, record, 6))
    page = signed(asked(screen, record, 7), by="Petro")
    assert entries(record) == [(7, 6, "Olena", ""), (8, 7, "Petro", "")]
    assert people_now(record, page)[POKR, DAY] == "1250"


def test_where_nothing_can_be_taken_back_the_sentence_of_the_record_is_shown(
    screen: Opens, record: Record
) -> None:
    send(record, people((POKR, DAY, 1200)))
    page = asked(screen, record, 6)
    assert word("undo.nothing") in page.markup
    signed(page)
    assert page.notices == [
        "upload 6 cannot be undone: later uploads changed or need all of its rows: "
        f"town_status {POKR}, {DAY}. The history lists what can be."
    ]
    assert entries(record) == [(7, None, "Olena", "")]


@pytest.mark.parametrize(
    ("by", "note", "sentence"),
    [
        ("  ", "why", "undo.who"),
        ("Ole\u202ena", "", "undo.unseen"),
        ("Olena", "a\u0007b", "undo.unseen"),
        ("Olena", "zero\u200bwidth", "undo.unseen"),
    ],
)
def test_without_a_name_or_with_letters_nobody_sees_nothing_is_stored(
    screen: Opens, record: Record, by: str, note: str, sentence: str
) -> None:
    page = signed(asked(screen, record, 6), by=by, note=note)
    assert page.notices == [word(sentence)]
    assert entries(record) == []
    assert page.at.text_input(key="undo_note").value == note


@pytest.mark.sqlite_only
def test_a_locked_database_is_told_and_the_undo_can_be_sent_again(
    screen: Opens, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.ui.loading.record_at", partial(record_at, wait_s=0.05))
    page = asked(screen, record, 6)
    with locked(record.path):
        signed(page, note="still here")
        assert any("the database is locked by another process" in notice for notice in page.notices)
    assert entries(record) == []
    assert page.at.text_input(key="undo_note").value == "still here"
    signed(page, note="still here")
    assert entries(record) == [(7, 6, "Olena", "still here")]


@pytest.mark.sqlite_only
def test_a_database_that_cannot_be_written_says_who_must_act_and_keeps_its_bytes(
    screen: Opens, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder's rights do not stop the superuser who may run the tests: SQLite itself is told to refuse."""

    def refusing(self: Record) -> object:
        raise DatabaseNotWritable(self.place)

    page = asked(screen, record, 6)
    before = record.path.read_bytes()
    monkeypatch.setattr(type(record), "writing", refusing)
    signed(page, note="still here")
    assert page.notices == [str(DatabaseNotWritable(record.place))]
    assert page.at.text_input(key="undo_note").value == "still here"
    assert record.path.read_bytes() == before
