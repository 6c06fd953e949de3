"""The first rows of a snapshot: compressed when all are there, or as they come where they are too many."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from dashboard.errors import EngineUnavailable
from dashboard.store import following, memory
from dashboard.store.bulk import Piece
from dashboard.store.following import RecordSource
from dashboard.store.record import Record
from dashboard.store.records import record_at
from dashboard.store.snapshot import Snapshot
from tests.records import BILO, people, send, towns

pytestmark = pytest.mark.sqlite_only
MANY = 300_000  # DuckDB compresses 122,880 at once
DAY = "2025-09-12"


@pytest.fixture
def many(record: Record) -> Record:
    """A record with as many reports of one town, brought by the upload that brought the towns."""
    days = pa.array(range(MANY), pa.int32()).cast(pa.date32())
    same = {
        name: pa.repeat(pa.scalar(value), MANY) for name, value in (("town_code", BILO), ("upload_id", 1))
    }
    rows = pa.table({"row_id": pa.array(range(1, MANY + 1)), "date": days, **same})
    with record.writing() as connection:
        record.bulk.insert(connection, "town_status", pieces=[Piece(rows)])
    return record


def compressed(snapshot: Snapshot) -> bool:
    """Whether the rows are; all of them or none."""
    with snapshot.memory.cursor() as asked:
        found = asked.execute(
            "select distinct compression <> 'Uncompressed' from pragma_storage_info('record.town_status') "
            "where column_name = 'town_code' and segment_type = 'VARCHAR'"
        ).fetchall()
    ((is_compressed,),) = found
    return bool(is_compressed)


def rows_in(snapshot: Snapshot) -> tuple[int, int]:
    with snapshot.memory.cursor() as asked:
        found = asked.execute("select count(*), sum(row_id)::bigint from record.town_status").fetchall()
    return int(found[0][0]), int(found[0][1])


def test_what_comes_at_once_is_compressed_when_all_of_it_is_there(many: Record, tmp_path: Path) -> None:
    snapshot = Snapshot(tmp_path / "private")
    snapshot.bring(RecordSource(many))
    assert not compressed(snapshot)
    snapshot.compress_if_new()
    assert compressed(snapshot)
    assert rows_in(snapshot) == (MANY, MANY * (MANY + 1) // 2)


def test_what_does_not_fit_into_memory_uncompressed_is_compressed_as_it_comes(
    many: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "UNCOMPRESSED_BYTES", 5_000_000)
    snapshot = Snapshot(tmp_path / "private")
    snapshot.bring(RecordSource(many))
    assert compressed(snapshot)
    assert rows_in(snapshot) == (MANY, MANY * (MANY + 1) // 2)


def test_what_comes_later_finds_a_snapshot_that_is_locked_and_writes_as_ever(
    tmp_path: Path,
) -> None:
    """Also one that was locked while there was nothing to bring."""
    record = record_at(f"sqlite:///{tmp_path}/store.db").prepare(create=True)
    snapshot = Snapshot(tmp_path / "private")
    snapshot.bring(RecordSource(record))
    refuses_settings(snapshot)
    for version, content in enumerate((towns(), people((BILO, DAY, 700))), 1):
        send(record, content)
        snapshot.bring(RecordSource(record))
        assert snapshot.known.version == version
        refuses_settings(snapshot)


def test_after_rows_that_broke_off_the_first_ones_are_still_compressed_at_last(
    many: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise EngineUnavailable("there", "it is away", "Wait")

    snapshot = Snapshot(tmp_path / "private")
    with monkeypatch.context() as away, pytest.raises(EngineUnavailable):
        away.setattr(following, "_apply", broken)
        snapshot.bring(RecordSource(many))
    snapshot.bring(RecordSource(many))
    assert not compressed(snapshot)
    refuses_settings(snapshot)


def refuses_settings(snapshot: Snapshot) -> None:
    with snapshot.memory.cursor() as asked:
        assert asked.execute("select current_setting('enable_optimistic_write')").fetchall() == [(True,)]
        with pytest.raises(duckdb.InvalidInputException, match="locked"):
            asked.execute("set enable_optimistic_write = false")
