"""Several processes on one file: two stewards at once, one that is killed, readers during a large commit."""

import sqlite3
import sys
import time
from pathlib import Path
from subprocess import run
from threading import Event, Thread

import pytest

from dashboard.store import reading
from dashboard.store.following import RecordSource
from dashboard.store.ledger import history
from dashboard.store.reading import Reader
from dashboard.store.record import Record
from dashboard.store.verifying import verify
from tests.databases import databases
from tests.records import BILO, POKR, departures, distances, people, send
from tests.store.processes import PROJECT, stewards
from tests.store.seen import rows_of

ROUNDS = 5
LARGE = 100_000


def written(folder: Path, name: str, *, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def many_distances(source: str, *, rows: int) -> str:
    """One row per source, so that every file of another name has keys of its own."""
    lines = (f"{BILO},2025-09-12,{source} {number},{number % 100}.5" for number in range(rows))
    return "town_code,date,source,front_distance_km\n" + "\n".join(lines) + "\n"


def test_two_processes_that_commit_at_once_lose_and_double_nothing(record: Record, tmp_path: Path) -> None:
    days = [f"2025-09-0{number}" for number in range(1, ROUNDS + 1)]
    with stewards(record, "Olena", "Petro") as (olena, petro):
        for number, day in enumerate(days):
            mine = [(BILO, day, number), (POKR, "2025-08-01", 2 * number + 1)]
            theirs = [(POKR, day, number), (POKR, "2025-08-01", 2 * number + 2)]
            for steward, rows in ((olena, mine), (petro, theirs)):
                name = f"{id(steward)}_{number}.csv"
                steward.order(f"send {written(tmp_path, name, text=people(*rows))}")
            assert all(steward.answer().startswith("saved ") for steward in (olena, petro))
    assert [upload.upload_id for upload in history(record)] == list(range(1, 2 * ROUNDS + 2))
    found = rows_of(record, "town_status", "town_code", "date", "population_remaining")
    expected = [(code, day, number) for code in (BILO, POKR) for number, day in enumerate(days)]
    assert [row for row in found if row[1] != "2025-08-01"] == expected
    assert next(row[2] for row in found if row[1] == "2025-08-01") in (2 * ROUNDS - 1, 2 * ROUNDS)
    assert verify(record) == (2 * ROUNDS + 1, [])


def test_of_two_who_previewed_the_same_row_one_is_told(record: Record, tmp_path: Path) -> None:
    with stewards(record, "Olena", "Petro") as both:
        for number, steward in enumerate(both):
            file = written(tmp_path, f"{number}.csv", text=people((BILO, "2025-09-12", number)))
            steward.order(f"preview {file}")
        assert [steward.answer() for steward in both] == ["seen", "seen"]
        for steward in both:
            steward.order("commit")
        answers = sorted(steward.answer() for steward in both)
    assert answers[0].startswith("refused town_status changed since your preview (upload 2 by ")
    assert answers[1] == "saved 2"
    assert len(rows_of(record, "town_status")) == 1


def test_a_reader_during_a_large_commit_sees_one_version_or_the_next_and_never_a_mix(
    record: Record, tmp_path: Path
) -> None:
    count = 60_000
    send(record, many_distances("S", rows=count))
    later = written(tmp_path, "later.csv", text=many_distances("S", rows=count).replace(".5\n", ".7\n"))
    send(record, departures((BILO, "2025-09-12", 0)))
    sums = {3: (count, _tenths(count, 5)), 4: (count, _tenths(count, 7))}
    reader = Reader(RecordSource(record))
    seen: list[tuple[int, tuple[int, int]]] = []
    with stewards(record, "Olena") as (olena,):
        olena.order(f"preview {later}")
        assert olena.answer() == "seen"
        answer: list[str] = []
        olena.order("commit")
        waiting = Thread(target=lambda: answer.append(olena.answer()))
        waiting.start()
        while waiting.is_alive() or not seen or seen[-1][0] == 3:
            seen.append(_sums(reader))
        waiting.join()
    assert answer == ["saved 4"]
    assert {version for version, _ in seen} == {3, 4}
    assert [found for found in seen if found[1] != sums[found[0]]] == []


def test_the_command_line_uploads_while_readers_read_and_see_whole_uploads_only(
    record: Record, tmp_path: Path
) -> None:
    days = [
        f"{year}-{month:02}-{day:02}"
        for year in (2023, 2024)
        for month in range(1, 13)
        for day in range(1, 29)
    ]
    names = ("first", "second", "third")
    for place, name in enumerate(names):
        rows = [(code, day, "A", 10 + place) for day in days for code in (BILO, POKR)]
        written(tmp_path, f"{name}.csv", text=distances(*rows))
    expected = {1: (0, 0, 0)} | {2 + place: (2 * len(days), *[10 + place] * 2) for place in range(len(names))}
    seen: list[tuple[int, tuple[int, ...]]] = []
    done = Event()
    readers = [Thread(target=_look, args=(Reader(RecordSource(record)), seen, done)) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        statuses = [_uploaded(record, tmp_path / f"{name}.csv") for name in names]
    finally:
        done.set()
    for reader in readers:
        reader.join()
    assert statuses == [0, 0, 0]
    assert {version for version, _ in seen} == {1, 2, 3, 4}
    assert [found for found in seen if found[1] != expected[found[0]]] == []
    assert verify(record) == (4, [])


def _uploaded(record: Record, file: Path) -> int:
    command = [sys.executable, "-m", "dashboard", "upload", str(file), "--by", "Olena"]
    return run(
        [*command, "--database", databases.url_of(record)], cwd=PROJECT, capture_output=True
    ).returncode


def _look(reader: Reader, seen: list[tuple[int, tuple[int, ...]]], done: Event) -> None:
    """Notes each version that is seen with its count of distances, the least and the greatest, until all is done."""
    sql = (
        "select count(*) as count, coalesce(min(front_distance_km), 0) as least, "
        "coalesce(max(front_distance_km), 0) as most "
        "from record.front_distances where upload_id <= $version and replaced_by > $version"
    )
    last_look = False
    while not last_look:
        last_look = done.is_set()
        version = reader.follow().version
        count, least, most = reader.answer(sql, {"version": version}).iloc[0]
        seen.append((version, (int(count), int(least), int(most))))


def _tenths(count: int, digit: int) -> int:
    return sum(number % 100 * 10 + digit for number in range(count))


def _sums(reader: Reader) -> tuple[int, tuple[int, int]]:
    """The version, and how many distances it has and what they add up to, in tenths of a kilometre."""
    state = reader.follow()
    sql = (
        "select count(*) as count, sum(round(front_distance_km * 10)::bigint)::bigint as tenths "
        "from record.front_distances where upload_id <= $version and replaced_by > $version"
    )
    found = reader.answer(sql, {"version": state.version}).iloc[0]
    return state.version, (int(found["count"]), int(found["tenths"]))


@pytest.mark.sqlite_only
def test_a_reader_that_meets_a_writer_keeps_its_snapshot_and_says_why(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Reader, "wait_s", 0.1)
    monkeypatch.setattr(reading, "CURRENT_S", 0.0)
    send(record, distances((BILO, "2025-09-12", "A", 3)))
    reader = Reader(RecordSource(record))
    assert reader.follow().problem is None
    with sqlite3.connect(record.path, isolation_level=None) as other:
        other.execute("begin exclusive")
        begun = time.perf_counter()
        state = reader.follow()
        waited_s = time.perf_counter() - begun
        other.execute("rollback")
    assert state.version == 2
    assert str(state.problem) == (
        f"{record.place}: the database has not answered for 0.1 s. "
        "It is still being asked, and shown as soon as it has answered"
    )
    assert waited_s < 1
    monkeypatch.undo()
    assert reader.follow().problem is None
