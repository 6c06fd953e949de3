"""What the tests of a record in PostgreSQL do to it, and ask of it meanwhile."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import Connection, Engine, event

from dashboard.errors import EngineUnavailable, NotAnswering
from dashboard.ingest.upload import changes, check
from dashboard.store.answers import State
from dashboard.store.commit import Sender
from dashboard.store.following import RecordSource
from dashboard.store.preview import Preview
from dashboard.store.reading import Reader
from dashboard.store.record import Record
from dashboard.store.verifying import verify
from tests.records import AT, BILO, TODAY, people, send
from tests.store.seen import rows_of

BEGUN = "begun_with_towns"
DAY = "2025-09-12"
SENDER = Sender("rows.csv", "0" * 64, "Olena", AT)
AGAIN = "Nothing was stored that was not confirmed. Try again in a moment"
SILENT = f"the database server does not answer. {AGAIN}"
STOPPING = f"the database server is stopping or starting. {AGAIN}"
QUICK_S = 1.0  # half a second is promised; the machine of the tests does other things as well
NOTICED_S = 5.0  # two seconds pass without a word
WELL_S = 20.0


def name_of(url: str) -> str:
    return url.rpartition("/")[2]


def previewed(record: Record, text: str) -> Preview:
    return changes(record, check(record, text.encode(), file_name="rows.csv", today=TODAY))


def reader_of(record: Record) -> Reader:
    """One that has its first snapshot."""
    reader = Reader(RecordSource(record))
    reader.follow()
    return reader


def refused(record: Record, *, day: str = DAY) -> str:
    """The sentence with which an upload is refused."""
    with pytest.raises(EngineUnavailable) as raised:
        send(record, people((BILO, day, 1)))
    return str(raised.value).removeprefix(f"{record.place}: ")


def quickly(reader: Reader) -> State:
    """What a page is told; it does not wait for a server that is away. Asked again where the machine was busy once."""
    waited_s = []
    for _ in range(2):
        begun = time.perf_counter()
        state = reader.follow()
        waited_s.append(time.perf_counter() - begun)
        if waited_s[-1] < QUICK_S:
            return state
    raise AssertionError(waited_s)


def told(reader: Reader, record: Record, *, version: int = 1) -> str:
    """Why a page shows its last snapshot, which it does; the first looks may end before the server's answer."""
    until = time.monotonic() + NOTICED_S
    while True:
        state = quickly(reader)
        assert state.version == version
        assert len(reader.ask("towns", version=state.version)) == 5
        if state.problem is not None and not isinstance(state.problem, NotAnswering):
            return str(state.problem).removeprefix(f"{record.place}: ")
        assert time.monotonic() < until
        time.sleep(0.05)


def waits(reader: Reader, record: Record) -> None:
    """A page is shown while the server is asked: soon it says since when, and never waits for it."""
    until = time.monotonic() + NOTICED_S
    while (state := quickly(reader)).problem is None:
        assert time.monotonic() < until
        time.sleep(0.05)
    assert len(reader.ask("towns", version=state.version)) == 5
    assert state.age_s > 2
    assert isinstance(state.problem, NotAnswering)
    assert str(state.problem) == (
        f"{record.place}: the database has not answered for {state.problem.waited_s:.1f} s. "
        "It is still being asked, and shown as soon as it has answered"
    )


def shows(reader: Reader, version: int) -> bool:
    """Whether the same reader is well again and shows an upload, which it does by itself after a while."""
    until = time.monotonic() + WELL_S
    while (state := quickly(reader)).problem is not None or state.version != version:
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def goes_on(record: Record, reader: Reader) -> None:
    """Without a restart of anything: what was refused is taken, once, and readers see it."""
    saved = send(record, people((BILO, DAY, 700)))
    assert saved is not None
    assert saved.upload_id == 2
    assert shows(reader, 2)
    assert rows_of(reader, "town_status", "population_remaining") == [(700,)]
    assert verify(record) == (2, [])


def all_connections(url: str) -> list[psycopg.Connection]:
    """As many as the server still gives."""
    taken: list[psycopg.Connection] = []
    while True:
        try:
            taken.append(psycopg.connect(url))
        except psycopg.OperationalError:
            return taken


@contextmanager
def at_commit(act: Callable[[], object]) -> Iterator[None]:
    """``act`` is done when the next transaction is about to be committed, and all its rows are sent."""
    done: list[bool] = []

    def once(_: Connection) -> None:
        if not done:
            done.append(True)
            act()

    event.listen(Engine, "commit", once)
    try:
        yield
    finally:
        event.remove(Engine, "commit", once)
    assert done
