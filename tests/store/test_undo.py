"""Undo brings back what stood before, is an upload of its own, and leaves what others changed since."""

import pytest

from dashboard.errors import UndoRefused
from dashboard.ingest.upload import changes, check, store
from dashboard.store.ledger import history
from dashboard.store.record import Record
from dashboard.store.undo import undo
from dashboard.store.verifying import verify
from tests.records import AT, BILO, HULI, POKR, TODAY, csv_of, departures, distances, people, send
from tests.store.seen import rows_of

DAY, NEXT = "2025-09-12", "2025-09-13"
NEW, OTHER = "UA9916099001", "UA9916099002"
REMAINING = ("town_code", "date", "population_remaining")
PLACE = "town_code town_name latitude longitude"


def remaining(record: Record, *, version: int | None = None) -> list[tuple[object, ...]]:
    return rows_of(record, "town_status", *REMAINING, version=version)


def send_line(record: Record, *, day: str = "2025-09-10", east: float = 39) -> None:
    area = f'{{"type":"Polygon","coordinates":[[[{east},48],[{east + 1},48],[{east + 1},49],[{east},48]]]}}'
    line = f'{{"type":"Feature","properties":{{"date":"{day}","source":"A"}},"geometry":{area}}}'
    checked = check(record, line.encode(), file_name="front.geojson", today=TODAY)
    store(record, checked, seen=changes(record, checked), by="Olena", at=AT)


def test_undo_takes_new_rows_away_and_brings_old_values_back(record: Record) -> None:
    send(record, people((BILO, DAY, 700), (POKR, DAY, 1200)))
    send(record, people((BILO, DAY, 650), (BILO, NEXT, 640)))
    undone = undo(record, 3, by="Petro", at=AT, note="wrong week")
    assert undone.left == ()
    entry = undone.upload
    assert (entry.upload_id, entry.undoes, entry.uploaded_by, entry.note) == (4, 3, "Petro", "wrong week")
    assert (entry.rows_new, entry.rows_changed, entry.rows_removed) == (0, 1, 1)
    assert remaining(record) == [(BILO, DAY, 700), (POKR, DAY, 1200)]
    assert remaining(record, version=3) == [(BILO, DAY, 650), (BILO, NEXT, 640), (POKR, DAY, 1200)]
    assert verify(record) == (4, [])


def test_an_undo_can_be_undone_and_that_again(record: Record) -> None:
    send(record, people((BILO, DAY, 700)))
    send(record, people((BILO, DAY, 650), (POKR, DAY, 5)))
    after = {3: [(BILO, DAY, 650), (POKR, DAY, 5)], 4: [(BILO, DAY, 700)]}
    for target, expected in ((3, after[4]), (4, after[3]), (5, after[4]), (6, after[3])):
        undo(record, target, by="Petro", at=AT)
        assert remaining(record) == expected
    assert verify(record) == (7, [])


def test_rows_that_a_later_upload_changed_are_named_and_left(record: Record) -> None:
    send(record, people((BILO, DAY, 700), (POKR, DAY, 1200)))
    send(record, people((POKR, DAY, 1100)))
    undone = undo(record, 2, by="Petro", at=AT)
    assert undone.left == (f"town_status {POKR}, {DAY}",)
    assert remaining(record) == [(POKR, DAY, 1100)]


def test_a_row_that_was_changed_and_changed_back_is_taken_away(record: Record) -> None:
    send(record, people((BILO, DAY, 700)))
    send(record, people((BILO, DAY, 650)))
    send(record, people((BILO, DAY, 700)))
    assert undo(record, 2, by="Petro", at=AT).left == ()
    assert remaining(record) == []


def test_undo_is_refused_where_nothing_of_an_upload_still_stands(record: Record) -> None:
    send(record, people((BILO, DAY, 700)))
    send(record, people((BILO, DAY, 650)))
    with pytest.raises(UndoRefused) as raised:
        undo(record, 2, by="Petro", at=AT)
    assert str(raised.value) == (
        "upload 2 cannot be undone: later uploads changed or need all of its rows: "
        f"town_status {BILO}, {DAY}. The history lists what can be."
    )
    assert len(history(record)) == 3


def test_undo_twice_is_refused_the_second_time(record: Record) -> None:
    send(record, people((BILO, DAY, 700)))
    undo(record, 2, by="Petro", at=AT)
    with pytest.raises(UndoRefused) as raised:
        undo(record, 2, by="Petro", at=AT)
    assert str(raised.value) == (
        f"upload 2 cannot be undone: upload 3 took it back already: town_status {BILO}, {DAY}. "
        "The history lists what can be."
    )


def test_an_undo_that_was_undone_is_not_what_stands_in_the_way(record: Record) -> None:
    send(record, people((BILO, DAY, 700)))
    undo(record, 2, by="Petro", at=AT)
    undo(record, 3, by="Petro", at=AT)
    send(record, people((BILO, DAY, 650)))
    with pytest.raises(UndoRefused, match="later uploads changed or need all of its rows"):
        undo(record, 2, by="Petro", at=AT)


@pytest.mark.parametrize("number", [0, -1, 2, 10**30])
def test_undo_of_an_upload_that_does_not_exist_is_refused(record: Record, number: int) -> None:
    with pytest.raises(UndoRefused) as raised:
        undo(record, number, by="Petro", at=AT)
    assert str(raised.value) == (
        f"upload {number} cannot be undone: the history has no such upload. The history lists what can be."
    )


def test_evacuations_without_a_team_are_brought_back_as_such(record: Record) -> None:
    send(record, departures((BILO, DAY, 3)))
    send(record, departures((BILO, DAY, 5)))
    undo(record, 3, by="Petro", at=AT)
    names = ("count_at", "team", "destination", "evacuated")
    assert rows_of(record, "evacuations", *names) == [("departure", None, None, 3)]


def test_a_town_that_rows_of_others_speak_of_stays_and_is_named(record: Record) -> None:
    send(record, csv_of("town_code town_name", (NEW, "One"), (OTHER, "Two")))
    send(record, people((NEW, DAY, 5)))
    assert undo(record, 2, by="Petro", at=AT).left == (f"towns {NEW}",)
    assert [code for code, *_ in rows_of(record, "towns") if str(code).startswith("UA99")] == [NEW]


def test_a_town_nobody_speaks_of_any_more_can_be_taken_away(record: Record) -> None:
    send(record, csv_of("town_code town_name", (NEW, "One")))
    send(record, people((NEW, DAY, 5)))
    undo(record, 3, by="Petro", at=AT)
    assert undo(record, 2, by="Petro", at=AT).left == ()
    assert len(rows_of(record, "towns")) == 5


def test_no_row_comes_back_without_its_town(record: Record) -> None:
    send(record, csv_of("town_code town_name", (NEW, "One")))
    send(record, people((NEW, DAY, 5), (BILO, DAY, 6)))
    undo(record, 3, by="Petro", at=AT)
    undo(record, 2, by="Petro", at=AT)
    assert undo(record, 4, by="Petro", at=AT).left == (f"town_status {NEW}, {DAY}",)
    assert remaining(record) == [(BILO, DAY, 6)]
    undo(record, 5, by="Petro", at=AT)
    undo(record, 4, by="Petro", at=AT)
    assert remaining(record) == [(BILO, DAY, 6), (NEW, DAY, 5)]


def test_a_town_goes_with_the_distances_that_were_computed_for_it(record: Record) -> None:
    send_line(record)
    send(record, csv_of(PLACE, (NEW, "One", 48.5, 38.5)))
    assert len(rows_of(record, "front_distances")) == 6
    assert undo(record, 3, by="Petro", at=AT).left == ()
    assert len(rows_of(record, "front_distances")) == 5
    undo(record, 4, by="Petro", at=AT)
    assert len(rows_of(record, "front_distances")) == 6


def test_a_town_that_stays_keeps_its_distances(record: Record) -> None:
    send_line(record)
    send(record, csv_of(PLACE, (NEW, "One", 48.5, 38.5), (OTHER, "Two", 48.5, 38.6)))
    send(record, people((NEW, DAY, 5)))
    left = undo(record, 3, by="Petro", at=AT).left
    assert left == (f"towns {NEW}", f"front_distances {NEW}, 2025-09-10, A")
    assert [row[0] for row in rows_of(record, "front_distances")][-1] == NEW


def test_a_front_line_goes_with_every_distance_to_it_also_those_that_came_with_towns(record: Record) -> None:
    send(record, distances((BILO, "2025-09-10", "B", 3)))
    send_line(record)
    send(record, csv_of(PLACE, (NEW, "One", 48.5, 38.5)))
    undone = undo(record, 3, by="Petro", at=AT)
    assert (undone.left, undone.upload.rows_removed) == ((), 7)
    assert rows_of(record, "front_lines") == []
    assert rows_of(record, "front_distances", "town_code", "source") == [(BILO, "B")]
    undo(record, 5, by="Petro", at=AT)
    assert len(rows_of(record, "front_distances")) == 7
    assert verify(record) == (6, [])


def test_a_place_that_later_front_lines_were_measured_from_is_left(record: Record) -> None:
    before = rows_of(record, "towns", "latitude", "longitude")[-1]
    send(record, csv_of(PLACE, (HULI, "Huliaipole", 47.7, 36.3), (NEW, "One", None, None)))
    send_line(record)
    measured = rows_of(record, "front_distances", "front_distance_km")
    assert undo(record, 2, by="Petro", at=AT).left == (f"towns {HULI}",)
    assert rows_of(record, "front_distances", "front_distance_km") == measured
    undo(record, 3, by="Petro", at=AT)
    undo(record, 4, by="Petro", at=AT)
    undo(record, 2, by="Petro", at=AT)
    assert rows_of(record, "towns", "latitude", "longitude")[-1] == before


def test_a_corrected_name_can_be_taken_back_whatever_was_measured_since(record: Record) -> None:
    send(record, csv_of("town_code town_name", (HULI, "Gulyaypole")))
    send_line(record)
    assert undo(record, 2, by="Petro", at=AT).left == ()
    assert rows_of(record, "towns", "town_name")[-1] == ("Huliaipole",)
