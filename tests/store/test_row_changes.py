"""What an upload did to the rows, told by the rows: the same as its preview said, and right for undos too."""

from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from dashboard.ingest.upload import changes, check, store
from dashboard.model.tables import TABLES
from dashboard.store.following import RecordSource
from dashboard.store.preview import Preview
from dashboard.store.reading import Reader
from dashboard.store.record import Record
from dashboard.store.row_changes import Counts, row_changes, tables_of_upload
from dashboard.store.undo import undo
from tests.records import AT, BILO, HULI, POKR, TODAY, csv_of, departures, people, send
from tests.store.spelled import spell

DAY, NEXT = "2025-09-12", "2025-09-13"
COLUMNS = "town_code date status population_remaining"
HELD = b'{"type":"Polygon","coordinates":[[[38,48],[39,48],[39,49],[38,48]]]}'


def lines(
    record: Record, upload_id: int, *, table: str = "town_status", most: int | None = None
) -> list[tuple[Any, ...]]:
    """Each line as a tuple; days as ISO text, missing as None."""
    reader = Reader(RecordSource(record))
    reader.follow()
    found = row_changes(reader, table, upload_id=upload_id, most=most)
    return [tuple(_plain(value) for value in line) for line in found.itertuples(index=False, name=None)]


def counts(record: Record, upload_id: int) -> dict[str, Counts]:
    reader = Reader(RecordSource(record))
    reader.follow()
    return tables_of_upload(reader, upload_id)


def _plain(value: object) -> object:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else None if pd.isna(value) else value


def sent(record: Record, content: bytes, *, on: date | None = None) -> Preview:
    """Commits a file and answers what its preview said."""
    source = None if on is None else "A"
    checked = check(record, content, file_name="rows.csv", today=TODAY, on=on, source=source)
    seen = changes(record, checked)
    store(record, checked, seen=seen, by="Olena", at=AT)
    return seen


def test_changed_values_come_first_and_new_rows_are_one_line_each(record: Record) -> None:
    send(record, csv_of(COLUMNS, (POKR, DAY, "at_risk", 700), (BILO, DAY, "safe", 5)))
    send(
        record,
        csv_of(COLUMNS, (POKR, NEXT, None, 640), (POKR, DAY, "contested", 650), (BILO, DAY, "safe", 5)),
    )
    assert lines(record, 3) == [
        (POKR, DAY, "changed", "status", "at_risk", "contested"),
        (POKR, DAY, "changed", "population_remaining", "700", "650"),
        (POKR, NEXT, "new", None, None, "population_remaining: 640"),
    ]
    assert lines(record, 2) == [
        (BILO, DAY, "new", None, None, "status: safe; population_remaining: 5"),
        (POKR, DAY, "new", None, None, "status: at_risk; population_remaining: 700"),
    ]
    assert counts(record, 3) == {"town_status": Counts(1, 1, 0)}


def test_a_value_that_became_unknown_is_told_as_missing(record: Record) -> None:
    send(record, csv_of(COLUMNS, (BILO, DAY, "safe", 5)))
    send(record, csv_of(COLUMNS, (BILO, DAY, "safe", None)))
    assert lines(record, 3) == [(BILO, DAY, "changed", "population_remaining", "5", None)]


def test_an_undo_says_what_it_took_away_and_what_it_brought_back(record: Record) -> None:
    send(record, people((BILO, DAY, 700)))
    send(record, people((BILO, DAY, 650), (BILO, NEXT, 640)))
    undo(record, 3, by="Petro", at=AT)
    undo(record, 4, by="Petro", at=AT)
    assert lines(record, 4) == [
        (BILO, DAY, "changed", "population_remaining", "650", "700"),
        (BILO, NEXT, "removed", None, "population_remaining: 640", None),
    ]
    assert counts(record, 4) == {"town_status": Counts(0, 1, 1)}
    assert lines(record, 5) == lines(record, 3)


def test_later_uploads_change_nothing_of_what_an_earlier_one_did(record: Record) -> None:
    send(record, people((BILO, DAY, 700)))
    send(record, people((BILO, DAY, 650)))
    before = lines(record, 3)
    send(record, people((BILO, DAY, 600), (POKR, DAY, 1)))
    undo(record, 4, by="Petro", at=AT)
    assert lines(record, 3) == before


def test_rows_without_a_team_are_told_apart_from_those_of_a_team(record: Record) -> None:
    send(record, departures((BILO, DAY, 3)))
    columns = "town_code date evacuated team"
    send(record, csv_of(columns, (BILO, DAY, 4, None), (BILO, DAY, 9, "White Angels")))
    assert lines(record, 3, table="evacuations") == [
        (BILO, DAY, "departure", None, None, "changed", "evacuated", "3", "4"),
        (BILO, DAY, "departure", "White Angels", None, "new", None, None, "evacuated: 9"),
    ]


def test_a_front_line_names_the_distances_that_came_with_it_and_shows_its_beginning(record: Record) -> None:
    sent(record, HELD, on=TODAY)
    assert counts(record, 2) == {"front_distances": Counts(5, 0, 0), "front_lines": Counts(1, 0, 0)}
    (line,) = lines(record, 2, table="front_lines")
    assert line[:5] == (TODAY.isoformat(), "A", "new", None, None)
    assert line[5].startswith("area: ")
    assert line[5].endswith("…")
    sent(record, HELD.replace(b"39,49", b"39.5,49"), on=TODAY)
    assert counts(record, 3)["front_lines"] == Counts(0, 1, 0)
    assert [change[3] for change in lines(record, 3, table="front_lines")] == ["area"]


@pytest.mark.parametrize("upload_id", [0, 99])
def test_an_upload_that_is_not_known_touched_nothing(record: Record, upload_id: int) -> None:
    assert counts(record, upload_id) == {}
    assert lines(record, upload_id) == []


def test_no_more_lines_are_given_than_asked_for(record: Record) -> None:
    send(record, people((BILO, DAY, 1), (POKR, DAY, 2), (HULI, DAY, 3)))
    send(record, people((HULI, DAY, 4), (BILO, NEXT, 5)))
    assert [len(lines(record, 2, most=most)) for most in (0, 2, 9)] == [0, 2, 3]
    assert lines(record, 3, most=1) == [(HULI, DAY, "changed", "population_remaining", "3", "4")]


def test_spellings_that_were_remembered_are_told_like_other_rows(record: Record) -> None:
    spell(record, ("column", "town_status", "people", "population_remaining"))
    spell(record, ("column", "town_status", "people", None), ("value", "town_code", "bilo", BILO))
    assert lines(record, 3, table="spellings") == [
        ("column", "town_status", "people", "changed", "means", "population_remaining", None),
        ("value", "town_code", "bilo", "new", None, None, f"means: {BILO}"),
    ]
    assert counts(record, 3) == {"spellings": Counts(1, 1, 0)}


@pytest.mark.parametrize("table", TABLES)
def test_the_columns_are_the_keys_and_what_changed(record: Record, table: str) -> None:
    reader = Reader(RecordSource(record))
    reader.follow()
    found = row_changes(reader, table, upload_id=1)
    assert found.columns.tolist() == [*TABLES[table].key, "change", "column", "old", "new"]
    assert len(found) == (5 if table == "towns" else 0)


def test_what_a_preview_said_is_what_the_history_tells(record: Record) -> None:
    files = [
        csv_of(COLUMNS, (POKR, DAY, "at_risk", 700), (BILO, DAY, "safe", None), (HULI, DAY, None, 0)),
        csv_of(COLUMNS, (POKR, DAY, None, 0), (BILO, DAY, "empty", 3), (HULI, DAY, None, 0)),
        csv_of("town_code date source front_distance_km", (POKR, DAY, "A", 22), (BILO, DAY, "A", 3.5)),
        csv_of("town_code date source front_distance_km", (POKR, DAY, "A", 21.5), (BILO, DAY, "A", 4)),
        csv_of("town_code town_name latitude longitude", (BILO, "Bilozerske", 48.5, 37.1)),
    ]
    for text in files:
        seen = sent(record, text.encode())
        reader = Reader(RecordSource(record))
        upload_id = reader.follow().version
        told = tables_of_upload(reader, upload_id)
        assert told == {c.table: Counts(c.new, c.changed, 0) for c in seen.tables if c.new or c.changed}
        for part in seen.tables:
            found = [line for line in lines(record, upload_id, table=part.table) if "changed" in line]
            assert sorted(map(str, found)) == sorted(map(str, differences(part.differences, part.table)))


def differences(rows: pa.Table, table: str) -> list[tuple[Any, ...]]:
    key = TABLES[table].key
    return [
        (*(_plain(row[name]) for name in key), "changed", row["column"], row["old"], row["new"])
        for row in rows.to_pylist()
    ]
