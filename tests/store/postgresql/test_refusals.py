"""Every refusal of the server is a sentence that names the database and what to do, and tells no password."""

import logging
import os
import shutil
import traceback
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from subprocess import run

import psycopg
import pytest
from adbc_driver_manager import AdbcStatusCode
from adbc_driver_manager import Error as ArrowError

from dashboard.errors import DashboardError, DatabaseFull, DatabaseNewer, EngineUnavailable
from dashboard.store.commit import commit
from dashboard.store.postgresql.refusals import refusal
from dashboard.store.record import Record
from dashboard.store.records import record_at
from dashboard.store.verifying import verify
from tests.databases import databases
from tests.postgresql import OWNER, PASSWORD, Server
from tests.records import BILO, TODAY, departures, people, send
from tests.store.postgresql.faults import (
    BEGUN,
    DAY,
    SENDER,
    SILENT,
    all_connections,
    goes_on,
    name_of,
    previewed,
    reader_of,
    refused,
    shows,
    told,
)
from tests.store.small_disk import filled, mounted

LOGIN = "the database server refuses the login. Correct the user and the password in DASHBOARD_DATABASE"
NO_NAME = (
    "the database server has no database of this name. "
    "Correct the name in DASHBOARD_DATABASE, or make the database"
)
ONLY_READ = "Nothing was stored. Send it where the database may be written"
FULL = "the disk is full. Nothing was stored. Free some space and send it again"
OTHER = "Name the right one in DASHBOARD_DATABASE"


def all_said(error: BaseException) -> str:
    """Whatever a log could hold of an error: its own facts, and what it and its causes say."""
    said = [*traceback.format_exception(error), str(vars(error))]
    link: BaseException | None = error
    while link is not None:
        said += [str(link), repr(link), str(link.args)]
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n".join(said)


def sentence(url: str, caplog: pytest.LogCaptureFixture) -> str:
    """Why a database cannot be opened; neither that nor a log of everything tells the login."""
    caplog.set_level(logging.DEBUG)
    with pytest.raises(DashboardError) as raised:
        record_at(url).prepare(create=True)
    for text in (str(raised.value), repr(raised.value), all_said(raised.value), caplog.text):
        assert "sesame" not in text
    return str(raised.value)


@pytest.mark.parametrize(
    ("written", "instead", "expected"),
    [
        ("sesame", "wrong-sesame", LOGIN),
        (f"{OWNER}:", "nobody-here:", LOGIN),
        ("/NAME", "/nothing-here", NO_NAME),
        (":PORT", ":1", SILENT),
        ("127.0.0.1", "no-such-host.invalid", SILENT),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_its_login(
    record: Record, written: str, instead: str, expected: str, caplog: pytest.LogCaptureFixture
) -> None:
    url = databases.url_of(record)
    name, port = name_of(url), url.rpartition(":")[2].partition("/")[0]
    wrong = url.replace(written.replace("NAME", name).replace("PORT", port), instead)
    assert wrong != url
    place = f"postgresql://{wrong.rpartition('@')[2]}"
    assert sentence(wrong, caplog) == f"{place}: {expected}"


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://olena:sesame@host:port/name",
        "postgresql://olena:sesame@[host/name",
        "postgresql://olena:sesame@host/name?what=sesame",
        "postgresql://olena:sesame%zz@host/name",
        "postgresql://olena:se%00same@host/name",
    ],
)
def test_an_address_that_cannot_be_read_is_refused_and_not_repeated(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    expected = "a URL like postgresql://user@host:5432/name"
    assert sentence(address, caplog) in (
        f'DASHBOARD_DATABASE is "postgresql:...": expected {expected}',
        "postgresql://host:port/name: " + SILENT,
    )


def test_the_password_is_told_nowhere_while_all_goes_well_or_is_refused(
    own: Server, own_url: str, own_record: Record, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    reader = reader_of(own_record)
    own.disconnect(name_of(own_url))
    others = all_connections(own.url(BEGUN))
    problem = reader.follow().problem
    with pytest.raises(EngineUnavailable) as raised:
        send(own_record, people((BILO, DAY, 1)))
    for other in others:
        other.close()
    goes_on(own_record, reader)
    assert problem is not None
    for text in (caplog.text, all_said(problem), all_said(raised.value), repr(own_record), own_record.place):
        assert "sesame" not in text
    assert OWNER not in own_record.place
    assert PASSWORD.startswith("sesame")


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ("create table bookmarks (address text)", f"it has a table bookmarks). {OTHER}"),
        ("create table uploads (address text)", f"it has a table uploads). {OTHER}"),
    ],
)
def test_a_database_of_something_else_is_left_as_it_is(
    postgresql: Server, postgresql_url: str, made: str, expected: str
) -> None:
    postgresql.run(made, database=name_of(postgresql_url), user=OWNER)
    with pytest.raises(EngineUnavailable) as raised:
        record_at(postgresql_url).prepare(create=True)
    assert str(raised.value).endswith(f": this is not a database of the dashboard ({expected}")


def test_a_database_of_a_newer_version_is_not_touched(record: Record, postgresql: Server) -> None:
    postgresql.run("update alembic_version set version_num = '0099'", database=name_of(record.place))
    with pytest.raises(DatabaseNewer, match="was written by a newer version"):
        record.prepare(create=True)


def test_tables_that_are_gone_are_told_and_readers_keep_what_they_have(
    record: Record, postgresql: Server
) -> None:
    reader = reader_of(record)
    postgresql.run("alter table uploads rename to put_aside", database=name_of(record.place))
    state = reader.follow()
    assert state.version == 1
    assert str(state.problem).startswith(f"{record.place}: this is not a database of the dashboard (relation")
    postgresql.run("alter table put_aside rename to uploads", database=name_of(record.place))
    goes_on(record, reader)


def test_where_nothing_may_be_written_pages_work_and_a_commit_explains(
    record: Record, postgresql: Server
) -> None:
    name = name_of(record.place)
    postgresql.run(f"alter database {name} set default_transaction_read_only = on")
    postgresql.disconnect(name)
    reader = reader_of(record)
    assert refused(record) == f"the database can only be read here. {ONLY_READ}"
    assert verify(record) == (1, [])
    postgresql.run(f"alter database {name} reset default_transaction_read_only")
    postgresql.disconnect(name)
    goes_on(record, reader)


def test_a_login_that_may_only_read_reads_and_a_commit_explains(record: Record, postgresql: Server) -> None:
    name, viewer = name_of(record.place), f"viewer_{name_of(record.place)}"
    postgresql.create_role(viewer, "in role pg_read_all_data")
    try:
        viewing = record_at(postgresql.url(name, user=viewer))
        reader = reader_of(viewing.prepare(create=False))
        assert reader.follow().version == 1
        assert refused(viewing) == f"this login of the database may only read. {ONLY_READ}"
        assert verify(viewing) == (1, [])
    finally:
        postgresql.run(f"drop role {viewer}")


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (
            lambda content: b"\x55" * len(content),
            "the database file is damaged (invalid page in block 0 of relation",
        ),
        (
            lambda content: None,
            "the database server cannot read or write its files. Nothing was stored. Look into",
        ),
    ],
)
def test_a_damaged_table_is_told_and_readers_keep_what_they_have_until_it_is_restored(
    own: Server, own_url: str, own_record: Record, damage: Callable[[bytes], bytes | None], sentence: str
) -> None:
    reader = reader_of(own_record)
    send(own_record, people((BILO, DAY, 700)))
    [(path,)] = own.run("select pg_relation_filepath('town_status')", database=name_of(own_url))
    own.stop()
    file = own.folder / "data" / path
    content, owner = file.read_bytes(), file.owner()
    file.unlink()
    if (damaged := damage(content)) is not None:
        file.write_bytes(damaged)
        shutil.chown(file, owner)
    own.start()
    assert told(reader, own_record).startswith(sentence)
    with pytest.raises(EngineUnavailable) as raised:
        reader_of(own_record)
    assert str(raised.value).startswith(f"{own_record.place}: {sentence}")
    own.stop()
    file.write_bytes(content)
    shutil.chown(file, owner)
    own.start()
    assert shows(reader, 2)
    assert verify(own_record) == (2, [])


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("55P03", "the database is locked by another process (waited 5 s)"),
        ("53100", "the disk is full"),
        ("53200", "the database server is short of room or memory"),
        ("57P01", "the database server is stopping or starting"),
        ("40001", "the database server gave up"),
        ("XX001", "the database file is damaged (what it says)"),
        ("42P01", "this is not a database of the dashboard (what it says)"),
    ],
)
def test_what_the_server_says_is_told_alike_whichever_driver_brings_it(state: str, sentence: str) -> None:
    """Rows come over one driver, everything else over another."""
    bulk = ArrowError(
        "[libpq] Failed: ERROR:  what it says\nQuery was: ..", status_code=AdbcStatusCode.IO, sqlstate=state
    )
    plain = type("Refused", (psycopg.DatabaseError,), {"sqlstate": state})("what it says\nLINE 1: ..")
    for error in (bulk, plain):
        found = refusal(error, place="here", waited_s=5)
        assert str(found).startswith(f"here: {sentence}. ")


def test_a_fault_of_the_program_is_not_taken_for_one_of_the_server() -> None:
    for error in (psycopg.errors.SyntaxError("no"), psycopg.ProgrammingError("no"), ValueError("no")):
        assert refusal(error, place="here", waited_s=5) is None


@pytest.fixture
def small_disk(own: Server) -> Iterator[Path]:
    """A disk of sixteen megabytes, in memory, on which the server may write."""
    folder = own.folder / "small"
    folder.mkdir()
    if said := mounted(folder, options="size=16m,mode=0777"):
        folder.rmdir()
        pytest.skip(f"no disk can be mounted here: {said.strip()}")
    inner = folder / "rows"
    inner.mkdir()
    if os.geteuid() == 0:
        shutil.chown(inner, "nobody")
    own.run(f"create tablespace small location '{inner}'")
    yield folder
    own.run("drop tablespace small")
    run(["umount", str(folder)], check=True)
    folder.rmdir()


def test_on_a_full_disk_readers_go_on_and_so_does_the_record_when_there_is_room(
    own: Server, own_url: str, own_record: Record, small_disk: Path
) -> None:
    own.disconnect(name_of(own_url))
    own.run(f"alter database {name_of(own_url)} set tablespace small")
    days = [(TODAY - timedelta(days=number)).isoformat() for number in range(3_000)]
    seen = previewed(own_record, departures(*((BILO, day, 1) for day in days)))
    reader = reader_of(own_record)
    filler = filled(small_disk, but_bytes=65_536)
    for _ in range(2):
        with pytest.raises(DatabaseFull) as raised:
            commit(own_record, seen, sender=SENDER)
        assert str(raised.value) == f"{own_record.place}: {FULL}"
        assert (reader.follow().problem, reader_of(own_record).follow().version) == (None, 1)
    filler.unlink()
    assert commit(own_record, seen, sender=SENDER).upload_id == 2
    assert reader.follow().version == 2
    assert verify(own_record) == (2, [])
    own.drop_database(own_url)
