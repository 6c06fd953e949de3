"""A replica that is behind: readers keep the newest that they saw, are told, and go on when it has caught up."""

import re
import time
from collections.abc import Callable, Iterator
from threading import Timer

import pytest

from dashboard.errors import ReplicaLate
from dashboard.store.postgresql import replica
from dashboard.store.record import Record
from dashboard.store.records import record_at
from dashboard.store.verifying import verify
from tests.postgresql import Server, Standby
from tests.records import BILO, departures, people, send
from tests.slow_line import SlowLine
from tests.store.postgresql.faults import DAY, WELL_S, name_of, reader_of, refused, shows, told
from tests.store.seen import rows_of


@pytest.fixture(scope="module")
def standby(own_server: Server) -> Iterator[Standby]:
    standby = own_server.standby()
    yield standby
    standby.close()


def behind(record: Record) -> str | None:
    """What readers of a replica are to be told, without the moment."""
    with record.reading() as connection:
        found = record.behind(connection)
    return None if found is None else re.sub(r"came \d+ s ago", "came .. s ago", str(found))


@pytest.fixture
def on_standby(own: Server, own_url: str, standby: Standby) -> Record:
    standby.catch_up()
    return record_at(standby.url(name_of(own_url)))


def test_a_replica_is_read_like_any_record_and_refuses_uploads(
    own_record: Record, on_standby: Record, standby: Standby
) -> None:
    reader = reader_of(on_standby)
    send(own_record, people((BILO, DAY, 700)))
    standby.catch_up()
    assert shows(reader, 2)
    assert rows_of(reader, "town_status", "population_remaining") == [(700,)]
    assert verify(on_standby) == (2, [])
    assert refused(on_standby) == (
        "the database can only be read here. Nothing was stored. Send it where the database may be written"
    )
    assert verify(own_record) == (2, [])


def test_who_comes_to_a_replica_that_is_behind_keeps_what_was_seen_until_it_caught_up(
    own: Server, own_record: Record, standby: Standby, on_standby: Record
) -> None:
    with SlowLine(own.port) as line:
        record = record_at(own.url(name_of(own_record.place), port=line.port))
        reader = reader_of(record)
        standby.pause_replay()
        try:
            send(own_record, people((BILO, DAY, 700)))
            assert shows(reader, 2)
            line.target = (
                standby.port
            )  # as where a second host stands in the address, or a name is given to it
            line.cut()
            line.mend()
            assert told(reader, record, version=2) == (
                "this replica is behind: it has upload 1, upload 2 was seen before. "
                "It is read again when it has caught up. "
                "Restart the server if an older backup was put in its place"
            )
            assert rows_of(reader, "town_status", "population_remaining", version=2) == [(700,)]
        finally:
            standby.resume_replay()
        assert shows(reader, 2)
        send(own_record, departures((BILO, DAY, 3)))
        standby.catch_up()
        assert shows(reader, 3)


def test_a_paused_replica_says_so_when_it_has_something_that_it_does_not_show(
    own_record: Record, on_standby: Record, standby: Standby, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replica, "TOLD_AFTER_S", 0.1)
    reader = reader_of(on_standby)
    assert behind(own_record) is None
    assert _in_time(lambda: behind(on_standby) is None)
    standby.pause_replay()
    try:
        send(own_record, people((BILO, DAY, 700)))
        assert _in_time(lambda: behind(on_standby) is not None)
        assert behind(on_standby) == (
            f"{on_standby.place}: this replica has not shown yet what it got from its primary "
            "(its newest change came .. s ago). Look whether its replay is paused or slow"
        )
        state = reader.follow()
        assert isinstance(state.problem, ReplicaLate)
        assert state.version == 1
    finally:
        standby.resume_replay()
    assert _in_time(lambda: behind(on_standby) is None)
    assert behind(own_record) is None
    assert _in_time(lambda: reader.follow().problem is None)
    assert reader.follow().version == 2


def test_what_came_just_now_and_is_being_shown_is_no_reason_to_tell_readers(
    own: Server,
    own_record: Record,
    on_standby: Record,
    standby: Standby,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(replica, "TOLD_AFTER_S", 0.0)
    monkeypatch.setattr(replica, "SOON_S", WELL_S)
    standby.pause_replay()
    send(own_record, people((BILO, DAY, 700)))
    written = own.run("select pg_current_wal_flush_lsn()")[0][0]
    assert _in_time(lambda: standby.run(f"select pg_last_wal_receive_lsn() >= '{written}'")[0][0])
    shown = Timer(0.2, standby.resume_replay)
    shown.start()
    try:
        assert behind(on_standby) is None
    finally:
        shown.join()


def test_a_replica_that_lost_its_primary_says_so_until_it_is_back(
    own: Server, own_record: Record, on_standby: Record
) -> None:
    own.stop()
    assert _in_time(lambda: behind(on_standby) is not None)
    assert behind(on_standby) == (
        f"{on_standby.place}: this replica gets nothing from its primary any more "
        "(its newest change came .. s ago). Look whether the primary runs"
    )
    own.start()
    assert _in_time(lambda: behind(on_standby) is None)


def _in_time(done: Callable[[], bool]) -> bool:
    until = time.monotonic() + WELL_S
    while not done():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True
