"""The kept snapshot: a start fetches only what came since, and whatever is wrong with the file is no more than slow."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import duckdb
import orjson
import pytest

from dashboard.errors import EngineUnavailable
from dashboard.store import following, holding, kept_snapshot
from dashboard.store.following import RecordSource
from dashboard.store.kept_snapshot import LINE_BYTES, KeptSnapshot
from dashboard.store.reading import Reader
from dashboard.store.record import Record
from dashboard.store.records import record_at
from dashboard.store.snapshot import Snapshot
from dashboard.store.undo import undo
from tests.records import AT, BILO, POKR, departures, people, record_of, send, towns
from tests.store.asked import PARAMETERS, QUESTIONS
from tests.store.forked import forked, with_room, without_rights
from tests.store.seen import rows_of

pytestmark = pytest.mark.sqlite_only
DAY = "2025-09-12"


@pytest.fixture(autouse=True)
def everything_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "KEPT_FROM_ROWS", 1)
    monkeypatch.setattr(holding, "RENEWED_AFTER_ROWS", 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "snapshots"


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows each taking over fetched from the record."""
    counts: list[int] = []
    apply = following._apply

    def counted(memory: duckdb.DuckDBPyConnection, news: object, *, statement: str) -> None:
        counts.append(news.num_rows)  # type: ignore[attr-defined]
        apply(memory, news, statement=statement)

    monkeypatch.setattr(following, "_apply", counted)
    return counts


def opened(record: Record, folder: Path) -> Reader:
    """A reader with its first snapshot, when it has kept what it keeps."""
    reader = Reader(RecordSource(record), keep=folder)
    reader.follow()
    settled()
    return reader


def settled() -> None:
    for thread in threading.enumerate():
        if thread.name == "keeping":
            thread.join()


def kept_file(record: Record, folder: Path) -> Path:
    return KeptSnapshot(folder, place=record.place).file


def test_a_second_start_fetches_only_what_came_since(
    record: Record, folder: Path, fetched: list[int]
) -> None:
    send(record, people((BILO, DAY, 700), (POKR, DAY, 1200)))
    opened(record, folder)
    assert sum(fetched) == 5 + 2 + 2
    fetched.clear()
    send(record, people((BILO, DAY, 650)))
    reader = Reader(RecordSource(record), keep=folder)
    assert reader.follow().version == 3
    assert sum(fetched) == 1 + 1 + 1  # the row, the one that it replaces, the ledger's entry
    assert rows_of(reader, "town_status", "population_remaining") == [(650,), (1200,)]
    assert rows_of(reader, "town_status", "population_remaining", version=2) == [(700,), (1200,)]


def test_an_undo_after_it_was_kept_ends_the_rows_that_it_holds(record: Record, folder: Path) -> None:
    send(record, departures((BILO, DAY, 3)))
    opened(record, folder)
    undo(record, 2, by="Olena", at=AT)
    reader = Reader(RecordSource(record), keep=folder)
    assert reader.follow().version == 3
    assert rows_of(reader, "evacuations", "evacuated") == []
    assert rows_of(reader, "evacuations", "evacuated", version=2) == [(3,)]
    assert reader.last_change("counts_at", version=3) == 3


def test_every_question_is_answered_as_without_it(demonstration_url: str, folder: Path) -> None:
    record = record_at(demonstration_url)
    opened(record, folder)
    kept, plain = Reader(RecordSource(record), keep=folder), Reader(RecordSource(record))
    version = kept.follow().version
    assert plain.follow().version == version > 0
    assert kept._holding.snapshot.file is not None
    for question in QUESTIONS:
        answers = [reader.ask(question, version=version, **PARAMETERS) for reader in (kept, plain)]
        assert answers[0].equals(answers[1]), question
        touched = [reader.last_change(question, version=version) for reader in (kept, plain)]
        assert touched[0] == touched[1], question


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _a_bit(content: bytes) -> bytes:
    place = LINE_BYTES + 5000
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def _of_another_version(content: bytes) -> bytes:
    line = orjson.loads(content[:LINE_BYTES]) | {"fits": "0" * 64}
    return orjson.dumps(line).ljust(LINE_BYTES - 1) + b"\n" + content[LINE_BYTES:]


@pytest.mark.parametrize(
    "damage",
    [_cut, _a_bit, _of_another_version, lambda _: b"", lambda _: b"[]".ljust(LINE_BYTES), lambda c: c[::-1]],
)
def test_one_that_is_damaged_or_of_another_version_is_read_anew_and_replaced(
    record: Record,
    folder: Path,
    fetched: list[int],
    damage: Callable[[bytes], bytes],
    caplog: pytest.LogCaptureFixture,
) -> None:
    opened(record, folder)
    file = kept_file(record, folder)
    file.write_bytes(damage(file.read_bytes()))
    fetched.clear()
    reader = opened(record, folder)
    assert sum(fetched) == 5 + 1
    assert len(reader.ask("towns", version=1)) == 5
    assert caplog.messages == [f"{file} does not fit or is damaged: all is read from the database"]
    fetched.clear()
    opened(record, folder)
    assert sum(fetched) == 0


def test_one_of_another_ledger_is_not_taken_for_ours(record: Record, folder: Path, tmp_path: Path) -> None:
    send(record, people((BILO, DAY, 700)))
    opened(record, folder)
    other = record_of(tmp_path / "other.db", towns(), departures((BILO, DAY, 3)))
    record.path.write_bytes(other.path.read_bytes())  # type: ignore[attr-defined]
    reader = opened(record, folder)
    assert reader.follow().problem is None
    assert rows_of(reader, "evacuations", "evacuated") == [(3,)]
    assert rows_of(reader, "town_status") == []


def test_a_start_while_the_database_is_away_shows_what_was_kept_with_its_age(
    record: Record, folder: Path
) -> None:
    opened(record, folder)
    file = kept_file(record, folder)
    os.utime(file, (file.stat().st_atime, file.stat().st_mtime - 3600))
    away = record.path.rename(record.path.with_suffix(".away"))  # type: ignore[attr-defined]
    reader = Reader(RecordSource(record), keep=folder)
    state = reader.follow()
    assert state.version == 1
    assert 3600 < state.age_s < 3700
    assert (
        str(state.problem) == f"{record.place}: the database file is gone. Put it back, or restore a backup"
    )
    assert len(reader.ask("towns", version=1)) == 5
    away.rename(record.path)  # type: ignore[attr-defined]
    state = reader.follow()
    assert state.problem is None
    assert state.age_s < 60


def test_a_start_on_a_replica_that_is_behind_what_was_kept_waits_for_it(record: Record, folder: Path) -> None:
    behind = record.path.read_bytes()  # type: ignore[attr-defined]
    send(record, people((BILO, DAY, 700)))
    ahead = record.path.read_bytes()  # type: ignore[attr-defined]
    opened(record, folder)
    record.path.write_bytes(behind)  # type: ignore[attr-defined]
    reader = Reader(RecordSource(record), keep=folder)
    state = reader.follow()
    assert (state.version, type(state.problem).__name__) == (2, "ReplicaBehind")
    record.path.write_bytes(ahead)  # type: ignore[attr-defined]
    assert (reader.follow().version, reader.follow().problem) == (2, None)


def test_what_came_at_once_is_compressed_beside_those_who_ask_or_before_where_nothing_is_kept(
    record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "KEPT_FROM_ROWS", 10**9)
    send(record, people((BILO, DAY, 700)))
    compressing, let_go = threading.Event(), threading.Event()
    compress = Snapshot.compress

    def slowly(snapshot: Snapshot) -> None:
        compressing.set()
        assert threading.current_thread().name != "keeping" or let_go.wait(10)
        compress(snapshot)

    monkeypatch.setattr(Snapshot, "compress", slowly)
    reader = Reader(RecordSource(record), keep=folder)
    assert reader.follow().version == 2
    assert compressing.wait(10)
    assert rows_of(reader, "town_status", "population_remaining") == [(700,)]
    assert reader._holding.snapshot.is_new
    let_go.set()
    settled()
    assert reader._holding.snapshot.compressed.version == 2
    plain = Reader(RecordSource(record))
    plain.follow()
    assert plain._holding.snapshot.compressed.version == 2


def test_what_came_bit_by_bit_is_kept_compressed_and_asked_from_then_on(record: Record, folder: Path) -> None:
    reader = opened(record, folder)
    first = reader._holding.snapshot
    send(record, people((BILO, DAY, 700), (POKR, DAY, 5)))
    assert reader.follow().version == 2
    settled()
    assert reader._holding.snapshot is not first
    assert rows_of(reader, "town_status", "population_remaining") == [(700,), (5,)]
    again = KeptSnapshot(folder, place=record.place).opened()
    assert again is not None
    assert again[0].known == reader._holding.snapshot.known


def test_a_small_database_keeps_nothing(
    record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "KEPT_FROM_ROWS", 6)
    opened(record, folder)
    assert list(folder.iterdir()) == []
    send(record, people((BILO, DAY, 700)))
    opened(record, folder)
    assert [file.name for file in folder.iterdir()] == [kept_file(record, folder).name]


def test_only_its_owner_may_read_it_and_nothing_else_is_left_in_the_folder(
    record: Record, folder: Path
) -> None:
    reader = opened(record, folder)
    assert reader._holding.snapshot.file is not None
    assert [file.name for file in folder.iterdir()] == [kept_file(record, folder).name]
    assert kept_file(record, folder).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_it_is_as_locked_as_memory(record: Record, folder: Path) -> None:
    reader = opened(record, folder)
    for statement in (
        f"select * from read_blob('{kept_file(record, folder)}')",
        f"attach '{folder}/other.db'",
        f"copy (select 1) to '{folder}/out.csv'",
        f"set temp_directory = '{folder}'",
    ):
        with pytest.raises(
            (duckdb.PermissionException, duckdb.InvalidInputException), match=r"disabled|locked"
        ):
            reader.answer(statement, {})


def test_two_processes_share_it(record: Record, folder: Path) -> None:
    opened(record, folder)

    def start() -> str:
        reader = opened(record, folder)
        send(record, people((BILO, DAY, 700)))
        return str(reader.follow().version)

    ours = opened(record, folder)
    assert forked(start, before=lambda: None) == "2"
    assert ours.follow().version == 2
    assert rows_of(ours, "town_status", "population_remaining") == [(700,)]
    assert opened(record, folder).follow().version == 2


@pytest.mark.parametrize("killed", [True, False])
@pytest.mark.parametrize("size", [0, 100, 4096, 300_000])
def test_killed_while_writing_or_on_a_full_disk_leaves_what_was_kept(
    record: Record, folder: Path, size: int, killed: bool
) -> None:
    opened(record, folder)
    before = kept_file(record, folder).read_bytes()
    private = Snapshot()
    with KeptSnapshot(folder, place=record.place)._private() as file:
        private = Snapshot(file)

    def keep() -> str:
        KeptSnapshot(folder, place=record.place).keep(private)
        return "went on"

    private.bring(RecordSource(record))
    private.compress()
    answer = forked(keep, before=with_room(size, killed=killed))
    assert answer == (None if killed else "went on")
    assert kept_file(record, folder).read_bytes() == before
    assert opened(record, folder).follow().version == 1


def test_a_disk_that_is_full_from_the_start_leaves_everything_in_memory(record: Record, folder: Path) -> None:
    def start() -> str:
        reader = Reader(RecordSource(record), keep=folder)
        return f"{reader.follow().version} {len(reader.ask('towns', version=1))}"

    assert forked(start, before=with_room(8192, killed=False)) == "1 5"


def test_a_folder_that_may_not_be_written_leaves_everything_in_memory(record: Record, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    record.path.chmod(0o666)  # type: ignore[attr-defined]

    def start() -> str:
        reader = Reader(RecordSource(record), keep=closed / "snapshots")
        return f"{reader.follow().version} {reader._holding.snapshot.file}"

    for parent in tmp_path.parents:
        if parent.stat().st_mode & 0o001 == 0 and parent.stat().st_uid == os.geteuid():
            parent.chmod(parent.stat().st_mode | 0o111)
    assert forked(start, before=without_rights) == "1 None"


def test_what_killed_processes_left_behind_is_removed(record: Record, folder: Path) -> None:
    name = kept_file(record, folder).stem
    folder.mkdir()
    names = [f"{name}.a.new", f"{name}.b.private", f"{name}.c.private.wal", "other.d.new", f"{name}.e.new"]
    for left in names:
        (folder / left).write_bytes(b"x")
    for left in names[:-1]:
        os.utime(folder / left, (1e9, 1e9))
    opened(record, folder)
    assert {file.name for file in folder.iterdir()} == {*names[3:], kept_file(record, folder).name}


def test_a_record_that_answers_no_more_while_it_is_renewed_leaves_what_is_shown(
    record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = opened(record, folder)

    def away(*_: object) -> None:
        raise EngineUnavailable(record.place, "planted", "")

    monkeypatch.setattr(kept_snapshot.KeptSnapshot, "opened", away)
    send(record, people((BILO, DAY, 700)))
    assert reader.follow().version == 2
    settled()
    assert (reader.follow().version, reader.follow().problem) == (2, None)
