"""A row that stands in two files of a table counts once; two that contradict each other are an error."""

from pathlib import Path

import pytest

from dashboard.ingest.folder.reader import FolderReader
from dashboard.model.finding import Finding
from tests.ingest.folder.folders import begun, following, write
from tests.records import BILO, HULI, POKR, csv_of, people
from tests.store.seen import rows_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return begun(tmp_path / "shared")


def findings(reader: FolderReader, name: str) -> list[Finding]:
    return [finding for c in reader.folder.files if c.file.name == name for finding in c.findings]


def test_files_of_one_table_are_added_up(folder: Path) -> None:
    write(folder, town_status_later=people((HULI, "2025-09-02", 50)))
    reader = following(folder)
    assert len(rows_of(reader, "town_status")) == 3
    assert findings(reader, "town_status_later.csv") == []


def test_a_row_that_another_file_has_too_is_told_and_counted_once(folder: Path) -> None:
    repeated = [(BILO, "2025-09-01", 700), (POKR, "2025-09-01", 1400)]
    write(folder, town_status_again=people((HULI, "2025-09-02", 50), *repeated))
    reader = following(folder)
    assert len(rows_of(reader, "town_status")) == 3
    assert [(f.line, f.severity, f.message) for f in findings(reader, "town_status_again.csv")] == [
        (
            3,
            "notice",
            f"repeats line 3 of town_status.csv ({BILO}, 2025-09-01) and 1 more rows of that file, counted once",
        )
    ]


def test_a_row_that_contradicts_another_file_is_an_error_of_its_line(folder: Path) -> None:
    reader = following(folder)
    reader.follow()
    write(folder, town_status_again=people((HULI, "2025-09-02", 50), (POKR, "2025-09-01", 1300)))
    state = reader.follow()
    assert state.version == 1
    assert str(state.problem).startswith(
        f"{folder}: town_status_again.csv has an error: line 3: line 2 of town_status.csv has the same key "
        f"({POKR}, 2025-09-01) with other values. "
    )


def test_a_group_without_team_is_the_same_in_both_files(folder: Path) -> None:
    """Missing parts of a key are equal to each other, as they are with uploads."""
    row = csv_of("town_code date evacuated team", (POKR, "2025-09-01", 5, None))
    write(folder, evacuations=row, evacuations_again=row)
    assert rows_of(following(folder), "evacuations", "evacuated") == [(5,)]
