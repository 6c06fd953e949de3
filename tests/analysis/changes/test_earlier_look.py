"""The look that the present one is compared with: the reader's last visit, or the week before."""

from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Unpack

import pytest

from dashboard.analysis.asking import Ask
from dashboard.analysis.changes.earlier_look import EarlierLook, earlier_look
from dashboard.store.record import Record
from tests.records import POKR, Chosen, asking, on, people, record_of, send_on
from tests.records import towns as five_towns
from tests.store.spelled import spell

WEEK = date(2025, 9, 5)


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Uploads 1 to 3 at noon of 1, 2 and 10 September; their newest dates are none, the 2nd and the 9th."""
    record = record_of(tmp_path / "dashboard.db")
    reports = (five_towns(), people((POKR, "2025-09-02", 9)), people((POKR, "2025-09-09", 8)))
    for day, text in zip((1, 2, 10), reports, strict=True):
        send_on(record, text, day=day)
    return record


def look(
    record: Record, visited: datetime | None, *, day: str = "2025-09-12", **chosen: Unpack[Chosen]
) -> EarlierLook:
    ask = asking(record)

    def known_after(version: int) -> Ask:
        return partial(ask, version=version)

    return earlier_look(ask, on(day, **chosen), visited=visited, known_after=known_after)


def at(day: int, hour: int = 12) -> datetime:
    return datetime(2025, 9, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("visited", "expected"),
    [
        (None, EarlierLook(WEEK, None, "day")),
        (at(1, 11), EarlierLook(WEEK, None, "day")),  # there was nothing to see
        (at(1), EarlierLook(WEEK, None, "day")),  # there was no report
        (at(2, 11), EarlierLook(WEEK, None, "day")),
        (at(2), EarlierLook(date(2025, 9, 2), 2, "visit")),  # in the second of the upload it is there
        (at(10, 11), EarlierLook(date(2025, 9, 2), 2, "visit")),
        (at(10), EarlierLook(WEEK, None, "nothing_new")),
        (datetime(2026, 11, 23, tzinfo=UTC), EarlierLook(WEEK, None, "nothing_new")),
    ],
)
def test_a_visit_saw_what_was_uploaded_by_then(
    record: Record, visited: datetime | None, expected: EarlierLook
) -> None:
    assert look(record, visited) == expected


def test_who_looks_back_compares_with_the_week_before(record: Record) -> None:
    assert look(record, at(2), day="2025-09-01") == EarlierLook(date(2025, 8, 25), None, "day")
    assert look(record, at(2), day="2025-09-02").why == "visit"
    assert look(record, at(2), known_after=3) == EarlierLook(WEEK, None, "day")


def test_what_is_no_news_of_towns_is_nothing_new(record: Record) -> None:
    spell(record, ("value", "status", "calm", "safe"))
    assert look(record, at(10)).why == "nothing_new"
