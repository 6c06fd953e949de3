"""Nobody waits for a slow source: what is known is shown, with its age and a word, and the rest comes by itself."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import duckdb
import pytest

from dashboard.errors import EngineUnavailable, NotAnswering
from dashboard.store import following, reading
from dashboard.store.following import RecordSource
from dashboard.store.reading import Reader
from dashboard.store.record import Record
from dashboard.store.source import Known
from tests.records import BILO, departures, people, send
from tests.store.seen import rows_of

pytestmark = pytest.mark.sqlite_only
DAY = "2025-09-12"


@dataclass
class Slow:
    """A source that answers only while it is ``open``, and counts how often it is asked at once."""

    source: RecordSource
    open: threading.Event = field(default_factory=threading.Event)
    asked: int = 0
    at_once: int = 0
    most_at_once: int = 0
    error: Exception | None = None
    behind = None

    @property
    def place(self) -> str:
        return self.source.place

    def bring(self, memory: duckdb.DuckDBPyConnection, *, since: Known) -> Known:
        self.asked += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            self.open.wait(20)
            if self.error is not None:
                raise self.error
            return self.source.bring(memory, since=since)
        finally:
            self.at_once -= 1


@pytest.fixture
def slow(record: Record, monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    monkeypatch.setattr(Reader, "wait_s", 0.1)
    source = Slow(RecordSource(record))
    source.open.set()
    yield source
    source.open.set()


def seen(reader: Reader, *, version: int) -> bool:
    """Whether a version is shown soon."""
    until = time.monotonic() + 20
    while (state := reader.follow()).version != version or state.problem is not None:
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def test_who_has_a_snapshot_waits_a_moment_only_and_sees_the_news_when_they_have_come(
    record: Record, slow: Slow
) -> None:
    reader = Reader(slow)
    assert reader.follow().version == 1
    send(record, people((BILO, DAY, 700)))
    slow.open.clear()
    begun = time.monotonic()
    states = [reader.follow() for _ in range(3)]
    assert time.monotonic() - begun < 2
    assert [(state.version, state.problem) for state in states] == [(1, None)] * 3
    assert len(reader.ask("towns", version=1)) == 5
    assert slow.most_at_once == 1
    assert slow.asked == 2
    slow.open.set()
    assert seen(reader, version=2)
    assert rows_of(reader, "town_status", "population_remaining") == [(700,)]


def test_after_a_while_it_is_told_that_the_source_does_not_answer(
    slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(slow)
    reader.follow()
    slow.open.clear()
    assert reader.follow().problem is None
    monkeypatch.setattr(reading, "CURRENT_S", 0.2)
    time.sleep(0.3)
    state = reader.follow()
    assert isinstance(state.problem, NotAnswering)
    assert 0.3 < state.problem.waited_s < state.age_s + 0.2 < 20
    assert str(state.problem) == (
        f"{slow.place}: the database has not answered for {state.problem.waited_s:.1f} s. "
        "It is still being asked, and shown as soon as it has answered"
    )
    slow.open.set()
    assert seen(reader, version=1)


def test_what_was_read_long_ago_is_not_shown_without_a_word(
    slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(slow)
    reader.follow()
    monkeypatch.setattr(reading, "CURRENT_S", 0.0)
    slow.open.clear()
    assert isinstance(reader.follow().problem, NotAnswering)


def test_the_last_error_is_told_while_the_next_attempt_is_waited_for(slow: Slow) -> None:
    reader = Reader(slow)
    reader.follow()
    slow.error = EngineUnavailable("db", "it is away", "Start it")
    assert str(reader.follow().problem) == "db: it is away. Start it"
    slow.open.clear()
    assert str(reader.follow().problem) == "db: it is away. Start it"
    slow.error = None
    slow.open.set()
    assert seen(reader, version=1)


def test_without_a_snapshot_the_first_answer_is_waited_for(slow: Slow) -> None:
    reader = Reader(slow)
    slow.open.clear()
    threading.Timer(0.5, slow.open.set).start()
    assert reader.follow().version == 1


def test_without_a_snapshot_the_error_is_raised_to_everybody_who_waits(slow: Slow) -> None:
    reader = Reader(slow)
    slow.open.clear()
    slow.error = EngineUnavailable("db", "it is away", "Start it")
    raised: list[str] = []

    def follow() -> None:
        try:
            reader.follow()
        except EngineUnavailable as error:
            raised.append(str(error))

    waiting = [threading.Thread(target=follow) for _ in range(3)]
    for thread in waiting:
        thread.start()
    slow.open.set()
    for thread in waiting:
        thread.join()
    assert raised == ["db: it is away. Start it"] * 3


def test_who_committed_while_another_look_was_under_way_sees_it(
    record: Record, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That look may have begun before the commit: it is waited for, and then another one."""
    monkeypatch.setattr(Reader, "wait_s", 20.0)
    reader = Reader(slow)
    reader.follow()
    source, looked, go_on = slow.source.bring, threading.Event(), threading.Event()

    def after_looking(memory: duckdb.DuckDBPyConnection, *, since: Known) -> Known:
        found = source(memory, since=since)
        looked.set()
        go_on.wait(20)
        return found

    monkeypatch.setattr(slow.source, "bring", after_looking)
    other = threading.Thread(target=reader.follow)
    other.start()
    looked.wait(20)
    monkeypatch.setattr(slow.source, "bring", source)
    send(record, departures((BILO, DAY, 3)))
    threading.Timer(0.2, go_on.set).start()
    assert reader.follow().version == 2
    other.join()


def test_many_who_come_at_once_share_a_look(slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Reader, "wait_s", 20.0)
    reader = Reader(slow)
    reader.follow()
    slow.open.clear()
    everybody = [threading.Thread(target=reader.follow) for _ in range(20)]
    for thread in everybody:
        thread.start()
    slow.open.set()
    for thread in everybody:
        thread.join()
    assert slow.most_at_once == 1
    assert slow.asked < 20


def test_questions_on_the_old_version_go_on_while_rows_are_taken_over(
    record: Record, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of the rows are in, uncommitted, when the question is asked."""
    reader = Reader(slow)
    reader.follow()
    send(record, people((BILO, DAY, 700)))
    halfway, go_on = threading.Event(), threading.Event()

    apply = following._apply

    def stopping(memory: duckdb.DuckDBPyConnection, news: object, *, statement: str) -> None:
        apply(memory, news, statement=statement)  # type: ignore[arg-type]
        if "town_status" in statement:
            halfway.set()
            go_on.wait(20)

    monkeypatch.setattr(following, "_apply", stopping)
    assert reader.follow().version == 1
    assert halfway.wait(20)
    assert rows_of(reader, "town_status", version=1) == []
    assert rows_of(reader, "town_status", version=2) == []
    go_on.set()
    assert seen(reader, version=2)
