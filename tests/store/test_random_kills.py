"""A commit of half a million rows killed at random moments: all of them are there or none, and it goes on."""

import os
import random
import signal
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy
import pyarrow as pa
import pytest

from dashboard.store.commit import Sender, commit
from dashboard.store.preview import Preview, preview
from dashboard.store.record import Record
from dashboard.store.verifying import verify
from tests.records import AT, BILO, POKR, people, record_of, send, towns
from tests.store.forked import fork

pytestmark = pytest.mark.sqlite_only

ROWS = 500_000
SENDER = Sender("distances.csv", "0" * 64, "Olena", AT)
ANYWHERE, WHILE_WRITING = 12, 8  # moments of the whole commit, and of the part in which pages reach the file
WRITING_S = 0.4


def distance_rows() -> pa.Table:
    places = numpy.arange(ROWS)
    return pa.table(
        {
            "town_code": pa.array([BILO, POKR]).take(pa.array(places % 2)),
            "date": pa.array(numpy.datetime64("2000-01-01") + places // 2 % 9000),
            "source": pa.array([f"Source {number}" for number in range(30)]).take(pa.array(places // 18000)),
            "front_distance_km": pa.array(places % 1000 / 10),
        }
    )


@dataclass(frozen=True)
class Prepared:
    """What every child begins with: the database, its content, what is to be committed and how long that takes."""

    record: Record
    content: bytes
    seen: Preview
    commit_s: float


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    record = record_of(tmp_path_factory.mktemp("large") / "store.db", towns())
    content = record.path.read_bytes()
    seen = preview(record, "front_distances", rows={"front_distances": distance_rows()})
    assert (seen.new, seen.changed, seen.unchanged) == (ROWS, 0, 0)
    begun = time.perf_counter()
    child, acknowledged = begin(record, seen)
    os.waitpid(child, 0)
    assert os.read(acknowledged, 9) == b"saved"
    return Prepared(record, content, seen, time.perf_counter() - begun)


def begin(record: Record, seen: Preview) -> tuple[int, int]:
    """A child that commits at once, and where it says so when it is done."""
    reading, writing = os.pipe()
    child = fork()
    if child == 0:
        try:
            commit(record, seen, sender=SENDER)
            os.write(writing, b"saved")
        finally:
            os._exit(0)
    os.close(writing)
    return child, reading


def killed_after(prepared: Prepared, moment: float) -> bool:
    """Kills a commit; whether it was acknowledged before."""
    restored(prepared)
    child, acknowledged = begin(prepared.record, prepared.seen)
    if moment < 0:  # counted from when the file begins to grow
        while is_running(child) and prepared.record.path.stat().st_size == len(prepared.content):
            time.sleep(0.001)
    time.sleep(abs(moment))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(acknowledged, "rb") as pipe:
        return pipe.read() == b"saved"


def is_running(child: int) -> bool:
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


def restored(prepared: Prepared) -> None:
    prepared.record.path.write_bytes(prepared.content)
    Path(f"{prepared.record.path}-journal").unlink(missing_ok=True)


def moments(commit_s: float) -> Iterator[float]:
    yield from (random.uniform(0, 1.05 * commit_s) for _ in range(ANYWHERE))
    yield from (-random.uniform(0, WRITING_S) for _ in range(WHILE_WRITING))


def was_writing(record: Record) -> bool:
    """Whether a journal was left that says what to take back."""
    journal = Path(f"{record.path}-journal")
    return journal.exists() and journal.stat().st_size > 0


def count(record: Record) -> int:
    with sqlite3.connect(record.path) as raw:
        return int(raw.execute("select count(*) from front_distances").fetchone()[0])


def test_killed_at_random_moments_there_are_all_rows_or_none_and_the_next_upload_works(
    prepared: Prepared,
) -> None:
    record, halfway = prepared.record, 0
    for moment in moments(prepared.commit_s):
        acknowledged = killed_after(prepared, moment)
        halfway += was_writing(record)
        version, problems = verify(record)
        assert problems == [], moment
        stored = count(record)
        assert (version, stored) in ([(2, ROWS)] if acknowledged else [(1, 0), (2, ROWS)]), moment
        saved = send(record, people((BILO, date(2025, 9, 12), 700)))
        assert saved is not None
        assert saved.upload_id == version + 1
    assert halfway > 5
