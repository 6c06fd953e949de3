"""Every single write and sync of a commit killed, or made to fail: all of it is there or nothing, and it goes on."""

import json
import sqlite3
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from dashboard.errors import DashboardError
from dashboard.ingest.upload import changes, check
from dashboard.store.commit import Sender, commit
from dashboard.store.following import RecordSource
from dashboard.store.preview import Preview
from dashboard.store.reading import Reader
from dashboard.store.record import Record
from dashboard.store.verifying import verify
from tests.records import AT, BILO, POKR, TODAY, departures, people, send
from tests.store.injected import WRITES, every, injected, without_strace

pytestmark = pytest.mark.sqlite_only

SENDER = Sender("rows.csv", "0" * 64, "Olena", AT)
DAYS = [f"{year}-{month:02}-12" for year in range(2023, 2025) for month in range(1, 13)]
FULL = "the disk is full. Nothing was stored. Free some space and send it again"
SILENT = "the disk does not answer (disk I/O error). Check the disk, then try again"

# Of the calls of WRITES those that SQLite makes; its journal is cut off, and not taken away.
FAILING = "pwrite64,fdatasync,ftruncate"

traced = pytest.mark.skipif(bool(without_strace()), reason=without_strace() or "strace works")


@pytest.fixture
def seen(record: Record) -> Preview:
    """A commit that replaces half of its rows; what was there before is upload 2."""
    send(record, departures(*((BILO, day, 1) for day in DAYS)))
    rows = departures(*((code, day, 2) for day in DAYS for code in (BILO, POKR)))
    return changes(record, check(record, rows.encode(), file_name="rows.csv", today=TODAY))


def restored(record: Record, content: bytes) -> None:
    record.path.write_bytes(content)
    Path(f"{record.path}-journal").unlink(missing_ok=True)


def is_stored(record: Record) -> bool:
    """Whether all rows of the commit are there; anything between all and none fails."""
    with sqlite3.connect(record.path) as raw:
        current = "select evacuated, count(*) from evacuations where replaced_by is null group by evacuated"
        found = raw.execute(current).fetchall()
    assert found in ([(1, len(DAYS))], [(2, 2 * len(DAYS))])
    whole = found[0][0] == 2
    assert verify(record) == (3 if whole else 2, [])
    return whole


def goes_on(record: Record, seen: Preview) -> None:
    """The same commit sent again is answered with its only entry, and the next upload follows it."""
    assert commit(record, seen, sender=SENDER).upload_id == 3
    next_upload = send(record, people((BILO, "2025-09-12", 700)))
    assert next_upload is not None
    assert next_upload.upload_id == 4
    assert verify(record) == (4, [])


@traced
def test_killed_at_every_write_and_sync_of_a_commit(record: Record, seen: Preview) -> None:
    content = record.path.read_bytes()
    outcomes = []
    for outcome in every(partial(saved, record, seen), calls=WRITES, fault="signal=KILL"):
        outcomes.append((outcome.answer, is_stored(record)))
        goes_on(record, seen)
        restored(record, content)
    assert set(outcomes) == {(None, False), (None, True), ("saved 3", True)}
    assert outcomes.count((None, False)) > 15


def saved(record: Record, seen: Preview) -> str:
    return f"saved {commit(record, seen, sender=SENDER).upload_id}"


@traced
@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_every_write_and_sync_of_a_commit_fails_once(record: Record, seen: Preview, error: str) -> None:
    content = record.path.read_bytes()
    refusals = {f"{record.place}: {sentence}" for sentence in (FULL, SILENT)}
    first_answers = set()
    for outcome in every(partial(tried_twice, record, seen), calls=FAILING, fault=f"error={error}"):
        first, second, version, problem = json.loads(str(outcome.answer))
        first_answers.add(first)
        assert (second, version, problem) == ("saved 3", 3, None)
        assert is_stored(record)
        restored(record, content)
    assert first_answers - {"saved 3"} == (refusals if error == "ENOSPC" else {f"{record.place}: {SILENT}"})


def tried_twice(record: Record, seen: Preview) -> str:
    """What a steward is answered, and again the second time, by the same process; then what a reader sees."""
    reader = Reader(RecordSource(record))
    reader.follow()
    answers = [answered(record, seen) for _ in range(2)]
    state = reader.follow()
    return json.dumps([*answers, state.version, None if state.problem is None else str(state.problem)])


def answered(record: Record, seen: Preview) -> str:
    try:
        return saved(record, seen)
    except DashboardError as error:
        return str(error)


@traced
def test_what_cannot_be_synced_is_not_acknowledged(record: Record, seen: Preview) -> None:
    outcome = injected(partial(answered, record, seen), calls="fdatasync,fsync", fault="error=EIO:when=1+")
    assert (outcome.answer, is_stored(record)) == (f"{record.place}: {SILENT}", False)
    goes_on(record, seen)


@traced
@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_from_a_write_or_sync_on_every_one_fails(record: Record, seen: Preview, error: str) -> None:
    """The disk stays full, or away: what was refused is not there, what was acknowledged is."""
    content = record.path.read_bytes()
    act = partial(answered, record, seen)
    outcomes = set()
    for number in count(1):
        outcome = injected(act, calls=FAILING, fault=f"error={error}:when={number}+")
        stored = is_stored(record)
        outcomes.add((str(outcome.answer).removeprefix(f"{record.place}: "), stored))
        goes_on(record, seen)
        restored(record, content)
        if not outcome.hit:
            break
    assert outcomes <= {(FULL, False), (SILENT, False), ("saved 3", True)}
    assert len(outcomes) > 1
