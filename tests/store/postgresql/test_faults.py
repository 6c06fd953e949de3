"""A database server that is away, slow or out of connections: told in a sentence, and over when it is over."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import count

import pyarrow as pa
import pytest

from dashboard.errors import EngineUnavailable
from dashboard.store import following
from dashboard.store.commit import commit
from dashboard.store.following import RecordSource
from dashboard.store.reading import Reader, open_reader
from dashboard.store.record import Record
from dashboard.store.records import record_at
from tests.postgresql import Mode, Server
from tests.records import BILO, departures, people, send
from tests.slow_line import SlowLine
from tests.store.postgresql.faults import (
    BEGUN,
    DAY,
    SENDER,
    SILENT,
    STOPPING,
    all_connections,
    goes_on,
    name_of,
    previewed,
    quickly,
    reader_of,
    refused,
    shows,
    told,
    waits,
)
from tests.store.seen import rows_of

CONNECTIONS = (
    "all connections of the database server are in use. "
    "Nothing was stored. Try again in a moment, or allow more connections (max_connections)"
)


@pytest.fixture
def line(own: Server) -> Iterator[SlowLine]:
    with SlowLine(own.port) as line:
        yield line


@pytest.fixture
def behind_line(own: Server, own_url: str, line: SlowLine) -> Record:
    return record_at(own.url(name_of(own_url), port=line.port), wait_s=2)


@pytest.mark.parametrize("end", [Server.stop, Server.kill])
def test_while_the_server_is_away_readers_keep_their_snapshot_and_uploads_are_refused(
    own: Server, own_record: Record, end: Callable[[Server], None]
) -> None:
    reader = reader_of(own_record)
    end(own)
    assert told(reader, own_record) == SILENT
    time.sleep(0.1)
    assert quickly(reader).age_s >= 0.1
    assert refused(own_record) == SILENT
    with pytest.raises(EngineUnavailable):
        Reader(RecordSource(own_record)).follow()
    own.start()
    goes_on(own_record, reader)


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_restart_is_not_noticed_by_readers(own: Server, own_record: Record, mode: Mode) -> None:
    reader = reader_of(own_record)
    own.restart(mode)
    assert quickly(reader).problem is None
    goes_on(own_record, reader)


def test_while_the_server_stops_who_has_a_connection_goes_on_and_who_has_none_is_told(
    own: Server, own_record: Record
) -> None:
    reader = reader_of(own_record)
    own.stop("smart", wait=False)
    time.sleep(0.1)
    assert quickly(reader).problem is None
    assert refused(own_record) == STOPPING
    own.stop()
    own.start()
    goes_on(own_record, reader)


def test_a_reader_whose_connection_was_ended_takes_another(own: Server, own_record: Record) -> None:
    reader = reader_of(own_record)
    assert own.disconnect(name_of(own_record.place)) == 1
    assert quickly(reader).problem is None


def test_a_cut_line_is_told_and_over_when_it_is_mended(line: SlowLine, behind_line: Record) -> None:
    reader = reader_of(behind_line)
    line.cut()
    assert told(reader, behind_line) == SILENT
    assert refused(behind_line) == SILENT
    line.mend()
    goes_on(behind_line, reader)


def test_a_server_that_answers_after_five_seconds_keeps_no_reader_waiting(
    line: SlowLine, behind_line: Record
) -> None:
    seen = previewed(behind_line, people((BILO, DAY, 700)))
    reader = reader_of(behind_line)
    line.delay_s = 5
    waits(reader, behind_line)
    begun = time.perf_counter()
    with pytest.raises(EngineUnavailable) as raised:
        commit(behind_line, seen, sender=SENDER)
    assert str(raised.value) == f"{behind_line.place}: {SILENT}"
    assert time.perf_counter() - begun < 10
    line.delay_s = 0
    goes_on(behind_line, reader)


def test_a_server_that_never_answers_keeps_no_reader_waiting_however_many_there_are(
    line: SlowLine, behind_line: Record
) -> None:
    reader = reader_of(behind_line)
    line.freeze()
    with ThreadPoolExecutor(8) as pages:
        found = [page.result() for page in [pages.submit(quickly, reader) for _ in range(24)]]
    assert {state.version for state in found} == {1}
    waits(reader, behind_line)
    line.mend()
    goes_on(behind_line, reader)


def test_a_question_that_breaks_off_is_asked_anew(line: SlowLine, behind_line: Record) -> None:
    reader = reader_of(behind_line)
    line.freeze()
    waits(reader, behind_line)
    line.cut()
    assert told(reader, behind_line) == SILENT
    line.mend()
    goes_on(behind_line, reader)


def test_where_all_connections_are_in_use_readers_keep_their_snapshot_and_uploads_are_refused(
    own: Server, own_url: str, own_record: Record
) -> None:
    reader = reader_of(own_record)
    own.disconnect(name_of(own_url))
    others = all_connections(own.url(BEGUN))
    assert len(others) > 5
    assert told(reader, own_record) == CONNECTIONS
    assert refused(own_record) == CONNECTIONS
    with pytest.raises(EngineUnavailable, match="all connections of the database server are in use"):
        open_reader(own_url)
    for other in others:
        other.close()
    goes_on(own_record, reader)


def test_where_the_last_connection_is_a_readers_it_goes_on_and_news_wait_for_another(
    own: Server, own_url: str, own_record: Record
) -> None:
    """Rows come over a second connection; that nothing is new is known over the first."""
    reader = reader_of(own_record)
    send(own_record, people((BILO, DAY, 700)))
    others = all_connections(own.url(BEGUN))
    assert told(reader, own_record) == CONNECTIONS
    for other in others:
        other.close()
    assert shows(reader, 2)


MANY = "insert into town_status (row_id, town_code, date, notes, upload_id) " + (
    "select number, 'UA1416003001', '0001-01-01'::date + number::int, repeat('long', 30), 1 "
    "from generate_series(1, 300000) number"
)


def test_a_database_that_is_dropped_and_restored_from_an_older_backup_is_noticed(
    own: Server, own_url: str, own_record: Record
) -> None:
    reader = reader_of(own_record)
    send(own_record, people((BILO, DAY, 700)))
    assert shows(reader, 2)
    own.drop_database(own_url)
    assert told(reader, own_record, version=2) == (
        "the database server has no database of this name. "
        "Correct the name in DASHBOARD_DATABASE, or make the database"
    )
    own.create_database(name_of(own_url), template=BEGUN)
    assert told(reader, own_record, version=2).startswith(
        "this replica is behind: it has upload 1, upload 2 was seen"
    )
    send(own_record, people((BILO, DAY, 650)))
    assert told(reader, own_record, version=2) == (
        "upload 2 is not the one that was read before: another copy was put in its place. "
        "Restart the server if that was intended"
    )
    assert rows_of(reader, "town_status", "population_remaining", version=2) == [(700,)]
    assert rows_of(own_record, "town_status", "population_remaining") == [(650,)]


END_OF_ROWS = (
    "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = %s and query like 'COPY %%'"
)


def test_rows_that_break_off_on_their_way_are_told_and_read_anew(
    own: Server, own_url: str, own_record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.run(MANY, database=name_of(own_url))
    ended: list[tuple[bool]] = []
    apply = following._apply

    def broken_off(memory: object, news: pa.Table, *, statement: str) -> None:
        apply(memory, news, statement=statement)  # type: ignore[arg-type]
        if news.num_rows > 5 and not ended:
            ended.extend(own.run(END_OF_ROWS, (name_of(own_url),)))

    monkeypatch.setattr(following, "_apply", broken_off)
    with pytest.raises(EngineUnavailable) as raised:
        reader_of(own_record)
    assert (str(raised.value), ended) == (f"{own_record.place}: {SILENT}", [(True,)])
    monkeypatch.undo()
    assert rows_in(reader_of(own_record), "town_status") == 300_000


def rows_in(reader: Reader, dataset: str) -> int:
    return int(reader.answer(f"select count(*) as rows from record.{dataset}", {})["rows"].iloc[0])


def test_any_answer_to_a_reader_may_be_lost(own: Server, own_url: str, line: SlowLine) -> None:
    """Also those to the opening of its two connections; the next look finds everything, once."""
    outcomes = []
    for number in count():
        fresh = record_at(own.url(name_of(own_url), port=line.port))
        reader = Reader(RecordSource(fresh))
        line.lose_answer(after=number)
        outcomes.append(first_look(reader, fresh))
        missed = line.losing
        line.mend()
        assert shows(reader, 1)
        assert rows_in(reader, "towns") == 5
        own.disconnect(name_of(own_url))
        if missed:
            break
    assert (set(outcomes), outcomes[-1]) == ({SILENT, "seen"}, "seen")
    assert outcomes.count(SILENT) > 10


def first_look(reader: Reader, record: Record) -> str:
    try:
        reader.follow()
    except EngineUnavailable as error:
        return str(error).removeprefix(f"{record.place}: ")
    return "seen"


def test_no_question_waits_for_another(own_record: Record) -> None:
    with ExitStack() as open_questions:
        found = [open_questions.enter_context(own_record.reading()) for _ in range(6)]
        assert [connection.exec_driver_sql("select 1").scalar_one() for connection in found] == [1] * 6


def test_what_breaks_off_halfway_is_taken_over_whole_at_the_next_look(
    own: Server, own_url: str, own_record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = reader_of(own_record)
    send(own_record, people((BILO, DAY, 700)))
    send(own_record, departures((BILO, DAY, 3)))
    apply = following._apply

    def broken_off(memory: object, news: pa.Table, *, statement: str) -> None:
        apply(memory, news, statement=statement)  # type: ignore[arg-type]
        if news.num_rows:
            own.disconnect(name_of(own_url))

    monkeypatch.setattr(following, "_apply", broken_off)
    while quickly(reader).problem is None:
        time.sleep(0.05)
    monkeypatch.undo()
    assert shows(reader, 3)
    for dataset in ("towns", "town_status", "evacuations"):
        assert rows_of(reader, dataset) == rows_of(own_record, dataset)
