"""What stewards write beside rows is searched for personal data: no way to write takes any."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.errors import SignatureRefused
from dashboard.ingest.upload import changes, check, store
from dashboard.model.alert_rule import AlertRule
from dashboard.store.alerting import Standing, acknowledge, end_rule, set_rule
from dashboard.store.ledger import version
from dashboard.store.record import Record
from dashboard.store.signing import refuse_personal
from dashboard.store.undo import undo
from tests.records import AT, BILO, TODAY, people, record_of, towns

TELEPHONE, MAIL = "067 123 45 67", "olena@example.org"
RULE = AlertRule("silent_for", threshold=10)
KEPT = "the history keeps it for good. It is not repeated here, and nothing was stored. Take it out and send it again."


def upload(record: Record, by: str, note: str) -> None:
    checked = check(record, people((BILO, "2025-09-12", 700)).encode(), file_name="rows.csv", today=TODAY)
    store(record, checked, seen=changes(record, checked), by=by, at=AT, note=note)


def setting(record: Record, by: str, note: str) -> None:
    set_rule(record, replace(RULE, threshold=11), by=by, at=AT, note=note)


def ending(record: Record, by: str, note: str) -> None:
    end_rule(record, "R1", by=by, at=AT, note=note)


def seeing(record: Record, by: str, note: str) -> None:
    acknowledge(record, [Standing(BILO, "R1", date(2025, 9, 12), None)], by=by, at=AT, note=note)


def undoing(record: Record, by: str, note: str) -> None:
    undo(record, 2, by=by, at=AT, note=note)


@pytest.fixture
def record(tmp_path: Path) -> Record:
    record = record_of(tmp_path / "dashboard.db", towns())
    set_rule(record, RULE, by="Olena", at=AT)
    return record


def newest(record: Record) -> int:
    with record.reading() as connection:
        return version(connection)


@pytest.mark.parametrize("write", [upload, setting, ending, seeing, undoing])
@pytest.mark.parametrize(
    ("by", "note", "said"),
    [
        ("Olena", f"call {TELEPHONE}", "the note: found a phone number, expected no personal data: "),
        (MAIL, "", "the name: found an e-mail address, expected no personal data: "),
    ],
)
def test_a_note_with_personal_data_and_a_name_that_is_a_contact_are_refused(
    record: Record, write: Callable[[Record, str, str], None], by: str, note: str, said: str
) -> None:
    with pytest.raises(SignatureRefused) as refused:
        write(record, by, note)
    assert str(refused.value) == said + KEPT
    assert newest(record) == 2
    write(record, "Коваленко Олена Петрівна", "Checked with the hromada, 12 Sep 2025, 15:30: 700 of 16,000")
    assert newest(record) == 3


@pytest.mark.parametrize("note", ["Коваленко Олена Петрівна", "tel:+380671234567", f"see {MAIL}"])
def test_a_note_names_nobody(note: str) -> None:
    with pytest.raises(SignatureRefused):
        refuse_personal(by="Olena", note=note)
