"""Several processes on one file: two stewards at once, one that is killed, readers during a large commit."""

import random
import sqlite3
import time
from pathlib import Path
from threading import Thread

from dashboard.store.ledger import history
from dashboard.store.reading import Reader
from dashboard.store.record import Record
from dashboard.store.verifying import verify
from tests.records import BILO, POKR, departures, distances, people, send
from tests.store.processes import stewards
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


def test_a_steward_killed_in_the_middle_of_a_commit_leaves_all_of_it_or_nothing(
    record: Record, tmp_path: Path
) -> None:
    shares = [None, 0.3, 0.6, 0.85, 1.0]
    commit_s, acknowledged = 0.0, []
    with stewards(record, *(f"Steward {number}" for number in range(len(shares)))) as started:
        for number, (steward, share) in enumerate(zip(started, shares, strict=True)):
            text = many_distances(f"S{number}", rows=LARGE)
            steward.order(f"preview {written(tmp_path, f'{number}.csv', text=text)}")
            assert steward.answer() == "seen"
            begun = time.perf_counter()
            steward.order("commit")
            if share is None:
                answer = steward.answer()
                commit_s = time.perf_counter() - begun
            else:
                time.sleep(share * commit_s * random.uniform(0.9, 1.1))
                steward.process.kill()
                answer = steward.answer()
            if answer.startswith("saved "):
                acknowledged.append(number)
            send(record, people((BILO, f"2025-09-{number + 1:02}", number)), by="After the kill")
    entries = [upload for upload in history(record) if upload.uploaded_by.startswith("Steward")]
    assert 0 in acknowledged
    assert {f"Steward {number}" for number in acknowledged} <= {entry.uploaded_by for entry in entries}
    with sqlite3.connect(record.path) as raw:
        counted = dict(raw.execute("select upload_id, count(*) from front_distances group by upload_id"))
    assert counted == {entry.upload_id: LARGE for entry in entries}
    assert verify(record) == (len(history(record)), [])
    assert len(rows_of(record, "town_status")) == len(shares)


def test_a_reader_during_a_large_commit_sees_one_version_or_the_next_and_never_a_mix(
    record: Record, tmp_path: Path
) -> None:
    count = 60_000
    send(record, many_distances("S", rows=count))
    later = written(tmp_path, "later.csv", text=many_distances("S", rows=count).replace(".5\n", ".7\n"))
    send(record, departures((BILO, "2025-09-12", 0)))
    sums = {3: (count, _tenths(count, 5)), 4: (count, _tenths(count, 7))}
    reader = Reader(record)
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


def test_a_reader_that_meets_a_writer_keeps_its_snapshot_and_says_why(record: Record) -> None:
    send(record, distances((BILO, "2025-09-12", "A", 3)))
    reader = Reader(record)
    assert reader.follow().problem is None
    with sqlite3.connect(record.path, isolation_level=None) as other:
        other.execute("begin exclusive")
        begun = time.perf_counter()
        state = reader.follow()
        waited_s = time.perf_counter() - begun
        other.execute("rollback")
    assert state.version == 2
    assert str(state.problem) == (
        f"{record.place}: the database is locked by another process (waited 0.2 s). "
        "Nothing was stored. Try again when the other upload is done"
    )
    assert waited_s < 2
    assert reader.follow().problem is None
