"""What a steward corrected is kept with who and when, read for the next file, and can be taken back."""

from pathlib import Path

import pytest

from dashboard.ingest.choices import Choices
from dashboard.ingest.remembering import remember, taught
from dashboard.ingest.upload import Checked, check
from dashboard.store.ledger import Upload, history
from dashboard.store.record import Record
from dashboard.store.undo import undo
from dashboard.store.verifying import verify
from tests.records import AT, BILO, POKR, TODAY, record_of, towns
from tests.store.seen import rows_of

CHOICES = Choices(
    encoding="utf-8",
    dates="day-first",
    columns={"Наявність світла": "electricity", "Mein": None},
    values={("electricity", "✓"): "open", ("town_code", "м. Біле-Озеро"): BILO},
)
TEXT = "town,date,Наявність світла,Mein,status\nБіле Озеро,2025-09-12,✓,x,safe\n"


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return record_of(tmp_path / "store.db", towns())


def read(record: Record, choices: Choices | None = None) -> Checked:
    return check(record, TEXT.encode(), file_name="a.csv", today=TODAY, choices=choices or Choices())


def keep(record: Record, choices: Choices = CHOICES) -> Upload | None:
    return remember(record, choices, dataset="town_status", file_name="a.csv", by="Olena", at=AT)


def test_what_was_chosen_is_stored_as_rows_without_what_people_vary() -> None:
    assert taught(CHOICES, dataset="town_status").to_pylist() == [
        {"kind": kind, "used_in": used_in, "spelling": spelling, "means": means}
        for kind, used_in, spelling, means in [
            ("column", "town_status", "наявність світла", "electricity"),
            ("column", "town_status", "mein", None),
            ("value", "electricity", "✓", "open"),
            ("value", "town_code", "біле озеро", BILO),
        ]
    ]


def test_how_a_file_is_encoded_or_dated_is_not_kept(record: Record) -> None:
    assert keep(record, Choices(encoding="koi8-u", sheet="Sheet1", dates="month-first")) is None
    assert keep(record, Choices()) is None
    assert len(history(record)) == 1


def test_the_next_file_is_read_by_what_was_kept(record: Record) -> None:
    assert len(read(record).errors) == 1
    keep(record)
    found = read(record)
    assert found.findings == []
    rows = found.tables["town_status"].select(["town_code", "electricity"]).to_pylist()
    assert rows == [{"town_code": BILO, "electricity": "open"}]


def test_it_stands_in_the_history_with_who_and_when(record: Record) -> None:
    saved = keep(record)
    assert saved is not None
    newest = history(record)[-1]
    assert (newest.dataset, newest.file_name, newest.uploaded_by, newest.note) == (
        "spellings",
        "a.csv",
        "Olena",
        "corrections while reading a.csv",
    )
    assert (newest.uploaded_at, newest.rows_new) == ("2025-09-15T12:00:00Z", 4)
    assert verify(record) == (2, [])


def test_the_same_again_is_not_stored_twice_and_another_meaning_replaces_it(record: Record) -> None:
    keep(record)
    assert keep(record) is None
    changed = keep(record, Choices(values={("town_code", "БІЛЕ ОЗЕРО"): POKR}))
    assert changed is not None
    assert (changed.rows_new, changed.rows_changed) == (0, 1)
    assert read(record).tables["town_status"]["town_code"].to_pylist() == [POKR]


def test_what_was_kept_can_be_taken_back(record: Record) -> None:
    saved = keep(record)
    assert saved is not None
    undo(record, saved.upload_id, by="Petro", at=AT)
    assert len(read(record).errors) == 1
    assert rows_of(record, "spellings") == []


def test_a_choice_for_this_file_comes_before_what_was_kept(record: Record) -> None:
    keep(record)
    found = read(record, Choices(values={("town_code", "Біле Озеро"): POKR, ("electricity", "✓"): "closed"}))
    rows = found.tables["town_status"].select(["town_code", "electricity"]).to_pylist()
    assert rows == [{"town_code": POKR, "electricity": "closed"}]


def test_a_town_that_is_no_longer_known_is_asked_again(record: Record) -> None:
    keep(record, Choices(values={("town_code", "Біле Озеро"): "UA9999999999"}))
    found = read(record, Choices(columns=CHOICES.columns, values={("electricity", "✓"): "open"}))
    assert [str(f).partition(",")[0] for f in found.errors] == ["line 2"]
