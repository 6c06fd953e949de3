"""Publishing: all of the record, only what is new, whole after a break, and never into another one's tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from deltalake import DeltaTable, write_deltalake

from dashboard.errors import EngineUnavailable, OtherCopy
from dashboard.model.tables import TABLES
from dashboard.store import ledger
from dashboard.store.arrow import arrow_rows
from dashboard.store.memory import UPLOAD_TYPES
from dashboard.store.published import news
from dashboard.store.published.delta import PublishedTable
from dashboard.store.published.news import News
from dashboard.store.published.publishing import publish
from dashboard.store.published.tables import LEDGER, history_of, places, row_types, shown
from dashboard.store.record import Record
from dashboard.store.source import Known
from dashboard.store.undo import undo
from tests.records import AT, BILO, POKR, departures, distances, people, record_of, send, towns
from tests.store.spelled import spell

DAY, NEXT = "2025-09-12", "2025-09-13"
PLACES = [place for place, _ in places()]

Rows = list[dict[str, Any]]


@pytest.fixture
def target(tmp_path: Path) -> str:
    return str(tmp_path / "published")


def in_the_record(record: Record, name: str) -> Rows:
    types, key = (UPLOAD_TYPES, "upload_id") if name == "uploads" else (row_types(name), "row_id")
    with record.reading() as connection:
        statement = f"select {', '.join(types)} from {name} order by {key}"
        return pa.concat_tables(arrow_rows(connection, statement, types=types)).to_pylist()


def there(target: str, place: str) -> Rows:
    """The rows of a published table."""
    rows = DeltaTable(f"{target}/{place}").to_pyarrow_table()
    return rows.sort_by("upload_id" if place == LEDGER else "row_id").to_pylist()


def known_after(rows: Rows, version: int) -> Rows:
    """The rows of a history as known after an upload."""
    return [
        {name: value for name, value in row.items() if name != "replaced_by"}
        for row in rows
        if row["upload_id"] <= version and (row["replaced_by"] is None or row["replaced_by"] > version)
    ]


def assert_all_is_there(record: Record, target: str) -> None:
    for name in TABLES:
        rows = in_the_record(record, name)
        assert there(target, history_of(name)) == rows
        assert there(target, name) == known_after(rows, 10**6)
    assert there(target, LEDGER) == in_the_record(record, "uploads")


def versions(target: str) -> dict[str, int]:
    """How often each table was written."""
    return {place: DeltaTable(f"{target}/{place}").version() for place in PLACES}


def files(target: str) -> dict[str, int]:
    """Every file with its size in bytes."""
    root = Path(target)
    return {str(file.relative_to(root)): file.stat().st_size for file in root.rglob("*") if file.is_file()}


def some_uploads(record: Record) -> None:
    send(record, people((BILO, DAY, 700), (POKR, DAY, 1200)))
    send(record, people((BILO, DAY, 650), (BILO, NEXT, 600)))
    send(record, departures((BILO, DAY, 12)))
    undo(record, 4, by="Petro", at=AT)


def test_every_row_of_every_upload_is_published_and_the_current_ones_beside_them(
    record: Record, target: str
) -> None:
    some_uploads(record)
    spell(record, ("value", "status", "calm", "safe"))
    done = publish(record, target)
    assert_all_is_there(record, target)
    assert (done.since, done.version, done.brought["town_status"]) == (0, 6, 4)
    assert [row["replaced_by"] for row in there(target, "history/town_status")] == [3, None, None, None]


def test_a_record_without_an_upload_is_published_as_empty_tables(empty_record: Record, target: str) -> None:
    publish(empty_record, target)
    assert_all_is_there(empty_record, target)
    send(empty_record, towns())
    publish(empty_record, target)
    assert_all_is_there(empty_record, target)


def test_a_second_publish_writes_only_what_is_new(record: Record, target: str) -> None:
    send(
        record,
        distances(
            *((BILO, f"2025-{m:02}-{d:02}", "A", d + m / 10) for m in range(1, 9) for d in range(1, 29))
        ),
    )
    publish(record, target)
    send(record, people((BILO, DAY, 700)))
    publish(record, target)
    before, written = files(target), versions(target)
    send(record, people((BILO, DAY, 650), (POKR, DAY, 1200)))
    done = publish(record, target)
    assert_all_is_there(record, target)
    assert (done.since, done.version) == (3, 4)
    assert {name: count for name, count in done.brought.items() if count} == {"town_status": 2}
    assert {name: count for name, count in done.replaced.items() if count} == {"town_status": 1}
    touched = {"history/town_status", "town_status", LEDGER}
    assert {place for place, version in versions(target).items() if version > written[place]} == touched
    new = {file: size for file, size in files(target).items() if file not in before}
    assert {file.rpartition("/_delta_log")[0] or file.rpartition("/")[0] for file in new} == touched
    assert sum(new.values()) < 60_000


@pytest.mark.sqlite_only
def test_files_without_a_replaced_row_stay_as_they_are(record: Record, target: str) -> None:
    for day in (DAY, NEXT):
        send(record, people((BILO, day, 700), (POKR, day, 1200)))
        publish(record, target)
    before = set(DeltaTable(f"{target}/history/town_status").file_uris())
    send(record, people((BILO, NEXT, 650)))
    publish(record, target)
    after = set(DeltaTable(f"{target}/history/town_status").file_uris())
    assert (len(before), len(before & after)) == (2, 1)
    made_with = DeltaTable(f"{target}/history/town_status").metadata().configuration
    assert made_with["delta.targetFileSize"] == "16777216"


@pytest.mark.sqlite_only
def test_where_nothing_is_new_nothing_is_written(record: Record, target: str) -> None:
    publish(record, target)
    before = files(target)
    done = publish(record, target)
    assert (done.since, done.version, sum(done.brought.values())) == (1, 1, 0)
    assert files(target) == before


@pytest.mark.parametrize("commits", range(5))
def test_a_publish_that_was_broken_off_is_whole_when_it_is_repeated(
    record: Record, target: str, monkeypatch: pytest.MonkeyPatch, commits: int
) -> None:
    """Broken off after each of its commits; who reads up to the ledger's newest upload sees what stood before."""
    send(record, people((BILO, DAY, 700), (POKR, DAY, 1200)))
    publish(record, target)
    was = {name: known_after(there(target, history_of(name)), 2) for name in TABLES}
    send(record, people((BILO, DAY, 650)))
    send(record, departures((BILO, DAY, 12)))
    _break_off(monkeypatch, after=commits)
    with pytest.raises(KeyboardInterrupt):
        publish(record, target)
    monkeypatch.undo()
    assert [row["upload_id"] for row in there(target, LEDGER)] == [1, 2]
    assert {name: known_after(there(target, history_of(name)), 2) for name in TABLES} == was
    send(record, people((POKR, DAY, 1100)))
    publish(record, target)
    assert_all_is_there(record, target)


def _break_off(monkeypatch: pytest.MonkeyPatch, *, after: int) -> None:
    """As when the process is killed after so many commits of Delta."""
    left = iter(range(after))

    def breaking(write: Callable[..., None]) -> Callable[..., None]:
        def written(*arguments: object, **named: object) -> None:
            if next(left, None) is None:
                raise KeyboardInterrupt
            write(*arguments, **named)

        return written

    monkeypatch.setattr(PublishedTable, "append", breaking(PublishedTable.append))
    monkeypatch.setattr(PublishedTable, "change", breaking(PublishedTable.change))


@pytest.mark.sqlite_only
def test_a_database_that_fails_halfway_is_named_and_nothing_of_that_table_is_there(
    record: Record, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(record, people(*((BILO, f"2025-09-{day:02}", day) for day in range(1, 13))))
    monkeypatch.setattr(news, "BATCH_ROWS", 5)
    read, pieces = news.arrow_rows, iter(range(3))

    def failing(*arguments: Any, **named: Any) -> Iterator[pa.Table]:
        if next(pieces, None) is None:
            raise EngineUnavailable("the record", "it went away", "Try again")
        return read(*arguments, **named)

    monkeypatch.setattr(news, "arrow_rows", failing)
    with pytest.raises(EngineUnavailable) as refused:
        publish(record, target)
    assert str(refused.value) == "the record: it went away. Try again"
    monkeypatch.undo()
    assert not DeltaTable.is_deltatable(f"{target}/history/town_status")
    publish(record, target)
    assert_all_is_there(record, target)


def test_what_is_uploaded_while_a_publish_runs_comes_with_the_next_one(
    record: Record, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows are read in pieces of two; behind each piece a steward replaces one of them."""
    send(record, people(*((BILO, f"2025-09-{day:02}", 10) for day in range(1, 8))))
    monkeypatch.setattr(news, "BATCH_ROWS", 2)
    read, days = news.arrow_rows, iter(range(1, 8))

    def overtaken(connection: Any, statement: str, **named: Any) -> Iterator[pa.Table]:
        found = list(read(connection, statement, **named))
        if "from town_status" in statement and (day := next(days, None)) is not None:
            later.append(people((BILO, f"2025-09-{day:02}", 9)))
        return iter(found)

    later: list[str] = []
    monkeypatch.setattr(news, "arrow_rows", overtaken)
    monkeypatch.setattr(News, "brought", _sending(News.brought, record, later))
    before = known_after(in_the_record(record, "town_status"), 2)
    done = publish(record, target)
    monkeypatch.undo()
    assert (done.version, ledger.history(record)[-1].upload_id > 5) == (2, True)
    assert known_after(there(target, "history/town_status"), 2) == before == there(target, "town_status")
    assert {row["replaced_by"] for row in there(target, "history/town_status")} == {None}
    publish(record, target)
    assert_all_is_there(record, target)


def _sending(brought: Callable[..., Iterator[pa.Table]], record: Record, later: list[str]) -> Any:
    def sending(self: News, *, current: bool = False) -> Iterator[pa.Table]:
        for piece in brought(self, current=current):
            while later:
                send(record, later.pop())
            yield piece

    return sending


def test_of_two_at_one_time_the_second_is_refused_and_nothing_is_there_twice(
    record: Record, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(record, target)
    send(record, people((BILO, DAY, 700)))
    append = PublishedTable.append

    def overtaken(table: PublishedTable, pieces: Iterable[pa.Table], *, until: Known) -> None:
        monkeypatch.undo()
        publish(record, target)
        append(table, pieces, until=until)

    monkeypatch.setattr(PublishedTable, "append", overtaken)
    with pytest.raises(EngineUnavailable) as refused:
        publish(record, target)
    assert str(refused.value) == (
        f"{target}: somebody else wrote these tables at the same time. Publish again when the other one is done"
    )
    publish(record, target)
    assert_all_is_there(record, target)


@pytest.mark.parametrize("behind", [False, True])
def test_another_copy_is_not_published_into_the_same_folder(
    record: Record, target: str, tmp_path: Path, behind: bool
) -> None:
    other = record_of(tmp_path / "other.db", towns())
    send(record, people((BILO, DAY, 700)))
    publish(record, target)
    if not behind:
        send(other, people((BILO, DAY, 999)))
    before = files(target)
    with pytest.raises(EngineUnavailable) as refused:
        publish(other, target)
    assert str(refused.value) == (
        f"{target}: history/towns holds upload 2 of another copy of the database than {other.place}. "
        "Publish that one, or this one into an empty folder"
    )
    assert files(target) == before


@pytest.mark.sqlite_only
def test_a_copy_that_is_put_in_place_of_the_database_meanwhile_is_noticed(
    record: Record, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news.ledger, "entry_sha256_of", lambda connection, upload_id: "another")
    with pytest.raises(OtherCopy):
        next(News(record, "towns", 0, Known(1, "this one"), 1, None).brought())


@pytest.mark.sqlite_only
def test_a_table_that_publish_did_not_write_is_left_alone(record: Record, target: str) -> None:
    write_deltalake(f"{target}/history/towns", pa.table({"a": [1]}))
    with pytest.raises(EngineUnavailable) as refused:
        publish(record, target)
    assert str(refused.value) == (
        f"{target}: the tables cannot be written (there is a table that publish did not write). "
        "Check the address and the right to write there, then publish again: what is there is kept"
    )


@pytest.mark.sqlite_only
def test_a_place_that_cannot_be_written_is_told(record: Record, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EngineUnavailable, match=r"/file/published: the tables cannot be written \(Could not"):
        publish(record, str(tmp_path / "file" / "published"))


@pytest.mark.sqlite_only
def test_a_column_that_the_data_model_got_later_is_empty_in_older_rows(
    record: Record, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, types = "history/towns", row_types("towns")
    older = {name: kind for name, kind in types.items() if name != "town_name_uk"}
    for changed, town in ((older, "A"), (types, "B")):
        table = PublishedTable(f"{target}/{place}", types=changed)
        columns = {name: pa.array([None], kind) for name, kind in changed.items()}
        row = pa.table(columns | {"row_id": pa.array([ord(town)], pa.int64())} | _named(changed))
        table.append([row], until=Known(ord(town), town))
    assert [row["town_name_uk"] for row in there(target, place)] == [None, "Місто"]


def _named(types: Mapping[str, pa.DataType]) -> dict[str, pa.Array]:
    return {"town_name_uk": pa.array(["Місто"])} if "town_name_uk" in types else {}


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("published", "published"),
        ("/srv/published", "/srv/published"),
        ("s3://bucket/folder", "s3://bucket/folder"),
        ("https://key:sesame@host/folder?sig=sesame", "https://host/folder"),
    ],
)
def test_an_address_is_told_without_a_key(target: str, told: str) -> None:
    assert shown(target) == told
