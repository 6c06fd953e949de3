"""The reading side: follows the record step by step, answers about one version, and is locked down."""

import threading
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import Connection

from dashboard.errors import DatabaseBusy
from dashboard.ingest.upload import changes, check, store
from dashboard.store import following, ledger
from dashboard.store.following import RecordSource
from dashboard.store.reading import Reader, open_reader
from dashboard.store.record import Record
from dashboard.store.records import record_at
from dashboard.store.sqlite.record import SqliteRecord
from dashboard.store.statements import over_logical_tables
from tests.records import AT, BILO, POKR, TODAY, departures, people, record_of, send, towns
from tests.store.seen import rows_of

DAY = "2025-09-12"


def test_a_reader_takes_over_what_is_new_and_only_that(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(record, people((BILO, DAY, 700), (POKR, DAY, 1200)))
    reader = Reader(RecordSource(record))
    assert reader.follow().version == 2
    taken: list[tuple[str, int]] = []
    apply = following._apply

    def counted(memory: duckdb.DuckDBPyConnection, news: object, *, statement: str) -> None:
        taken.append((" ".join(statement.split()[:3]), news.num_rows))  # type: ignore[attr-defined]
        apply(memory, news, statement=statement)

    monkeypatch.setattr(following, "_apply", counted)
    reader.follow()
    assert taken == []
    send(record, people((BILO, DAY, 650)))
    assert reader.follow().version == 3
    assert [(words, count) for words, count in taken if count] == [
        ("insert into record.town_status", 1),
        ("update record.town_status as", 1),
        ("insert into record.uploads", 1),
    ]
    assert rows_of(reader, "town_status", "population_remaining") == [(650,), (1200,)]


def test_an_upload_that_comes_while_another_is_taken_over_is_taken_over_once_and_whole(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the version that the reader asks for and the rows, at the worst moment, another steward commits."""
    send(record, people((BILO, DAY, 700)))
    reader = Reader(RecordSource(record))
    reader.follow()
    send(record, people((BILO, DAY, 650)))
    hasty = record
    if isinstance(record, SqliteRecord):  # whose reader holds the other steward off
        hasty = record_at(f"sqlite:///{record.path}", wait_s=0.05)
    version_of = ledger.version

    def overtaken(connection: Connection) -> int:
        monkeypatch.undo()
        version = version_of(connection)
        with suppress(DatabaseBusy):
            send(hasty, people((BILO, DAY, 600), (POKR, DAY, 5)))
        return version

    monkeypatch.setattr(ledger, "version", overtaken)
    assert rows_of(reader, "town_status", "population_remaining") == [(650,)]
    assert rows_of(reader, "town_status") == rows_of(Reader(RecordSource(record)), "town_status")


def test_a_take_over_that_fails_halfway_leaves_the_reader_as_it_was(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(RecordSource(record))
    reader.follow()
    send(record, departures((BILO, DAY, 3)))
    apply = following._apply

    def failing(memory: duckdb.DuckDBPyConnection, news: object, *, statement: str) -> None:
        apply(memory, news, statement=statement)
        if "uploads" in statement:
            raise RuntimeError("planted")

    monkeypatch.setattr(following, "_apply", failing)
    with pytest.raises(RuntimeError):
        reader.follow()
    monkeypatch.undo()
    found = reader.answer("select count(*) as count from record.evacuations", {})
    assert found["count"].tolist() == [0]
    assert reader.follow().version == 2
    assert rows_of(reader, "evacuations", "evacuated") == [(3,)]


def test_a_question_is_asked_of_the_version_it_names_whatever_came_since(record: Record) -> None:
    reader = Reader(RecordSource(record))
    for count in (10, 20, 30):
        send(record, departures((BILO, DAY, count)))
        reader.follow()
    ask = {"as_of": TODAY, "towns": None, "area": None}
    found = [reader.ask("counts_at", version=version, **ask)["evacuated"].tolist() for version in range(5)]
    assert found == [[], [], [10], [20], [30]]


def test_parameters_that_a_question_does_not_mention_are_left_out(record: Record) -> None:
    reader = Reader(RecordSource(record))
    version = reader.follow().version
    assert len(reader.ask("towns", version=version, source="A", as_of=TODAY, towns=[BILO])) == 5


@pytest.mark.parametrize(
    "text",
    [
        "' or 1=1 --",
        "'; drop table record.towns; --",
        "$version",
        "%",
        "UA1416003001' or 'a'='a",
        "\\",
        "\x00",
    ],
)
def test_text_in_a_parameter_stays_text(record: Record, text: str) -> None:
    send(record, people((BILO, DAY, 700)))
    reader = Reader(RecordSource(record))
    version = reader.follow().version
    span = {"since": TODAY.replace(month=1), "until": TODAY}
    for named in ({"towns": [text], "area": None}, {"towns": None, "area": text}):
        assert len(reader.ask("town_reports", version=version, **span, **named)) == 0
    assert len(reader.ask("town_reports", version=version, **span, towns=None, area=None)) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from glob('/*')",
        "copy (select 1) to '/tmp/out.csv'",
        "attach '/tmp/other.db'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "set threads = 1",
        "pragma memory_limit = '1GB'",
        "reset enable_external_access",
    ],
)
def test_the_reading_side_touches_nothing_outside_and_cannot_be_told_to(
    record: Record, statement: str
) -> None:
    reader = Reader(RecordSource(record))
    reader.follow()
    refused = (duckdb.PermissionException, duckdb.InvalidInputException, duckdb.CatalogException)
    with pytest.raises(refused, match=r"disabled|locked|Table with name /etc/passwd does not exist"):
        reader.answer(statement, {})


def test_many_threads_ask_while_the_record_grows(record: Record) -> None:
    reader = Reader(RecordSource(record))
    wrong: list[object] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            version = reader.follow().version
            found = rows_of(reader, "evacuations", "evacuated", version=version)
            if found != ([(version,)] if version > 1 else []):
                wrong.append((version, found))

    asking = [threading.Thread(target=ask) for _ in range(4)]
    for thread in asking:
        thread.start()
    for count in range(2, 10):
        send(record, departures((BILO, DAY, count)))
    done.set()
    for thread in asking:
        thread.join()
    assert wrong == []
    assert reader.follow().version == 9


def test_opening_a_reader_makes_a_database_only_where_it_is_told_to(tmp_path: Path) -> None:
    reader = open_reader(f"sqlite:///{tmp_path / 'new.db'}", create=True)
    assert (reader.follow().version, reader.follow().problem) == (0, None)
    assert reader.ask("history", version=0).empty


def test_a_database_that_was_empty_is_followed_from_its_first_upload(tmp_path: Path) -> None:
    record = record_of(tmp_path / "store.db")
    reader = Reader(RecordSource(record))
    assert reader.follow().version == 0
    checked = check(record, towns().encode(), file_name="towns.csv", today=TODAY)
    store(record, checked, seen=changes(record, checked), by="Olena", at=AT)
    assert reader.follow().version == 1
    assert len(reader.ask("towns", version=1)) == 5
    assert len(reader.ask("towns", version=0)) == 0


def test_logical_tables_are_put_before_a_query_that_has_its_own_as_well(record: Record) -> None:
    reader = Reader(RecordSource(record))
    parameters = {"version": reader.follow().version, "towns": [BILO], "area": None}
    body = (
        "with codes as (select town_code from chosen_towns) select * from codes join towns using (town_code)"
    )
    found = reader.answer(over_logical_tables(body), parameters)
    assert found["town_name"].tolist() == ["Bilozerske"]
    plain = reader.answer(over_logical_tables("select count(*) as count from towns"), {"version": 1})
    assert plain["count"].tolist() == [5]


@pytest.mark.sqlite_only
def test_a_replica_that_falls_behind_is_told_and_followed_again_when_it_has_caught_up(record: Record) -> None:
    send(record, people((BILO, DAY, 700)))
    behind = record.path.read_bytes()  # type: ignore[attr-defined]
    send(record, people((BILO, DAY, 650)))
    ahead = record.path.read_bytes()  # type: ignore[attr-defined]
    reader = Reader(RecordSource(record))
    reader.follow()
    record.path.write_bytes(behind)  # type: ignore[attr-defined]
    state = reader.follow()
    assert (state.version, str(state.problem)) == (
        3,
        f"{record.place}: this replica is behind: it has upload 2, upload 3 was seen before. "
        "It is read again when it has caught up. Restart the server if an older backup was put in its place",
    )
    assert rows_of(reader, "town_status", "population_remaining", version=3) == [(650,)]
    record.path.write_bytes(ahead)  # type: ignore[attr-defined]
    send(record, people((BILO, DAY, 600)))
    state = reader.follow()
    assert (state.version, state.problem) == (4, None)


@pytest.mark.sqlite_only
def test_a_database_begun_anew_in_its_place_is_another_copy_and_not_one_that_is_behind(
    record: Record, tmp_path: Path
) -> None:
    reader = Reader(RecordSource(record))
    reader.follow()
    record.path.write_bytes(record_of(tmp_path / "new.db").path.read_bytes())  # type: ignore[attr-defined]
    assert str(reader.follow().problem) == (
        f"{record.place}: upload 1 is not the one that was read before: another copy was put in its place. "
        "Restart the server if that was intended"
    )
