"""What can happen to a database: each fault is told in a sentence, loses nothing, and is over when it is over."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import run

import pytest

from dashboard.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseFull,
    DatabaseNewer,
    DatabaseNotWritable,
    EngineUnavailable,
)
from dashboard.ingest.upload import changes, check
from dashboard.store.commit import Sender, commit
from dashboard.store.following import RecordSource
from dashboard.store.ledger import history
from dashboard.store.preview import Preview
from dashboard.store.reading import Reader, open_reader
from dashboard.store.record import Record
from dashboard.store.records import record_at
from dashboard.store.schema import SCHEMA_VERSION
from dashboard.store.sqlite.record import SqliteRecord
from dashboard.store.verifying import verify
from tests.records import AT, BILO, TODAY, departures, people, record_of, send, towns
from tests.store.forked import forked, with_room, without_rights
from tests.store.seen import rows_of
from tests.store.small_disk import filled, mounted

pytestmark = pytest.mark.sqlite_only

DAY = "2025-09-12"
MANY_DAYS = [
    f"{year}-{month:02}-{day}" for year in range(2015, 2024) for month in range(1, 13) for day in (11, 12, 13)
]
SENDER = Sender("rows.csv", "0" * 64, "Olena", AT)
ASIDE = "It was left as it is. Stop the server, put the file aside and restore the newest backup in its place"
NOT_WRITABLE = (
    "the database cannot be written. Nothing was stored. "
    "Give the server's user the right to write this file and its folder"
)


def previewed(record: Record, text: str) -> Preview:
    return changes(record, check(record, text.encode(), file_name="rows.csv", today=TODAY))


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter, unlike those of pytest."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_where_there_is_no_database_the_sentence_says_how_to_start_one(tmp_path: Path) -> None:
    record = record_at(f"sqlite:///{tmp_path / 'none.db'}")
    with pytest.raises(EngineUnavailable) as raised:
        record.prepare(create=False)
    assert str(raised.value) == (
        f"{tmp_path}/none.db: there is no database here. "
        "Start one with: python -m dashboard upload FILE --by NAME"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_new_database_is_readable_by_its_owner_alone_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    record = record_at(f"sqlite:///{tmp_path / 'deep' / 'new.db'}").prepare(create=True)
    assert record.path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in record.path.parent.iterdir()] == ["new.db"]
    assert history(record) == []


@pytest.mark.parametrize("name", ["with blanks.db", "what?mode=ro.db", "50%20#1.db", "база.db"])
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    record = record_at(f"sqlite:///{tmp_path / name}").prepare(create=True)
    assert history(record) == []
    assert [file.name for file in tmp_path.iterdir() if not file.name.endswith("-journal")] == [name]


def test_a_file_that_was_moved_away_is_missed_and_found_again_without_a_restart(record: Record) -> None:
    reader = Reader(RecordSource(record))
    before = reader.follow()
    away = record.path.rename(record.path.with_suffix(".away"))
    state = reader.follow()
    sentence = f"{record.place}: the database file is gone. Put it back, or restore a backup"
    assert (state.version, str(state.problem)) == (1, sentence)
    assert state.age_s > before.age_s
    assert len(reader.ask("towns", version=state.version)) == 5
    with pytest.raises(EngineUnavailable, match="the database file is gone"), record.writing():
        pass
    assert not record.path.exists()
    away.rename(record.path)
    assert reader.follow().problem is None
    assert send(record, people((BILO, DAY, 1))) is not None


def test_a_reader_that_never_had_a_snapshot_raises(record: Record) -> None:
    record.path.unlink()
    with pytest.raises(EngineUnavailable, match="the database file is gone"):
        Reader(RecordSource(record)).follow()


def _garbage(content: bytes) -> bytes:
    return bytes(value ^ 0x5A for value in content)


def _half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _a_page_of_zeros(content: bytes) -> bytes:
    return content[:4096] + bytes(4096) + content[8192:]


def _no_header(content: bytes) -> bytes:
    return bytes(100) + content[100:]


@pytest.mark.parametrize("damage", [_garbage, _half, _a_page_of_zeros, _no_header, lambda content: b""])
def test_a_damaged_file_is_named_left_as_it_is_and_works_again_when_restored(
    record: Record, damage: Callable[[bytes], bytes]
) -> None:
    content = record.path.read_bytes()
    damaged = damage(content)
    record.path.write_bytes(damaged)
    with pytest.raises(DatabaseDamaged) as raised:
        open_reader(f"sqlite:///{record.path}", create=True)
    assert str(raised.value).startswith(f"{record.place}: the database file is damaged (")
    assert str(raised.value).endswith(f"). {ASIDE}")
    assert record.path.read_bytes() == damaged
    record.path.write_bytes(content)
    assert open_reader(f"sqlite:///{record.path}").follow().version == 1


def test_a_file_damaged_under_a_running_reader_leaves_it_its_snapshot(record: Record) -> None:
    reader = Reader(RecordSource(record))
    reader.follow()
    content = record.path.read_bytes()
    record.path.write_bytes(_garbage(content))
    state = reader.follow()
    assert isinstance(state.problem, DatabaseDamaged)
    assert len(reader.ask("towns", version=state.version)) == 5
    record.path.write_bytes(content)
    assert reader.follow().problem is None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("notes", "cast(x'ff' as text)"),
        ("population_remaining", "'many'"),
        ("population_remaining", "x'00'"),
        ("date", "'yesterday'"),
    ],
)
def test_a_cell_that_holds_what_is_never_written_there_is_damage(
    record: Record, column: str, value: str
) -> None:
    reader = Reader(RecordSource(record))
    reader.follow()
    send(record, people((BILO, DAY, 700)))
    with sqlite3.connect(record.path) as raw:
        raw.execute(f"update town_status set {column} = {value}")
    state = reader.follow()
    assert isinstance(state.problem, DatabaseDamaged)
    assert state.version == 1


def test_a_database_emptied_of_its_tables_is_not_taken_for_ours(record: Record) -> None:
    reader = Reader(RecordSource(record))
    reader.follow()
    record.path.unlink()
    with sqlite3.connect(record.path) as raw:
        raw.execute("create table bookmarks (address text)")
    assert str(reader.follow().problem) == (
        f"{record.place}: this is not a database of the dashboard (no such table: uploads). "
        "Name the right one in DASHBOARD_DATABASE"
    )
    with pytest.raises(EngineUnavailable) as raised:
        record.prepare(create=True)
    assert str(raised.value) == (
        f"{record.place}: this is not a database of the dashboard (it has a table bookmarks). "
        "Name the right one in DASHBOARD_DATABASE"
    )


def test_a_folder_is_not_a_database(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable) as raised:
        record_at(f"sqlite:///{tmp_path}").prepare(create=True)
    assert str(raised.value) == f"{tmp_path}: this is a folder. Name a file in DASHBOARD_DATABASE"


def test_a_file_in_the_way_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DatabaseNotWritable) as raised:
        record_at(f"sqlite:///{tmp_path / 'file' / 'new.db'}").prepare(create=True)
    assert str(raised.value) == f"{tmp_path}/file/new.db: {NOT_WRITABLE}"


def test_an_older_copy_put_in_its_place_is_noticed(record: Record) -> None:
    older = record.path.read_bytes()
    send(record, people((BILO, DAY, 700)))
    reader = Reader(RecordSource(record))
    reader.follow()
    record.path.write_bytes(older)
    assert str(reader.follow().problem) == (
        f"{record.place}: this replica is behind: it has upload 1, upload 2 was seen before. "
        "It is read again when it has caught up. Restart the server if an older backup was put in its place"
    )
    send(record, people((BILO, DAY, 650)))
    send(record, people((BILO, DAY, 600)))
    sentence = (
        f"{record.place}: upload 2 is not the one that was read before: another copy was put in its place. "
        "Restart the server if that was intended"
    )
    state = reader.follow()
    assert (state.version, str(state.problem)) == (2, sentence)
    found = reader.ask(
        "town_reports", version=2, towns=None, area=None, since=TODAY.replace(day=1), until=TODAY
    )
    assert found["people"].tolist() == [700]


def test_a_locked_database_is_waited_for_and_then_told(record: Record) -> None:
    seen = previewed(record, people((BILO, DAY, 700)))
    hasty = record_at(f"sqlite:///{record.path}", wait_s=0.1)
    with sqlite3.connect(record.path, isolation_level=None) as other:
        other.execute("begin immediate")
        with pytest.raises(DatabaseBusy) as raised:
            commit(hasty, seen, sender=SENDER)
        assert len(history(hasty)) == 1
        other.execute("rollback")
        other.execute("begin exclusive")
        with pytest.raises(DatabaseBusy):
            history(hasty)
        other.execute("rollback")
    assert str(raised.value) == (
        f"{record.place}: the database is locked by another process (waited 0.1 s). "
        "Nothing was stored. Try again when the other upload is done"
    )
    assert commit(hasty, seen, sender=SENDER).upload_id == 2


def test_readers_wait_for_the_end_of_a_large_upload_only(record: Record) -> None:
    rows = [(number, BILO, f"{number}", 1) for number in range(1, 40_001)]
    impatient = record_at(f"sqlite:///{record.path}", wait_s=0)
    with pytest.raises(RuntimeError, match="enough"), record.writing() as connection:
        connection.exec_driver_sql(
            "insert into town_status (row_id, town_code, date, upload_id) values (?, ?, ?, ?)", rows
        )
        assert len(history(impatient)) == 1
        raise RuntimeError("enough")


def test_a_reader_that_holds_on_makes_a_commit_fail_whole(record: Record) -> None:
    seen = previewed(record, people((BILO, DAY, 700)))
    hasty = record_at(f"sqlite:///{record.path}", wait_s=0.1)
    with sqlite3.connect(record.path, isolation_level=None) as other:
        other.execute("begin")
        other.execute("select count(*) from towns").fetchone()
        with pytest.raises(DatabaseBusy):
            commit(hasty, seen, sender=SENDER)
        other.execute("rollback")
    assert rows_of(record, "town_status") == []
    assert commit(hasty, seen, sender=SENDER).upload_id == 2


def test_a_database_of_a_newer_version_is_not_touched(record: Record) -> None:
    with sqlite3.connect(record.path) as raw:
        raw.execute("update alembic_version set version_num = '0099'")
    before = record.path.read_bytes()
    with pytest.raises(DatabaseNewer) as raised:
        record.prepare(create=True)
    assert str(raised.value) == (
        f"{record.place}: the database was written by a newer version "
        f"(schema 0099, this version knows {SCHEMA_VERSION}). "
        "Update the dashboard, or use the version that wrote the file"
    )
    assert record.path.read_bytes() == before


def test_where_nothing_may_be_written_pages_work_and_a_commit_explains(open_folder: Path) -> None:
    record = record_of(open_folder / "store.db", towns())
    record.path.chmod(0o644)
    seen = previewed(record, people((BILO, DAY, 700)))

    def view_and_commit() -> str:
        record.prepare(create=True)
        viewed = len(history(record))
        try:
            commit(record, seen, sender=SENDER)
        except DatabaseNotWritable as error:
            return f"{viewed} viewed; {error}"
        return "stored"

    for folder_mode, file_mode in ((0o555, 0o444), (0o777, 0o444), (0o555, 0o666)):
        open_folder.chmod(folder_mode)
        record.path.chmod(file_mode)
        assert forked(view_and_commit, before=without_rights) == f"1 viewed; {record.place}: {NOT_WRITABLE}"
    open_folder.chmod(0o777)
    record.path.chmod(0o666)
    assert forked(view_and_commit, before=without_rights) == "stored"
    assert verify(record) == (2, [])


@pytest.mark.parametrize(("mode", "create"), [(0o755, True), (0o700, True), (0o700, False)])
def test_a_folder_that_keeps_us_out_is_told(open_folder: Path, mode: int, create: bool) -> None:
    inner = open_folder / "inner"
    inner.mkdir()
    inner.chmod(mode if os.geteuid() == 0 else 0o000)
    record = record_at(f"sqlite:///{inner / 'store.db'}")
    answer = forked(lambda: str(record.prepare(create=create)), before=without_rights)
    inner.chmod(0o755)
    assert answer == f"DatabaseNotWritable: {inner}/store.db: {NOT_WRITABLE}"


class Small(SqliteRecord):
    """A database on a disk with no room for one page more."""

    def _connect(self) -> sqlite3.Connection:
        connection = super()._connect()
        pages = connection.execute("pragma page_count").fetchone()[0]
        connection.execute(f"pragma max_page_count = {pages}")
        return connection


def test_a_full_disk_refuses_the_upload_and_works_again_when_there_is_room(record: Record) -> None:
    seen = previewed(record, departures(*((BILO, day, 1) for day in MANY_DAYS)))
    before = record.path.read_bytes()
    with pytest.raises(DatabaseFull) as raised:
        commit(Small(f"sqlite:///{record.path}"), seen, sender=SENDER)
    assert str(raised.value) == (
        f"{record.place}: the disk is full. Nothing was stored. Free some space and send it again"
    )
    assert record.path.read_bytes() == before
    assert verify(record) == (1, [])
    assert commit(record, seen, sender=SENDER).upload_id == 2


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte, in memory."""
    folder = tmp_path / "small"
    folder.mkdir()
    if said := mounted(folder, options="size=1m"):
        pytest.skip(
            f"no disk can be mounted here, and writes that fail are injected elsewhere: {said.strip()}"
        )
    yield folder
    run(["umount", str(folder)], check=True)


def test_on_a_disk_that_is_really_full_readers_go_on_and_so_does_the_record(small_disk: Path) -> None:
    record = record_of(small_disk / "store.db", towns())
    seen = previewed(record, departures(*((BILO, day, 1) for day in MANY_DAYS)))
    reader = Reader(RecordSource(record))
    reader.follow()
    filler = filled(small_disk, but_bytes=8192)
    for _ in range(2):
        with pytest.raises(DatabaseFull) as raised:
            commit(record, seen, sender=SENDER)
        assert str(raised.value) == (
            f"{record.place}: the disk is full. Nothing was stored. Free some space and send it again"
        )
        assert (reader.follow().problem, Reader(RecordSource(record)).follow().version) == (None, 1)
        assert verify(record) == (1, [])
    filler.unlink()
    assert commit(record, seen, sender=SENDER).upload_id == 2
    assert reader.follow().version == 2
    assert verify(record) == (2, [])


def committed_with(record: Record, seen: Preview, *, room: int, killed: bool) -> str | None:
    return forked(
        lambda: str(commit(record, seen, sender=SENDER).upload_id), before=with_room(room, killed=killed)
    )


def restored(record: Record, content: bytes) -> None:
    record.path.write_bytes(content)
    Path(f"{record.path}-journal").unlink(missing_ok=True)


def test_a_write_that_fails_anywhere_leaves_nothing_and_says_so(record: Record) -> None:
    seen = previewed(record, departures(*((BILO, day, 1) for day in MANY_DAYS)))
    content = record.path.read_bytes()
    refused = (
        f"EngineUnavailable: {record.place}: the disk does not answer (disk I/O error). "
        "Check the disk, then try again"
    )
    answers = []
    for room in range(512, len(content) + 4096 * 16, 4096 * 3):
        restored(record, content)
        answers.append(committed_with(record, seen, room=room, killed=False))
        assert verify(record) == ((2, []) if answers[-1] == "2" else (1, []))
    assert set(answers) == {refused, "2"}
    assert answers.count(refused) > 10


def test_killed_at_any_write_of_a_commit_there_is_all_of_it_or_nothing(record: Record) -> None:
    seen = previewed(record, departures(*((BILO, day, 1) for day in MANY_DAYS)))
    content = record.path.read_bytes()
    answers = []
    for room in range(512, len(content) + 4096 * 16, 4096 * 2):
        restored(record, content)
        answers.append(committed_with(record, seen, room=room, killed=True))
        stored = len(rows_of(record, "evacuations"))
        assert (answers[-1], stored) in ((None, 0), (None, len(MANY_DAYS)), ("2", len(MANY_DAYS)))
        assert verify(record) == (2 if stored else 1, [])
    assert answers.count(None) > 10
    assert answers[-1] == "2"
    assert send(record, people((BILO, DAY, 700))) is not None
