"""What goes wrong inside a commit: all of it is stored or nothing, once, and the same commit sent again says which."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import count

import psycopg
import pyarrow as pa
import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from dashboard.errors import DatabaseBusy, EngineUnavailable
from dashboard.store.bulk import Piece
from dashboard.store.commit import commit
from dashboard.store.ledger import history
from dashboard.store.preview import Preview
from dashboard.store.record import Record
from dashboard.store.records import record_at
from dashboard.store.undo import undo
from dashboard.store.verifying import verify
from tests.databases import databases
from tests.postgresql import Mode, Server
from tests.records import AT, BILO, POKR, people, send
from tests.slow_line import SlowLine
from tests.store.forked import fork
from tests.store.postgresql.faults import (
    DAY,
    SENDER,
    SILENT,
    STOPPING,
    at_commit,
    goes_on,
    name_of,
    previewed,
    reader_of,
)
from tests.store.seen import rows_of


@pytest.fixture
def line(postgresql: Server) -> Iterator[SlowLine]:
    with SlowLine(postgresql.port) as line:
        yield line


@pytest.fixture
def behind_line(postgresql: Server, record: Record, line: SlowLine) -> Record:
    """The same record by another way."""
    return record_at(postgresql.url(name_of(record.place), port=line.port))


def test_a_backend_that_is_ended_inside_a_commit_leaves_nothing(record: Record, postgresql: Server) -> None:
    reader = reader_of(record)
    seen = previewed(record, people((BILO, DAY, 1)))
    end = lambda: postgresql.disconnect(name_of(record.place))  # noqa: E731
    with at_commit(end), pytest.raises(EngineUnavailable) as raised:
        commit(record, seen, sender=SENDER)
    assert str(raised.value) == f"{record.place}: {STOPPING}"
    goes_on(record, reader)


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_server_that_is_restarted_inside_a_commit_leaves_nothing(
    own: Server, own_record: Record, mode: Mode
) -> None:
    reader = reader_of(own_record)
    seen = previewed(own_record, people((BILO, DAY, 1)))
    with at_commit(lambda: own.restart(mode)), pytest.raises(EngineUnavailable) as raised:
        commit(own_record, seen, sender=SENDER)
    assert str(raised.value) in (f"{own_record.place}: {STOPPING}", f"{own_record.place}: {SILENT}")
    goes_on(own_record, reader)


def test_a_commit_whose_answer_was_lost_is_answered_by_the_ledger(
    line: SlowLine, behind_line: Record
) -> None:
    seen = previewed(behind_line, people((BILO, DAY, 700)))
    with at_commit(line.lose_answer):
        assert commit(behind_line, seen, sender=SENDER).upload_id == 2
    assert verify(behind_line) == (2, [])


def test_a_commit_whose_outcome_nobody_could_say_is_recognised_when_it_is_sent_again(
    record: Record, line: SlowLine, behind_line: Record
) -> None:
    seen = previewed(behind_line, people((BILO, DAY, 700)))
    with at_commit(lambda: line.lose_answer(cut=True)), pytest.raises(EngineUnavailable) as raised:
        commit(behind_line, seen, sender=SENDER)
    assert str(raised.value) == f"{behind_line.place}: {SILENT}"
    assert len(history(record)) == 2
    line.mend()
    assert commit(behind_line, seen, sender=SENDER).upload_id == 2
    assert commit(record, seen, sender=SENDER).upload_id == 2
    assert verify(record) == (2, [])


def test_any_answer_to_a_commit_may_be_lost(postgresql: Server, record: Record, line: SlowLine) -> None:
    """Also those to the opening of its connection; the same commit sent again is stored once."""
    outcomes = []
    for number in count():
        seen = previewed(record, people((BILO, date(2025, 8, 1) - timedelta(days=number), 1)))
        fresh = record_at(postgresql.url(name_of(record.place), port=line.port))
        line.lose_answer(after=number)
        outcomes.append(answered(fresh, seen))
        missed = line.losing
        line.mend()
        assert commit(record, seen, sender=SENDER).upload_id == len(outcomes) + 1
        if missed:
            break
    assert (set(outcomes), outcomes[-1]) == ({SILENT, "saved"}, "saved")
    assert outcomes.count(SILENT) > 7
    assert verify(record) == (len(outcomes) + 1, [])


def answered(record: Record, seen: Preview) -> str:
    try:
        commit(record, seen, sender=SENDER)
    except EngineUnavailable as error:
        return str(error).removeprefix(f"{record.place}: ")
    return "saved"


def test_an_undo_whose_answer_was_lost_is_answered_by_the_ledger(
    record: Record, line: SlowLine, behind_line: Record
) -> None:
    send(record, people((BILO, DAY, 700)))
    with at_commit(line.lose_answer):
        assert undo(behind_line, 2, by="Olena", at=AT).upload.upload_id == 3
    assert rows_of(record, "town_status") == []
    assert verify(record) == (3, [])


def _wrong_statement(connection: Connection) -> None:
    connection.exec_driver_sql("insert into towns (row_id) values (1)")


def _wrong_rows(connection: Connection) -> None:
    rows = pa.table({"row_id": [1], "date": [DAY]})  # and no town
    connection.info["bulk"].insert(connection, "town_status", pieces=[Piece(rows)], upload_id=2)


def _rows_that_end(connection: Connection) -> None:
    """Halfway, by a fault of ours and not of the database's."""

    def pieces() -> Iterator[Piece]:
        yield Piece(pa.table({"row_id": [1], "town_code": [BILO], "date": [DAY]}))
        raise ValueError("no more rows")

    connection.info["bulk"].insert(connection, "town_status", pieces=pieces(), upload_id=2)


@pytest.mark.parametrize("fail", [_wrong_statement, _wrong_rows, _rows_that_end])
def test_an_error_in_the_middle_that_is_swallowed_leaves_nothing(
    record: Record, fail: Callable[[Connection], None]
) -> None:
    with pytest.raises((SQLAlchemyError, psycopg.Error, ValueError)), record.writing() as connection:
        connection.exec_driver_sql(
            "insert into uploads select 2, dataset, file_name, file_sha256, 0, 0, 0, 0, uploaded_by, uploaded_at, "
            "note, undoes, 1, 'another key', content_sha256, entry_sha256 from uploads"
        )
        with suppress(SQLAlchemyError, psycopg.Error, ValueError):
            fail(connection)
    assert verify(record) == (1, [])
    goes_on(record, reader_of(record))


def test_one_writes_at_a_time(record: Record) -> None:
    hasty = record_at(databases.url_of(record), wait_s=0.3)
    with record.writing(), pytest.raises(DatabaseBusy), hasty.writing():
        pass
    with hasty.writing():
        pass


def test_a_writer_that_stops_halfway_makes_others_wait_and_ends_when_its_machine_does(
    record: Record, postgresql: Server
) -> None:
    url = databases.url_of(record)
    seen = previewed(record, people((BILO, DAY, 1)))
    stopped = _commits_and_stops_before_the_end(url, seen)
    try:
        hasty = record_at(url, wait_s=0.3)
        with pytest.raises(DatabaseBusy) as raised:
            send(hasty, people((POKR, DAY, 1)))
        assert str(raised.value) == (
            f"{record.place}: the database is locked by another process (waited 0.3 s). "
            "Nothing was stored. Try again when the other upload is done"
        )
        assert len(history(hasty)) == 1
    finally:
        os.kill(stopped, signal.SIGKILL)
        os.waitpid(stopped, 0)
    goes_on(record, reader_of(record))


def _commits_and_stops_before_the_end(url: str, seen) -> int:  # type: ignore[no-untyped-def]
    child = fork()
    if child == 0:
        try:
            with at_commit(lambda: os.kill(os.getpid(), signal.SIGSTOP)):
                commit(record_at(url), seen, sender=SENDER)
        finally:
            os._exit(0)
    os.waitpid(child, os.WUNTRACED)
    return child


def test_the_server_lets_go_of_a_writer_that_is_silent(record: Record) -> None:
    """Else a machine that lost its power would keep all others out for two hours."""
    wanted = {
        "tcp_keepalives_idle": "10",
        "tcp_keepalives_interval": "5",
        "tcp_keepalives_count": "3",
        "idle_in_transaction_session_timeout": "2min",
    }
    with record.writing() as connection:
        found = {name: connection.exec_driver_sql(f"show {name}").scalar_one() for name in wanted}
    assert found == wanted


@pytest.mark.parametrize(("theirs", "ours"), [("off", "on"), ("on", "on"), ("remote_apply", "remote_apply")])
def test_a_commit_is_on_the_disk_before_it_is_acknowledged(
    record: Record, postgresql: Server, theirs: str, ours: str
) -> None:
    """Whatever is the rule of the server for others."""
    postgresql.run(f"alter database {name_of(record.place)} set synchronous_commit = {theirs}")
    with record.writing() as connection:
        assert connection.exec_driver_sql("show synchronous_commit").scalar_one() == ours
