"""Rows as they were uploaded, narrowed by town and day."""

from datetime import date

import pytest

from dashboard.store.export import dataset_rows
from dashboard.store.following import RecordSource
from dashboard.store.reading import Reader
from dashboard.store.record import Record
from tests.records import BILO, HULI, POKR, people, send

DAYS = [date(2025, 9, day) for day in (1, 2, 3)]


@pytest.fixture
def reader(record: Record) -> Reader:
    send(record, people(*((code, day, day.day) for day in DAYS for code in (POKR, HULI, BILO))))
    reader = Reader(RecordSource(record))
    reader.follow()
    return reader


def test_rows_come_in_the_order_of_their_key_with_every_column(reader: Reader) -> None:
    rows = dataset_rows(reader, "town_status", version=2)
    assert rows["town_code"].tolist() == [BILO] * 3 + [POKR] * 3 + [HULI] * 3
    assert rows.columns[:4].tolist() == ["town_code", "date", "status", "population_remaining"]


@pytest.mark.parametrize(
    ("chosen", "removed"),
    [
        ({"towns": [BILO, HULI]}, {(POKR, 1), (POKR, 2), (POKR, 3)}),
        ({"since": DAYS[1]}, {(BILO, 1), (POKR, 1), (HULI, 1)}),
        ({"until": DAYS[1]}, {(BILO, 3), (POKR, 3), (HULI, 3)}),
        ({"towns": ["nowhere"]}, {(code, day) for code in (BILO, POKR, HULI) for day in (1, 2, 3)}),
    ],
)
def test_a_filter_removes_what_it_does_not_name(
    reader: Reader, chosen: dict[str, object], removed: set[tuple[str, int]]
) -> None:
    every = dataset_rows(reader, "town_status", version=2)
    found = dataset_rows(reader, "town_status", version=2, **chosen)  # type: ignore[arg-type]
    keys = [set(zip(rows["town_code"], rows["population_remaining"], strict=True)) for rows in (every, found)]
    assert keys[0] - keys[1] == removed


def test_a_filter_that_a_dataset_has_no_column_for_is_not_asked_of_it(reader: Reader) -> None:
    assert len(dataset_rows(reader, "towns", version=2, since=DAYS[2])) == 5
    assert len(dataset_rows(reader, "front_lines", version=2, towns=[BILO])) == 0
