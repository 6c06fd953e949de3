"""The history on the data page: every upload with its facts, and what each of them did to the rows."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.look.words import word
from dashboard.store.ledger import history
from dashboard.store.record import Record
from dashboard.store.undo import undo
from dashboard.ui.data.history_changes import SHOWN_AT_MOST
from tests.databases import databases
from tests.pages.checks import faults
from tests.records import AT, BILO, KOST, KOST_VILLAGE, POKR, csv_of, people, send
from tests.screens import Screen
from tests.store.spelled import spell
from tests.ui.conftest import Opens

COLUMNS = "town_code date status population_remaining notes"
MISSING = word("missing.letter")


@pytest.fixture
def record(small: Record, tmp_path: Path) -> Record:
    """The small database, for writing."""
    return databases.new(tmp_path / "dashboard.db", like=small)


def opened(screen: Opens, record: Record, upload_id: int | str) -> Screen:
    page = screen(databases.url_of(record)).open("data", upload=str(upload_id))
    assert faults(page) == []
    return page


def label(dataset: str, *, new: int = 0, changed: int = 0, removed: int = 0) -> str:
    return word(
        "history.table", dataset=word(f"dataset.{dataset}"), new=new, changed=changed, removed=removed
    )


def test_the_table_tells_who_when_which_file_and_how_many_rows_with_what_was_undone(
    screen: Opens, record: Record
) -> None:
    send(
        record, people((BILO, "2025-09-10", 650), (POKR, "2025-09-12", 1300)), by="Petro", name="week 37.csv"
    )
    undo(record, 5, by="Olena", at=AT, note="sent twice")
    page = screen(databases.url_of(record)).open("data")
    assert faults(page) == []
    newest, before, *_ = page.table(word("data.history"))
    at, then = "15 Sep 2025, 12:00", word("history.look_back")
    took = f"{word('history.undoes', upload=5)} · sent twice"
    assert newest == ["6", at, "Olena", "week 37.csv", "town status", "0", "1", "0", "1", took, then]
    taken = word("history.undone_by", upload=6)
    assert before == ["5", at, "Petro", "week 37.csv", "town status", "1", "1", "0", "0", taken, then]
    assert {"./data?upload=6", "./data?upload=5", "./situation?known=5"} <= set(page.links)


def test_the_file_of_the_history_has_every_column_of_the_ledger_and_the_hashes(
    screen: Opens, record: Record
) -> None:
    page = screen(databases.url_of(record)).open("data")
    uploads = {str(upload.upload_id): upload for upload in history(record)}
    rows = page.csv("data.history")
    assert len(rows) == len(uploads) == 4
    for row in rows:
        told = vars(uploads[row["upload_id"]])
        assert {name: row[name] for name in told} == {n: "" if v is None else str(v) for n, v in told.items()}
        assert len(row["entry_sha256"]) == 64


def test_an_entry_shows_its_facts_and_each_row_change_with_the_town_by_name(
    screen: Opens, record: Record
) -> None:
    text = csv_of(
        COLUMNS,
        (BILO, "2025-09-10", "contested", 650, None),
        (KOST_VILLAGE, "2025-09-12", None, 80, "by phone"),
    )
    send(record, text, by="Petro <b>", name="week 37.csv")
    page = opened(screen, record, 5)
    assert "Upload 5: week 37.csv" in page.markup
    assert (
        "Petro &lt;b&gt;, 15 Sep 2025, 12:00 UTC · town status · 1 new, 1 changed, 0 unchanged, 0 removed"
        in page.markup
    )
    assert page.table(label("town_status", new=1, changed=1)) == [
        ["Bilozerske", "10 Sep 2025", "status", "at risk", "contested"],
        ["Bilozerske", "10 Sep 2025", "people remaining", "700", "650"],
        [
            "Kostiantynivka (Pokrovskyi)",
            "12 Sep 2025",
            "new row",
            MISSING,
            "people remaining: 80; notes: by phone",
        ],
    ]
    assert "./data" in page.links


def test_an_entry_of_an_undo_tells_what_was_removed_and_links_what_it_took_back(
    screen: Opens, record: Record
) -> None:
    send(record, people((POKR, "2025-09-12", 1300)))
    undo(record, 5, by="Olena", at=AT)
    page = opened(screen, record, 6)
    assert page.table(label("town_status", removed=1)) == [
        ["Pokrovsk", "12 Sep 2025", "row removed", "people remaining: 1 300", MISSING]
    ]
    assert "./data?upload=5" in page.links
    assert "./data?upload=6" in opened(screen, record, 5).links


def test_the_file_of_a_table_has_all_changes_where_the_page_shows_the_first(
    screen: Opens, record: Record
) -> None:
    days = [date(2024, 1, 1 + day % 28).replace(month=1 + day // 28) for day in range(SHOWN_AT_MOST + 30)]
    send(record, people(*((KOST, day.isoformat(), 8000) for day in days)))
    page = opened(screen, record, 5)
    assert len(page.table(label("town_status", new=len(days)))) == SHOWN_AT_MOST
    assert word("table.first", count=SHOWN_AT_MOST) in page.markup
    rows = page.csv("upload.town_status")
    assert len(rows) == len(days)
    assert list(rows[0]) == ["town_name", "town_code", "date", "change", "column", "old", "new"]
    assert (rows[0]["town_name"], rows[0]["town_code"]) == ("Kostiantynivka (Kramatorskyi)", KOST)


def test_remembered_spellings_are_told_with_the_town_that_they_mean(screen: Opens, record: Record) -> None:
    spell(record, ("value", "town_code", "bilo", BILO))
    page = opened(screen, record, 5)
    assert page.table(label("spellings", new=1)) == [
        ["value", "town_code", "bilo", "new row", MISSING, "means: Bilozerske"]
    ]


@pytest.mark.parametrize("wanted", ["99", "0", "-1", "1e3", "<b>5</b>", "5 or 1=1", "٣"])
def test_an_upload_that_the_history_does_not_have_is_said_calmly(
    screen: Opens, record: Record, wanted: str
) -> None:
    page = opened(screen, record, wanted)
    assert page.notices == [word("history.unknown", found=wanted)]
    assert "<b>5" not in page.markup


def test_who_looks_back_sees_no_upload_from_later(screen: Opens, record: Record) -> None:
    page = screen(databases.url_of(record)).open("data", upload="4", known="3")
    assert word("history.unknown", found="4") in page.notices
    page = screen(databases.url_of(record)).open("data", upload="3", known="3")
    assert word("undo.looking_back") in page.notices
    assert [button.key for button in page.at.button] == []
