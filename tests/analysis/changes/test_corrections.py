"""What was published and is another figure now: the first against the newest, with the upload that did it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Unpack

import pytest

from dashboard.analysis.asking import Ask
from dashboard.analysis.changes.earlier_look import EarlierLook, earlier_look
from dashboard.analysis.changes.since import changes
from dashboard.store.record import Record
from dashboard.store.undo import undo
from tests.analysis.told_changes import DAY, Tuples, seen
from tests.records import (
    AT,
    BILO,
    POKR,
    Chosen,
    asking,
    csv_of,
    departures,
    distances,
    on,
    people,
    record_of,
    send,
    send_on,
    towns,
)

SINCE = date(2025, 9, 10)
NAMES = ("town_code", "what", "before_date", "before", "after", "upload_id")


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return record_of(tmp_path / "dashboard.db", towns())


def corrected(
    record: Record, *, known_before: int | None = None, version: int | None = None, **chosen: Unpack[Chosen]
) -> Tuples:
    ask: Ask = asking(record, version=version)
    then_ask = None if known_before is None else partial(ask, version=known_before)
    filters = on(DAY, **chosen)
    found = changes(ask, filters, since=SINCE, known_before=known_before, then_ask=then_ask)
    return seen(found[found["kind"] == "correction"], *NAMES)


def test_a_figure_that_another_upload_replaced_is_told_with_both_values_and_the_upload(
    record: Record,
) -> None:
    send(record, people((POKR, "2025-09-01", 700), (BILO, "2025-09-01", 5)))
    send(record, people((POKR, "2025-09-01", 650), (BILO, "2025-09-01", 5)))
    assert corrected(record) == [(POKR, "population_remaining", "09-01", 700, 650, 3)]


def test_a_correction_is_dated_by_its_upload_and_is_no_change_of_the_town(record: Record) -> None:
    send_on(record, people((POKR, "2025-09-09", 700)), day=9)
    send_on(record, people((POKR, "2025-09-09", 400)), day=11)
    found = changes(asking(record), on(DAY), since=SINCE)
    assert seen(found, "kind", "date", "before_date") == [("correction", "09-11", "09-09")]


def test_of_corrections_of_corrections_the_first_and_the_newest_value_are_told(record: Record) -> None:
    for count in (700, 650, 640):
        send(record, people((POKR, "2025-09-01", count)))
    assert corrected(record) == [(POKR, "population_remaining", "09-01", 700, 640, 4)]
    assert corrected(record, version=3) == [(POKR, "population_remaining", "09-01", 700, 650, 3)]
    assert corrected(record, version=2) == []


def test_the_upload_is_the_one_that_changed_this_value_and_not_the_newest_of_the_row(record: Record) -> None:
    columns = "town_code date population_remaining status water"
    for row in ((700, "at_risk", "open"), (650, "at_risk", "open"), (650, "contested", "open")):
        send(record, csv_of(columns, (POKR, "2025-09-01", *row)))
    assert corrected(record) == [
        (POKR, "population_remaining", "09-01", 700, 650, 3),
        (POKR, "status", "09-01", "at_risk", "contested", 4),
    ]


def test_what_was_taken_back_is_missing_and_what_is_again_as_before_is_no_correction(record: Record) -> None:
    send(record, people((POKR, "2025-09-01", 700)))
    send(record, people((POKR, "2025-09-01", 650), (BILO, "2025-09-01", 5)))
    undo(record, 3, by="Taras", at=AT)
    assert corrected(record) == [(BILO, "population_remaining", "09-01", 5, None, 4)]
    undo(record, 4, by="Taras", at=AT)
    assert corrected(record) == [(POKR, "population_remaining", "09-01", 700, 650, 5)]


def test_a_value_that_is_no_longer_stated_is_a_correction_and_one_that_was_added_is_none(
    record: Record,
) -> None:
    columns = "town_code date population_remaining status"
    send(record, csv_of(columns, (POKR, "2025-09-01", 700, None)))
    send(record, csv_of(columns, (POKR, "2025-09-01", None, "at_risk")))
    assert corrected(record) == [(POKR, "population_remaining", "09-01", 700, None, 3)]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (lambda value: people((POKR, "2025-09-01", value)), "population_remaining"),
        (lambda value: departures((POKR, "2025-09-01", value)), "evacuated"),
        (lambda value: distances((POKR, "2025-09-01", "A", value)), "front_distance_km"),
    ],
)
def test_of_a_day_only_uploads_after_it_correct(
    record: Record, text: Callable[[int], str], what: str
) -> None:
    """Both corrections are after the town's first figure; only that of the 11th is after the day since."""
    for day, value in ((8, 700), (10, 650), (11, 640)):
        send_on(record, text(value), day=day)
    assert corrected(record) == [(POKR, what, "09-01", 650, 640, 4)]


def test_of_a_visit_only_figures_that_were_known_then_are_corrected(record: Record) -> None:
    send(record, people((POKR, "2025-09-01", 700)))
    send(record, people((POKR, "2025-09-01", 650), (BILO, "2025-09-01", 9)))
    send(record, people((POKR, "2025-09-01", 640), (BILO, "2025-09-01", 8)))
    assert corrected(record, known_before=2) == [(POKR, "population_remaining", "09-01", 700, 640, 4)]
    assert corrected(record, known_before=3) == [
        (BILO, "population_remaining", "09-01", 9, 8, 4),
        (POKR, "population_remaining", "09-01", 650, 640, 4),
    ]
    assert corrected(record, known_before=4) == []


def test_evacuations_are_told_apart_by_team_and_destination_and_counted_at_one_point(record: Record) -> None:
    columns = "town_code date count_at team destination evacuated"
    keys = (("departure", "A", None), ("departure", None, "Dnipro"), ("transit", "A", None))
    for count in (5, 6):
        send(record, csv_of(columns, *((POKR, "2025-09-01", *key, count) for key in keys)))
    found = changes(asking(record), on(DAY), since=SINCE)
    assert seen(found, "what", "team", "destination", "before", "after") == [
        ("evacuated", "A", None, 5, 6),
        ("evacuated", None, "Dnipro", 5, 6),
    ]
    assert len(corrected(record, count_at="transit")) == 1


def test_distances_are_those_of_one_source(record: Record) -> None:
    for km in (10.4, 12.0):
        send(record, distances((POKR, "2025-09-01", "A", km), (POKR, "2025-09-01", "B", km + 1)))
    assert corrected(record) == [(POKR, "front_distance_km", "09-01", 10.4, 12.0, 3)]
    assert corrected(record, source="B") == [(POKR, "front_distance_km", "09-01", 11.4, 13.0, 3)]


def test_other_towns_and_later_days_are_left_out_and_notes_are_no_figures(record: Record) -> None:
    columns = "town_code date population_remaining notes"
    for count, note in ((700, "a"), (650, "b")):
        days = ("2025-09-01", "2025-09-13")
        send(record, csv_of(columns, *((code, day, count, note) for code in (POKR, BILO) for day in days)))
    assert corrected(record, towns=(BILO,)) == [(BILO, "population_remaining", "09-01", 700, 650, 3)]
    assert corrected(record, area="UA23") == []


def test_a_departure_that_came_late_is_no_correction(record: Record) -> None:
    send(record, departures((POKR, "2025-09-01", 5)))
    send(record, departures((POKR, "2025-09-02", 5)))
    assert corrected(record) == []


def test_a_figure_that_was_left_out_at_first_was_published_when_it_was_stated(record: Record) -> None:
    titles = "town_code date status population_remaining"
    for people_said in (None, 7000, 700):
        send(record, csv_of(titles, (POKR, "2025-09-01", "at_risk", people_said)))
    assert corrected(record) == [(POKR, "population_remaining", "09-01", 7000, 700, 4)]
    assert corrected(record, known_before=2) == []
    assert corrected(record, known_before=3) == [(POKR, "population_remaining", "09-01", 7000, 700, 4)]


def test_a_row_that_names_no_source_is_not_credited_to_the_one_before(record: Record) -> None:
    titles = "town_code date population_remaining source"
    send(record, csv_of(titles, (POKR, "2025-09-01", 7000, "Hromada")))
    send(record, csv_of(titles, (POKR, "2025-09-01", 700, None)))
    found = changes(asking(record), on(DAY), since=SINCE)
    assert seen(found[found["kind"] == "correction"], "after", "source") == [(700, None)]


def test_a_newest_day_that_was_taken_back_is_told_to_who_saw_it(tmp_path: Path) -> None:
    record = record_of(tmp_path / "undone.db")
    send_on(record, towns(), day=1)
    send_on(record, distances((BILO, "2025-09-05", "A", 14.0)), day=5)
    send_on(record, distances((BILO, "2025-09-12", "A", 4.0)), day=12)
    undo(record, 3, by="Olena", at=AT)
    send(record, people((POKR, "2025-09-11", 500)))
    ask, filters = asking(record), on("2025-09-11", source="A")
    visited = datetime(2025, 9, 13, 12, tzinfo=UTC)
    look = earlier_look(
        ask, filters, visited=visited, known_after=lambda version: asking(record, version=version)
    )
    assert look == EarlierLook(date(2025, 9, 11), 3, "visit")
    then_ask = asking(record, version=3)
    found = changes(ask, filters, since=look.since, known_before=look.known_before, then_ask=then_ask)
    assert seen(found, "kind", *NAMES) == [("correction", BILO, "front_distance_km", "09-12", 4.0, None, 4)]
