"""A large commit whose client or server is killed at random moments: all rows are there or none, and it goes on."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy
import psycopg
import pyarrow as pa
import pytest

from dashboard.store.commit import Sender, commit
from dashboard.store.preview import Preview, preview
from dashboard.store.record import Record
from dashboard.store.records import record_at
from dashboard.store.verifying import verify
from tests.postgresql import Server
from tests.records import AT, BILO, POKR, send, towns
from tests.store.forked import fork
from tests.store.postgresql.faults import name_of

ROWS = 30_000
ANYWHERE, WHILE_WRITING = 2, 3  # moments of the whole commit, and from when rows reach the table
SENDER = Sender("distances.csv", "0" * 64, "Olena", AT)
BEGUN = "begun_for_kills"
WRITTEN = "select pg_relation_size('front_distances') > 0"


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


def begin(url: str, seen: Preview) -> tuple[int, int]:
    """A child that commits at once, and where it says what came of it."""
    reading, writing = os.pipe()
    child = fork()
    if child == 0:
        try:
            commit(record_at(url), seen, sender=SENDER)
            os.write(writing, b"saved")
        except BaseException as error:
            os.write(writing, type(error).__name__.encode())
        finally:
            os._exit(0)
    os.close(writing)
    return child, reading


def said(pipe: int) -> str:
    with os.fdopen(pipe, "r") as answer:
        return answer.read()


def kill_client(server: Server, child: int) -> None:
    os.kill(child, signal.SIGKILL)


def kill_server(server: Server, child: int) -> None:
    server.kill()
    server.start()


@dataclass(frozen=True)
class Prepared:
    """What every round begins with: the server, what is to be committed and how long that takes, what kills it."""

    server: Server
    seen: Preview
    commit_s: float
    kill: Callable[[Server, int], None]


@pytest.fixture(params=[kill_client, kill_server])
def prepared(request: pytest.FixtureRequest) -> Iterator[Prepared]:
    """A server that is killed waits for its disk as in earnest, however quick that is."""
    server = Server(fsync="on" if request.param is kill_server else "off", quick_disk=True).start()
    record = record_at(server.create_database(BEGUN)).prepare(create=True)
    send(record, towns())
    seen = preview(record, "front_distances", rows={"front_distances": distance_rows()})
    assert (seen.new, seen.changed, seen.unchanged) == (ROWS, 0, 0)
    server.disconnect(BEGUN)
    begun = time.perf_counter()
    child, acknowledged = begin(server.create_database(template=BEGUN), seen)
    os.waitpid(child, 0)
    assert said(acknowledged) == "saved"
    yield Prepared(server, seen, time.perf_counter() - begun, request.param)
    server.close()


def test_killed_at_random_moments_there_are_all_rows_or_none_and_the_same_commit_is_taken_once(
    prepared: Prepared,
) -> None:
    halfway, server = 0, prepared.server
    for since_writing in [False] * ANYWHERE + [True] * WHILE_WRITING:
        url = server.create_database(template=BEGUN)
        record = record_at(url)
        moment = random.uniform(0, 0.05 if since_writing else 1.1 * prepared.commit_s)
        child, acknowledged = begin(url, prepared.seen)
        if since_writing:
            wait_for_rows(server, url)
        time.sleep(moment)
        prepared.kill(server, child)
        os.waitpid(child, 0)
        answer = said(acknowledged)
        assert answer in ("saved", "", "EngineUnavailable"), moment
        with record.writing():
            pass  # what the killed one left on the server is at its end then
        version, problems = verify(record)
        assert problems == [], moment
        stored = count(record)
        assert (version, stored) in ([(2, ROWS)] if answer == "saved" else [(1, 0), (2, ROWS)]), moment
        halfway += version == 1 and was_writing(server, url)
        assert commit(record, prepared.seen, sender=SENDER).upload_id == 2
        assert (verify(record), count(record)) == ((2, []), ROWS)
        server.drop_database(url)
    assert halfway > 0


def count(record: Record) -> int:
    with record.reading() as connection:
        return int(connection.exec_driver_sql("select count(*) from front_distances").scalar_one())


def wait_for_rows(server: Server, url: str) -> None:
    until = time.monotonic() + 20
    with psycopg.connect(server.admin_url(name_of(url)), autocommit=True) as connection:
        while connection.execute(WRITTEN).fetchone() == (False,):
            assert time.monotonic() < until
            time.sleep(0.002)


def was_writing(server: Server, url: str) -> bool:
    """Whether there is room taken by rows that nobody will see."""
    return server.run(WRITTEN, database=name_of(url)) == [(True,)]
