"""Two stewards: whoever previewed before the other's commit is told, and never overwrites it."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.errors import StalePreview
from dashboard.ingest.upload import Checked, changes, check, store
from dashboard.store.ledger import Upload, history
from dashboard.store.preview import Preview
from dashboard.store.record import Record
from dashboard.store.undo import undo
from dashboard.store.verifying import verify
from tests.databases import databases
from tests.records import AT, BILO, HULI, POKR, TODAY, csv_of, departures, people, send, towns
from tests.store.seen import rows_of

DAY = "2025-09-12"
NEW = "UA9916099001"
HELD = '{"type":"Polygon","coordinates":[[[38,48],[39,48],[39,49],[38,48]]]}'


def seen_by(record: Record, text: str, *, on: date | None = None) -> tuple[Checked, Preview]:
    source = None if on is None else "A"
    checked = check(record, text.encode(), file_name="mine.csv", today=TODAY, on=on, source=source)
    return checked, changes(record, checked)


def committed(record: Record, seen: tuple[Checked, Preview], *, by: str = "Petro") -> Upload | None:
    return store(record, seen[0], seen=seen[1], by=by, at=AT)


def test_a_preview_is_stale_when_another_committed_to_the_same_row(record: Record) -> None:
    mine = seen_by(record, people((BILO, DAY, 700), (POKR, DAY, 10)))
    send(record, people((BILO, DAY, 650)), by="Olena")
    with pytest.raises(StalePreview) as raised:
        committed(record, mine)
    assert str(raised.value) == (
        f"town_status changed since your preview (upload 2 by Olena): {BILO}, {DAY}. "
        "Nothing was stored. Look at a new preview and commit again."
    )
    assert rows_of(record, "town_status", "town_code", "population_remaining") == [(BILO, 650)]
    assert committed(record, seen_by(record, people((BILO, DAY, 700), (POKR, DAY, 10)))) is not None


def test_the_newest_of_several_who_touched_the_rows_is_named_and_at_most_three_rows(record: Record) -> None:
    days = [f"2025-09-0{day}" for day in range(1, 7)]
    mine = seen_by(record, people(*((BILO, day, 1) for day in days)))
    send(record, people((BILO, days[0], 2)), by="Olena")
    send(record, people(*((BILO, day, 3) for day in days[1:])), by="Maria")
    with pytest.raises(StalePreview) as raised:
        committed(record, mine)
    assert (raised.value.upload_id, raised.value.uploaded_by, len(raised.value.rows)) == (3, "Maria", 6)
    assert f"{BILO}, {days[2]} and 3 more. Nothing" in str(raised.value)


def test_a_preview_stands_when_another_committed_to_other_rows(record: Record) -> None:
    mine = seen_by(record, people((BILO, DAY, 700)))
    send(record, people((POKR, DAY, 650), (BILO, "2025-09-11", 1)), by="Olena")
    send(record, departures((BILO, DAY, 3)), by="Olena")
    saved = committed(record, mine)
    assert saved is not None
    assert (saved.upload_id, saved.base_version) == (4, 1)
    names = ("town_code", "date", "population_remaining")
    assert rows_of(record, "town_status", *names) == [
        (BILO, "2025-09-11", 1),
        (BILO, DAY, 700),
        (POKR, DAY, 650),
    ]


def test_a_row_that_the_file_leaves_as_it_is_makes_a_preview_stale_when_another_changed_it(
    record: Record,
) -> None:
    send(record, people((BILO, DAY, 700)))
    mine = seen_by(record, people((BILO, DAY, 700), (POKR, DAY, 10)))
    send(record, people((BILO, DAY, 650)))
    with pytest.raises(StalePreview, match="upload 3 by Olena"):
        committed(record, mine)


def test_a_row_whose_key_has_no_team_is_recognised_as_the_same(record: Record) -> None:
    columns = "town_code date evacuated team"
    mine = seen_by(record, csv_of(columns, (BILO, DAY, 3, None)))
    send(record, csv_of(columns, (BILO, DAY, 5, "White Angels")))
    theirs = seen_by(record, csv_of(columns, (BILO, DAY, 4, None)))
    committed(record, mine)
    with pytest.raises(StalePreview) as raised:
        committed(record, theirs, by="Maria")
    assert raised.value.rows == (f"{BILO}, {DAY}, departure",)


def test_an_undo_of_the_same_row_makes_a_preview_stale(record: Record) -> None:
    send(record, people((BILO, DAY, 700)))
    mine = seen_by(record, people((BILO, DAY, 650)))
    undo(record, 2, by="Olena", at=AT)
    with pytest.raises(StalePreview, match="upload 3 by Olena"):
        committed(record, mine)
    assert rows_of(record, "town_status") == []


def test_rows_of_a_town_that_was_taken_away_since_are_not_stored(record: Record) -> None:
    send(record, csv_of("town_code town_name", (NEW, "New")))
    mine = seen_by(record, people((NEW, DAY, 700)))
    undo(record, 2, by="Olena", at=AT)
    with pytest.raises(StalePreview) as raised:
        committed(record, mine)
    assert raised.value.rows == (NEW,)
    assert rows_of(record, "town_status") == []


def test_a_town_taken_away_between_check_and_preview_is_noticed_too(record: Record) -> None:
    send(record, csv_of("town_code town_name", (NEW, "New")))
    checked = check(record, people((NEW, DAY, 700)).encode(), file_name="mine.csv", today=TODAY)
    undo(record, 2, by="Olena", at=AT)
    with pytest.raises(StalePreview):
        committed(record, (checked, changes(record, checked)))


def test_towns_that_moved_since_make_the_distances_of_a_front_line_stale(record: Record) -> None:
    mine = seen_by(record, HELD, on=TODAY)
    send(record, csv_of("town_code town_name latitude longitude", (HULI, "Huliaipole", 47.7, 36.3)))
    with pytest.raises(StalePreview, match="towns or front lines"):
        committed(record, mine)
    assert rows_of(record, "front_distances") == []


def test_a_front_line_that_came_since_makes_the_distances_of_a_town_stale(record: Record) -> None:
    mine = seen_by(record, towns((NEW, "New", *[None] * 8, 48.5, 37.5, None)))
    committed(record, seen_by(record, HELD, on=TODAY))
    with pytest.raises(StalePreview, match="towns or front lines"):
        committed(record, mine)
    committed(record, seen_by(record, towns((NEW, "New", *[None] * 8, 48.5, 37.5, None))))
    assert len(rows_of(record, "front_distances")) == 6


def test_a_preview_of_another_copy_of_the_database_is_stale(record: Record, tmp_path: Path) -> None:
    older = databases.new(tmp_path / "older.db", like=record)
    send(record, people((BILO, DAY, 700), (POKR, DAY, 10)))
    mine = seen_by(record, people((BILO, DAY, 650), (POKR, DAY, 10)))
    for newest in (1, 2):
        with pytest.raises(StalePreview) as raised:
            committed(older, mine)
        assert str(raised.value).startswith(
            f"town_status changed since your preview (upload {newest} by Olena): "
            "another copy of the database was put in its place. Nothing was stored."
        )
        send(older, people((BILO, "2025-09-01", 1)), by="Olena")


def test_nothing_of_a_refused_commit_is_left_behind(record: Record) -> None:
    mine = seen_by(record, people((BILO, DAY, 700), (POKR, DAY, 1)))
    send(record, people((POKR, DAY, 2)))
    with pytest.raises(StalePreview):
        committed(record, mine)
    assert len(history(record)) == 2
    assert verify(record) == (2, [])
