"""Remembered spellings, each with who taught it and in which upload."""

import pytest

from dashboard.store.following import RecordSource
from dashboard.store.reading import Reader
from dashboard.store.record import Record
from dashboard.store.remembered import remembered_spellings
from dashboard.store.undo import undo
from tests.records import AT, BILO
from tests.store.spelled import spell


def told(record: Record, *, version: int) -> list[tuple[object, ...]]:
    reader = Reader(RecordSource(record))
    reader.follow()
    found = remembered_spellings(reader, version=version).astype(object)
    return list(found.where(found.notna(), None).itertuples(index=False, name=None))


@pytest.fixture
def taught(record: Record) -> Record:
    spell(record, ("value", "town_code", "bilo", BILO), ("column", "evacuations", "no", None))
    spell(record, ("column", "evacuations", "no", "notes"), by="Petro")
    return record


def test_the_newest_meaning_of_each_spelling_is_told_with_its_steward(taught: Record) -> None:
    at = "2025-09-15T12:00:00Z"
    assert told(taught, version=3) == [
        ("column", "evacuations", "no", "notes", 3, "Petro", at),
        ("value", "town_code", "bilo", BILO, 2, "Olena", at),
    ]


def test_an_earlier_version_knew_what_was_taught_before_it(taught: Record) -> None:
    assert told(taught, version=1) == []
    assert [row[:5] for row in told(taught, version=2)] == [
        ("column", "evacuations", "no", None, 2),
        ("value", "town_code", "bilo", BILO, 2),
    ]


def test_what_was_taken_back_is_forgotten(taught: Record) -> None:
    undo(taught, 3, by="Olena", at=AT)
    assert [(row[2], row[3]) for row in told(taught, version=4)] == [("no", None), ("bilo", BILO)]
