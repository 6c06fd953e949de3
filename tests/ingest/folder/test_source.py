"""A folder is followed like a record: by version, whole states only, with a history of what changed."""

import hashlib
import os
from datetime import date
from pathlib import Path

import pytest

from dashboard.errors import EngineUnavailable, FolderBroken
from dashboard.ingest.folder import source as looking
from dashboard.ingest.folder.reader import FolderReader
from dashboard.ingest.folder.source import FolderSource
from dashboard.store.answers import Answers
from dashboard.store.row_changes import Counts, tables_of_upload
from dashboard.store.snapshot import Snapshot
from tests.ingest.folder.folders import begun, following, write
from tests.records import BILO, HULI, KOST, POKR, TODAY, distances, people, towns
from tests.store.seen import rows_of

COLUMNS = ("town_code", "date", "population_remaining")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return begun(tmp_path / "shared")


@pytest.fixture
def reader(folder: Path) -> FolderReader:
    found = following(folder)
    assert found.follow().version == 1
    return found


def entry(answers: Answers, upload_id: int) -> dict[str, object]:
    history = answers.ask("history", version=upload_id)
    return dict(history[history["upload_id"] == upload_id].iloc[0])


def test_the_first_state_is_one_entry_with_the_files_and_their_time(
    reader: FolderReader, folder: Path
) -> None:
    first = entry(reader, 1)
    assert (first["uploaded_by"], first["dataset"], first["uploaded_at"]) == (
        "shared folder",
        "folder",
        "2025-09-14T08:30:00Z",
    )
    assert (first["file_name"], first["note"]) == (
        "front_distances.csv and 2 more files",
        "front_distances.csv, town_status.csv, towns.csv",
    )
    assert (first["rows_new"], first["rows_changed"], first["rows_removed"]) == (8, 0, 0)
    sums = [f"{hashlib.sha256(f.read_bytes()).hexdigest()}  {f.name}\n" for f in sorted(folder.iterdir())]
    assert first["file_sha256"] == hashlib.sha256("".join(sums).encode()).hexdigest()


def test_a_changed_file_is_the_next_version_and_the_state_before_is_still_known(
    reader: FolderReader, folder: Path
) -> None:
    text = people((POKR, "2025-09-01", 1300), (KOST, "2025-09-01", 8000))
    write(folder, minutes=5, town_status=text)
    assert reader.follow().version == 2
    assert rows_of(reader, "town_status", *COLUMNS) == [
        (KOST, "2025-09-01", 8000),
        (POKR, "2025-09-01", 1300),
    ]
    assert rows_of(reader, "town_status", *COLUMNS, version=1) == [
        (BILO, "2025-09-01", 700),
        (POKR, "2025-09-01", 1400),
    ]
    second = entry(reader, 2)
    assert (second["dataset"], second["file_name"], second["uploaded_at"]) == (
        "town_status",
        "town_status.csv",
        "2025-09-14T08:35:00Z",
    )
    assert second["file_sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert [second[f"rows_{name}"] for name in ("new", "changed", "unchanged", "removed")] == [1, 1, 0, 1]
    assert tables_of_upload(reader, 2) == {"town_status": Counts(1, 1, 1)}


def test_rows_that_say_nothing_and_groups_without_a_team_come_and_go_like_others(
    reader: FolderReader, folder: Path
) -> None:
    """Missing is equal to missing, in the key and in the values, and no row is not a row of missing values."""
    group = f"town_code,date,evacuated,team\n{POKR},2025-09-01,5,\n"
    write(folder, town_status=people((POKR, "2025-09-01", None)), evacuations=group)
    reader.follow()
    write(
        folder,
        minutes=5,
        town_status=people((BILO, "2025-09-01", None)),
        evacuations=group + f"{BILO},2025-09-01,3,\n",
    )
    reader.follow()
    assert rows_of(reader, "town_status", *COLUMNS) == [(BILO, "2025-09-01", None)]
    assert tables_of_upload(reader, 3) == {"town_status": Counts(1, 0, 1), "evacuations": Counts(1, 0, 0)}
    third = entry(reader, 3)
    assert [third[f"rows_{name}"] for name in ("new", "changed", "unchanged", "removed")] == [2, 0, 1, 1]


def test_the_time_of_a_state_is_that_of_what_changed(reader: FolderReader, folder: Path) -> None:
    """Also where an older copy of a file is put in its place."""
    write(folder, minutes=-60, town_status=people((POKR, "2025-09-01", 1300)))
    reader.follow()
    assert entry(reader, 2)["uploaded_at"] == "2025-09-14T07:30:00Z"


def test_answers_that_a_change_does_not_touch_stay_the_same(reader: FolderReader, folder: Path) -> None:
    write(folder, minutes=5, town_status=people((POKR, "2025-09-01", 1300)))
    reader.follow()
    assert (reader.last_change("towns", version=2), reader.last_change("people_on_days", version=2)) == (1, 2)


def test_a_file_that_is_written_again_as_it_was_makes_no_version(reader: FolderReader, folder: Path) -> None:
    write(folder, minutes=5, town_status=people((POKR, "2025-09-01", 1400), (BILO, "2025-09-01", 700)))
    assert reader.follow().version == 1
    write(folder, minutes=6, town_status=people((BILO, "2025-09-01", 700), (POKR, "2025-09-01", 1400)))
    assert reader.follow().version == 1


def test_a_column_that_leaves_a_file_leaves_its_rows(reader: FolderReader, folder: Path) -> None:
    """A file is the whole table: unlike with an upload, what it does not say is not known."""
    write(folder, minutes=5, town_status=f"town_code,date,status\n{POKR},2025-09-01,contested\n")
    reader.follow()
    shown = rows_of(reader, "town_status", "town_code", "status", "population_remaining")
    assert shown == [(POKR, "contested", None)]


def test_without_a_change_no_file_is_opened(reader: FolderReader, monkeypatch: pytest.MonkeyPatch) -> None:
    def opening(_: Path) -> bytes:
        raise AssertionError("a file was opened")

    monkeypatch.setattr(Path, "read_bytes", opening)
    assert reader.follow().version == 1


def test_only_what_changed_is_checked_again_and_everything_with_the_towns(
    reader: FolderReader, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []
    check = looking.checked_files.__globals__["check"]

    def noting(*given: object, **named: object) -> object:
        checked.append(str(named["file_name"]))
        return check(*given, **named)

    monkeypatch.setattr("dashboard.ingest.folder.checking.check", noting)
    write(folder, minutes=5, town_status=people((POKR, "2025-09-01", 1300)))
    reader.follow()
    assert checked == ["town_status.csv"]
    write(folder, minutes=6, towns=towns().replace("14634", "14600"))
    reader.follow()
    assert checked[1:] == ["towns.csv", "town_status.csv", "front_distances.csv"]


def test_a_file_with_an_error_leaves_the_last_good_state_and_says_where(
    reader: FolderReader, folder: Path
) -> None:
    write(folder, minutes=5, town_status=people((POKR, "2025-09-01", "ten"), (KOST, "tomorrow", 1)))
    state = reader.follow()
    assert (state.version, type(state.problem)) == (1, FolderBroken)
    assert str(state.problem) == (
        f'{folder}: town_status.csv has 2 errors, the first: line 2, population_remaining: found "ten", '
        "expected a whole number of people from 0 to 10000000. "
        "Until that is mended, the state of 2025-09-14 08:30 UTC stays"
    )
    assert rows_of(reader, "town_status", *COLUMNS)[0] == (BILO, "2025-09-01", 700)
    assert {c.file.name: len(c.errors) for c in reader.folder.files} == {
        "towns.csv": 0,
        "town_status.csv": 2,
        "front_distances.csv": 0,
    }


def test_a_good_change_beside_a_broken_file_waits_for_it(reader: FolderReader, folder: Path) -> None:
    write(folder, minutes=5, town_status=people((POKR, "2025-09-01", "ten")))
    write(folder, minutes=5, front_distances=distances((POKR, "2025-09-01", "Map", 5.0)))
    assert reader.follow().version == 1
    assert rows_of(reader, "front_distances", "front_distance_km") == [(9.0,)]
    write(folder, minutes=6, town_status=people((POKR, "2025-09-01", 10)))
    state = reader.follow()
    assert (state.version, state.problem) == (2, None)
    assert rows_of(reader, "front_distances", "front_distance_km") == [(5.0,)]
    assert entry(reader, 2)["file_name"] == "front_distances.csv, town_status.csv"


def test_with_broken_towns_only_the_towns_are_said_to_be_broken(reader: FolderReader, folder: Path) -> None:
    write(folder, minutes=5, towns=towns().replace("48.54", "148.54"))
    state = reader.follow()
    assert isinstance(state.problem, FolderBroken)
    assert list(state.problem.errors) == ["towns.csv"]


def test_a_town_that_leaves_while_reports_speak_of_it_is_an_error_of_these(
    reader: FolderReader, folder: Path
) -> None:
    write(folder, minutes=5, towns="".join(line for line in towns().splitlines(True) if POKR not in line))
    state = reader.follow()
    assert isinstance(state.problem, FolderBroken)
    assert sorted(state.problem.errors) == ["front_distances.csv", "town_status.csv"]


def test_a_first_state_with_an_error_shows_nothing(folder: Path) -> None:
    write(folder, town_status=people((POKR, "2025-09-01", "ten")))
    reader = following(folder)
    for _ in range(2):
        with pytest.raises(FolderBroken, match="Until that is mended, nothing is shown"):
            reader.follow()
    write(folder, minutes=1, town_status=people((POKR, "2025-09-01", 10)))
    assert reader.follow().version == 1


def test_a_folder_without_towns_is_no_folder_of_the_dashboard(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable) as refused:
        following(tmp_path).follow()
    assert str(refused.value) == (
        f"{tmp_path}: there is no towns.csv in this folder. "
        "Put the file of the towns into it first, then those of their reports"
    )


def test_a_file_that_is_gone_leaves_the_last_good_state_until_it_is_back(
    reader: FolderReader, folder: Path
) -> None:
    kept = (folder / "town_status.csv").rename(folder.parent / "kept.csv")
    for _ in range(2):
        state = reader.follow()
        assert str(state.problem) == (
            f"{folder}: town_status.csv has an error: the file is gone. Put it back, or restart the server if its rows "
            "shall go. Until that is mended, the state of 2025-09-14 08:30 UTC stays"
        )
    assert len(rows_of(reader, "town_status")) == 2
    kept.rename(folder / "town_status.csv")
    state = reader.follow()
    assert (state.version, state.problem) == (1, None)


def test_after_a_restart_a_file_that_is_gone_is_no_table_any_more(folder: Path) -> None:
    (folder / "town_status.csv").unlink()
    assert rows_of(following(folder), "town_status") == []


def test_a_file_can_be_called_otherwise_or_be_parted(reader: FolderReader, folder: Path) -> None:
    (folder / "town_status.csv").rename(folder / "town_status_2025.csv")
    state = reader.follow()
    assert (state.version, state.problem) == (1, None)
    (folder / "town_status_2025.csv").unlink()
    write(
        folder,
        town_status_a=people((POKR, "2025-09-01", 1400)),
        town_status_b=people((BILO, "2025-09-01", 700)),
    )
    state = reader.follow()
    assert (state.version, state.problem) == (1, None)


def test_a_drive_that_is_not_connected_leaves_the_last_good_state(reader: FolderReader, folder: Path) -> None:
    folder.rename(folder.parent / "away")
    state = reader.follow()
    assert state.version == 1
    assert str(state.problem).startswith(f"{folder}: the folder cannot be read (No such file or directory).")
    folder.mkdir()  # the place where it was connected, empty
    assert isinstance(reader.follow().problem, FolderBroken)
    folder.rmdir()
    (folder.parent / "away").rename(folder)
    assert reader.follow().problem is None


def test_a_file_that_cannot_be_read_is_said_and_tried_again(
    reader: FolderReader, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, minutes=5, town_status=people((POKR, "2025-09-01", 1300)))
    read = Path.read_bytes

    def refusing(path: Path) -> bytes:
        if path.name == "town_status.csv":
            raise PermissionError(13, "Permission denied")
        return read(path)

    with monkeypatch.context() as locked:
        locked.setattr(Path, "read_bytes", refusing)
        assert str(reader.follow().problem) == (
            f"{folder}: town_status.csv has an error: the file cannot be read (Permission denied). Give the server's "
            "user the right to read it. Until that is mended, the state of 2025-09-14 08:30 UTC stays"
        )
    state = reader.follow()
    assert (state.version, state.problem) == (2, None)


def test_files_that_are_being_written_are_left_for_the_next_look(
    reader: FolderReader, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first half of a file has no error of its own, and would take the other half's rows away."""
    whole = people((POKR, "2025-09-01", 1400), (BILO, "2025-09-02", 690), (HULI, "2025-09-02", 50))
    write(folder, minutes=5, town_status="".join(whole.splitlines(True)[:2]))
    with monkeypatch.context() as writing:
        writing.setattr(looking.time, "sleep", lambda _: write(folder, minutes=6, town_status=whole))
        state = reader.follow()
        assert (state.version, state.problem) == (1, None)
    assert reader.follow().version == 2
    assert len(rows_of(reader, "town_status")) == 3


@pytest.mark.parametrize(
    ("end", "rest_s"), [("\n", looking.LOOK_AGAIN_S), ("", looking.LOOK_AGAIN_UNENDED_S)]
)
def test_a_file_whose_last_line_has_no_end_is_given_more_time(
    reader: FolderReader, folder: Path, monkeypatch: pytest.MonkeyPatch, end: str, rest_s: float
) -> None:
    """Cut in its last number it would have no error, and 14 people where there are 1400."""
    waited: list[float] = []
    monkeypatch.setattr(looking.time, "sleep", waited.append)
    monkeypatch.setattr(looking.time, "monotonic", lambda: 0.0)
    write(
        folder,
        minutes=5,
        town_status=people((BILO, "2025-09-01", 700), (POKR, "2025-09-01", 14)).strip() + end,
    )
    Snapshot().bring(reader.folder)
    assert waited == [rest_s]


def test_at_the_first_start_files_that_are_being_written_are_waited_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = following(folder)
    with monkeypatch.context() as writing:
        writing.setattr(looking.time, "sleep", lambda _: write(folder, minutes=6, towns=towns() + "\n"))
        with pytest.raises(EngineUnavailable, match="the files of this folder are being written"):
            reader.follow()
    assert reader.follow().version == 1


def test_a_day_that_was_ahead_is_an_error_until_it_comes(folder: Path) -> None:
    write(folder, minutes=5, town_status=people((POKR, "2025-09-18", 1300)))
    days = iter([date(2025, 9, 15), date(2025, 9, 15), date(2025, 9, 17)])
    reader = FolderReader(FolderSource(folder, today=lambda: next(days)))
    for _ in range(2):
        with pytest.raises(FolderBroken, match="expected a day that is not in the future"):
            reader.follow()
    assert reader.follow().version == 1


def test_tables_that_another_source_brought_take_over_only_what_differs(folder: Path) -> None:
    snapshot = Snapshot()
    snapshot.bring(FolderSource(folder, today=lambda: TODAY))
    write(folder, minutes=5, town_status=people((POKR, "2025-09-01", 1300)))
    other = FolderSource(folder, today=lambda: TODAY)
    Snapshot().bring(other)
    snapshot.bring(other)
    snapshot.bring(other)
    assert snapshot.known.version == 2
    found = snapshot.memory.execute(
        "select rows_new, rows_changed, rows_removed, rows_unchanged from record.uploads"
    )
    assert found.fetchall() == [(8, 0, 0, 0), (0, 1, 1, 6)]


def test_a_large_file_is_refused_before_it_is_read(
    reader: FolderReader, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (folder / "evacuations.csv").open("wb") as file:
        os.truncate(file.fileno(), 200_000_001)
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"")
    assert str(reader.follow().problem).startswith(
        f"{folder}: evacuations.csv has an error: the file is larger than 200 MB. "
        "Part it into evacuations_1, evacuations_2 and so on."
    )
