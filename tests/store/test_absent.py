"""What the record has of a file's days and the file has not: told by key."""

from datetime import date
from pathlib import Path

from dashboard.ingest.upload import check
from dashboard.store.absent import absent_rows
from tests.records import BILO, HULI, POKR, TODAY, csv_of, departures, distances, people, record_of, towns

DAY, NEXT = "2025-09-12", "2025-09-13"


def absent(tmp_path: Path, *texts: str) -> list[tuple[object, ...]]:
    """The keys that the last text lacks, where the record has the others."""
    record = record_of(tmp_path / "store.db", towns(), *texts[:-1])
    checked = check(record, texts[-1].encode(), file_name="a.csv", today=TODAY)
    rows = absent_rows(record, checked.dataset, uploaded=checked.tables[checked.dataset])
    return [tuple(row.values()) for row in rows.to_pylist()]


def test_a_row_of_the_same_day_that_the_file_no_longer_has_is_told(tmp_path: Path) -> None:
    before = people((POKR, DAY, 1), (BILO, DAY, 2), (HULI, DAY, 3))
    assert absent(tmp_path, before, people((BILO, DAY, 5))) == [
        (POKR, date(2025, 9, 12)),
        (HULI, date(2025, 9, 12)),
    ]


def test_a_day_that_the_file_does_not_speak_of_is_not_missed(tmp_path: Path) -> None:
    before = people((POKR, DAY, 1), (BILO, NEXT, 2), (POKR, "2025-09-14", 3))
    assert absent(tmp_path, before, people((BILO, DAY, 1), (BILO, "2025-09-14", 1))) == [
        (POKR, date(2025, 9, 12)),
        (POKR, date(2025, 9, 14)),
    ]


def test_the_same_rows_and_a_file_with_more_miss_nothing(tmp_path: Path) -> None:
    before = people((POKR, DAY, 1))
    assert absent(tmp_path, before, before) == []
    assert absent(tmp_path, before, people((POKR, DAY, 1), (BILO, DAY, 2))) == []


def test_a_key_with_an_unknown_part_is_found_again(tmp_path: Path) -> None:
    before = departures((POKR, DAY, 11), (BILO, DAY, 12))
    assert absent(tmp_path, before, departures((BILO, DAY, 12))) == [
        (POKR, date(2025, 9, 12), "departure", None, None)
    ]


def test_a_row_of_another_team_is_another_row(tmp_path: Path) -> None:
    columns = "town_code date evacuated team"
    before = csv_of(columns, (BILO, DAY, 11, "A"), (BILO, DAY, 12, "B"), (BILO, DAY, 13, None))
    assert absent(tmp_path, before, csv_of(columns, (BILO, DAY, 11, "A"))) == [
        (BILO, date(2025, 9, 12), "departure", None, None),
        (BILO, date(2025, 9, 12), "departure", "B", None),
    ]


def test_distances_of_another_source_are_not_missed(tmp_path: Path) -> None:
    before = distances((BILO, DAY, "A", 10), (POKR, DAY, "A", 11), (POKR, DAY, "B", 12))
    assert absent(tmp_path, before, distances((BILO, DAY, "A", 10))) == [(POKR, date(2025, 9, 12), "A")]


def test_a_file_of_towns_misses_every_town_it_does_not_name(tmp_path: Path) -> None:
    assert absent(tmp_path, csv_of("town_code town_name", (BILO, "B"), (POKR, "P"), (HULI, "H"))) == [
        ("UA1412007001",),
        ("UA1416013011",),
    ]


def test_an_empty_record_misses_nothing(tmp_path: Path) -> None:
    assert absent(tmp_path, people((BILO, DAY, 1))) == []
