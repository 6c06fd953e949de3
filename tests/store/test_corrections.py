"""The versions of a row, and the question that compares them, on every engine."""

from typing import Any

import pandas as pd

from dashboard.store.following import RecordSource
from dashboard.store.reading import Reader
from dashboard.store.record import Record
from dashboard.store.statements import over_logical_tables, tables_of
from dashboard.store.undo import undo
from tests.records import AT, BILO, POKR, csv_of, departures, distances, people, send
from tests.store.asked import PARAMETERS

DAY = "2025-09-01"


def read(record: Record) -> Reader:
    reader = Reader(RecordSource(record))
    reader.follow()
    return reader


def rows(found: pd.DataFrame) -> list[tuple[Any, ...]]:
    shown = found.astype(object).where(found.notna(), None)
    return list(shown.itertuples(index=False, name=None))


def corrected_uploads(record: Record) -> None:
    """Uploads 2 to 6: people corrected twice, a departure and a distance corrected, one correction taken back."""
    send(record, people((POKR, DAY, 700), (BILO, DAY, 5)))
    send(record, people((POKR, DAY, 650), (BILO, DAY, 6)))
    send(record, people((POKR, DAY, 640)))
    for count, km in ((3, 10.4), (4, 22.0)):
        send(record, departures((POKR, DAY, count)))
        send(record, distances((POKR, DAY, "DeepState", km), (POKR, DAY, "B", km)))
    undo(record, 3, by="Taras", at=AT)


def test_versions_are_all_rows_that_were_known_up_to_an_upload(record: Record) -> None:
    corrected_uploads(record)
    reader = read(record)
    sql = over_logical_tables(
        "select population_remaining, upload_id, replaced_by from town_status_versions "
        "order by town_code desc, upload_id"
    )
    assert rows(reader.answer(sql, {"version": 9})) == [
        (700, 2, 3),
        (650, 3, 4),
        (640, 4, None),
        (5, 2, 3),
        (6, 3, 9),
        (5, 9, None),
    ]
    assert rows(reader.answer(sql, {"version": 3})) == [(700, 2, 3), (650, 3, None), (5, 2, 3), (6, 3, None)]


def test_corrections_are_the_first_and_the_newest_value_since_an_upload(record: Record) -> None:
    corrected_uploads(record)
    reader = read(record)

    def found(version: int, base: int) -> list[tuple[Any, ...]]:
        told = reader.ask("corrections", version=version, **PARAMETERS | {"base": base})
        return rows(told[["town_code", "what", "value_then", "value_now", "first_upload", "upload_id"]])

    distance = (POKR, "front_distance_km", "10.4", "22.0", 6, 8)
    departed = (POKR, "evacuated", "3", "4", 5, 7)
    assert found(9, 0) == [departed, distance, (POKR, "population_remaining", "700", "640", 2, 4)]
    assert found(9, 3) == [
        (BILO, "population_remaining", "6", "5", 3, 9),
        departed,
        distance,
        (POKR, "population_remaining", "650", "640", 3, 4),
    ]
    assert found(3, 2) == [
        (BILO, "population_remaining", "5", "6", 2, 3),
        (POKR, "population_remaining", "700", "650", 2, 3),
    ]
    assert found(9, 9) == []


def test_a_row_that_came_again_under_its_key_is_compared_with_the_first(record: Record) -> None:
    columns = "town_code date population_remaining notes"
    send(record, csv_of(columns, (POKR, DAY, 700, "a")))
    undo(record, 2, by="Taras", at=AT)
    reader = read(record)
    gone = reader.ask("corrections", version=3, **PARAMETERS)
    assert rows(gone[["value_then", "value_now", "upload_id"]]) == [("700", None, 3)]
    send(record, csv_of(columns, (POKR, DAY, 690, "b")))
    reader.follow()
    back = reader.ask("corrections", version=4, **PARAMETERS)
    assert rows(back[["value_then", "value_now", "upload_id"]]) == [("700", "690", 4)]


def test_what_versions_are_read_of_is_their_table(record: Record) -> None:
    assert tables_of("corrections") == {"towns", "town_status", "evacuations", "front_distances"}
    corrected_uploads(record)
    reader = read(record)
    assert [reader.last_change("corrections", version=version) for version in (1, 4, 9)] == [1, 4, 9]
