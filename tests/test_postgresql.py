"""The PostgreSQL servers of the tests are real ones, and are gone when the tests are."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.postgresql import ADMIN, BINARIES, OWNER, PASSWORD, Server, _binaries, copied

PROJECT = Path(__file__).parents[1]


@pytest.fixture
def own() -> Iterator[Server]:
    """A server that the test may stop."""
    server = Server(fsync="on", quick_disk=True)
    yield server.start()
    server.close()


def connections(server: Server, database: str) -> int:
    return int(server.run("select count(*) from pg_stat_activity where datname = %s", (database,))[0][0])


def test_its_owner_works_in_a_database_with_a_password_and_few_rights(
    postgresql: Server, postgresql_url: str
) -> None:
    with psycopg.connect(postgresql_url) as connection:
        connection.execute("create table towns (code text)")
        found = connection.execute("select current_user, usesuper from pg_user where usename = current_user")
        assert found.fetchone() == (OWNER, False)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(postgresql_url.replace("sesame", "guess"))


def test_a_database_is_made_from_a_template_and_dropped_under_a_connection(postgresql: Server) -> None:
    template = postgresql.create_database("begun")
    postgresql.run("create table towns as select 'UA' as code", database="begun", user=OWNER)
    copy = postgresql.create_database(template="begun")
    with psycopg.connect(copy, autocommit=True) as connection:
        assert connection.execute("select code from towns").fetchone() == ("UA",)
        postgresql.drop_database(copy)
    postgresql.drop_database(template)
    known = {name for (name,) in postgresql.run("select datname from pg_database")}
    assert {"begun", copy.rpartition("/")[2]} & known == set()


def test_the_connections_of_a_database_are_ended(postgresql: Server, postgresql_url: str) -> None:
    database = postgresql_url.rpartition("/")[2]
    with psycopg.connect(postgresql_url) as connection:
        assert postgresql.disconnect(database) == 1
        with pytest.raises(psycopg.OperationalError):
            connection.execute("select 1")
    assert connections(postgresql, database) == 0


@pytest.mark.parametrize("end", [Server.stop, Server.kill])
def test_stopped_or_killed_it_refuses_and_started_again_it_has_what_was_committed(own: Server, end) -> None:  # type: ignore[no-untyped-def]
    own.run("create table kept as select 1 as one")
    end(own)
    assert not own.running
    with pytest.raises(psycopg.OperationalError, match="refused"):
        own.run("select 1")
    own.start()
    assert own.run("select one from kept") == [(1,)]
    assert own.run("show fsync") == [("on",)]
    assert ("was not properly shut down" in own.log) == (end is Server.kill)


def test_a_standby_follows_pauses_and_catches_up(own: Server) -> None:
    standby = own.standby()
    try:
        own.run("create table rows (number int)")
        standby.catch_up()
        standby.pause_replay()
        own.run("insert into rows values (1)")
        time.sleep(0.1)
        assert standby.run("select * from rows") == []
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            standby.run("insert into rows values (2)")
        standby.resume_replay()
        standby.catch_up()
        assert standby.run("select * from rows") == [(1,)]
    finally:
        standby.close()


@pytest.mark.parametrize("version", BINARIES)
def test_it_runs_from_a_copy_that_everybody_may_enter(version: int) -> None:
    copy = copied(_binaries(version))
    said = subprocess.run([copy / "bin" / "postgres", "-V"], capture_output=True, text=True).stdout
    assert said.startswith(f"postgres (PostgreSQL) {version}.")


SCRIPT = """
import signal
import time
from tests.postgresql import Server
signal.signal(signal.SIGINT, signal.default_int_handler)  # who runs the tests in the background has it ignored
server = Server().start()
print(server.url("postgres", user="postgres"), server.folder, flush=True)
time.sleep(100)
"""


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_it_ends_with_the_process_that_started_it(sent: signal.Signals) -> None:
    command = [sys.executable, "-c", SCRIPT]
    with subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as test:
        assert test.stdout is not None
        url, folder = test.stdout.readline().split()
        psycopg.connect(url).close()
        os.kill(test.pid, sent)
    until = time.monotonic() + 10
    while Path(folder).exists():
        assert time.monotonic() < until
        time.sleep(0.05)
    with pytest.raises(psycopg.OperationalError, match="refused"):
        psycopg.connect(url)


def test_the_password_needs_quoting_in_an_address(postgresql: Server) -> None:
    assert PASSWORD not in postgresql.admin_url()
    assert postgresql.run("select current_user", user=ADMIN) == [(ADMIN,)]
