"""Commit and read back: every row keeps its history, and nothing is stored by halves."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import fields, replace
from datetime import datetime, timedelta, timezone
from threading import Barrier

import psycopg
import pytest
from sqlalchemy import Connection

from dashboard.errors import DatabaseBusy, DatabaseNewer
from dashboard.ingest.choices import Choices
from dashboard.ingest.upload import changes, check, store
from dashboard.model.tables import TABLES
from dashboard.store import commit as committing
from dashboard.store import ledger
from dashboard.store.commit import Sender, commit
from dashboard.store.following import RecordSource
from dashboard.store.ledger import Upload, history
from dashboard.store.preview import Preview
from dashboard.store.reading import Reader
from dashboard.store.record import Record
from dashboard.store.schema import SCHEMA_VERSION, UPLOADS
from dashboard.store.undo import undo
from dashboard.store.verifying import verify
from tests.databases import databases
from tests.records import AT, BILO, POKR, TODAY, csv_of, departures, distances, people, send
from tests.store.seen import rows_of

DAY, NEXT = "2025-09-12", "2025-09-13"
SENDER = Sender("rows.csv", "0" * 64, "Olena", AT)


def previewed(record: Record, text: str) -> Preview:
    return changes(record, check(record, text.encode(), file_name="rows.csv", today=TODAY))


def test_what_was_committed_is_read_back_row_by_row(record: Record) -> None:
    columns = "town_code date status population_remaining electricity notes"
    send(record, csv_of(columns, (BILO, DAY, "at_risk", 700, "limited", 'said "few", and left\nat dawn')))
    assert rows_of(record, "town_status", *columns.split()) == [
        (BILO, DAY, "at_risk", 700, "limited", 'said "few", and left\nat dawn')
    ]


def test_an_entry_says_who_brought_what_when(record: Record) -> None:
    checked = check(record, people((BILO, DAY, 700)).encode(), file_name="week.csv", today=TODAY)
    in_kyiv = datetime(2025, 9, 15, 15, 30, tzinfo=timezone(timedelta(hours=3)))
    saved = store(record, checked, seen=changes(record, checked), by="Олена", at=in_kyiv, note="week 37")
    assert saved is not None
    assert history(record)[-1] == saved
    assert (saved.upload_id, saved.dataset, saved.file_name, saved.uploaded_by) == (
        2,
        "town_status",
        "week.csv",
        "Олена",
    )
    assert (saved.uploaded_at, saved.note, saved.undoes) == ("2025-09-15T12:30:00Z", "week 37", None)
    assert (saved.rows_new, saved.rows_changed, saved.rows_unchanged, saved.rows_removed) == (1, 0, 0, 0)
    assert saved.file_sha256 == checked.file_sha256


def test_the_same_file_again_changes_nothing_and_makes_no_entry(record: Record) -> None:
    text = people((BILO, DAY, 700), (POKR, DAY, 1200))
    send(record, text)
    seen = previewed(record, text)
    assert (seen.new, seen.changed, seen.unchanged) == (0, 0, 2)
    assert send(record, text) is None
    assert len(history(record)) == 2


def test_a_changed_row_replaces_and_keeps_the_old_one(record: Record) -> None:
    send(record, people((BILO, DAY, 700), (POKR, DAY, 1200)))
    saved = send(record, people((BILO, DAY, 650), (POKR, DAY, 1200), (POKR, NEXT, 1100)))
    assert saved is not None
    assert (saved.rows_new, saved.rows_changed, saved.rows_unchanged) == (1, 1, 1)
    names = ("town_code", "date", "population_remaining")
    assert rows_of(record, "town_status", *names) == [(BILO, DAY, 650), (POKR, DAY, 1200), (POKR, NEXT, 1100)]
    assert rows_of(record, "town_status", *names, version=2) == [(BILO, DAY, 700), (POKR, DAY, 1200)]
    with record.reading() as connection:
        kept = connection.exec_driver_sql(
            "select population_remaining, upload_id, replaced_by from town_status order by row_id"
        ).fetchall()
    assert kept == [(700, 2, 3), (1200, 2, None), (650, 3, None), (1100, 3, None)]


def test_a_row_absent_from_a_file_is_not_a_deletion(record: Record) -> None:
    send(record, people((BILO, DAY, 700), (POKR, DAY, 1200)))
    send(record, people((BILO, DAY, 650)))
    names = ("town_code", "population_remaining")
    assert rows_of(record, "town_status", *names) == [(BILO, 650), (POKR, 1200)]


def test_a_column_absent_from_a_file_keeps_its_values(record: Record) -> None:
    send(record, csv_of("town_code date status population_remaining", (BILO, DAY, "at_risk", 700)))
    send(record, people((BILO, DAY, 650)))
    names = ("status", "population_remaining", "electricity")
    assert rows_of(record, "town_status", *names) == [("at_risk", 650, None)]


def test_an_empty_cell_takes_a_value_back_to_unknown_and_not_to_zero(record: Record) -> None:
    send(record, csv_of("town_code date status population_remaining", (BILO, DAY, "at_risk", 700)))
    send(record, csv_of("town_code date status population_remaining", (BILO, DAY, "at_risk", None)))
    assert rows_of(record, "town_status", "status", "population_remaining") == [("at_risk", None)]


def test_evacuations_without_a_team_are_one_report_and_those_of_a_team_another(record: Record) -> None:
    columns = "town_code date evacuated team destination"
    send(record, csv_of(columns, (BILO, DAY, 3, None, None), (BILO, DAY, 5, "White Angels", None)))
    send(record, csv_of(columns, (BILO, DAY, 4, None, None), (BILO, DAY, 6, None, "Pavlohrad")))
    names = ("count_at", "team", "destination", "evacuated")
    assert sorted(rows_of(record, "evacuations", *names), key=str) == [
        ("departure", "White Angels", None, 5),
        ("departure", None, "Pavlohrad", 6),
        ("departure", None, None, 4),
    ]


def test_counts_at_another_point_are_another_report(record: Record) -> None:
    send(record, departures((BILO, DAY, 3)))
    send(record, csv_of("town_code date evacuated count_at", (BILO, DAY, 2, "arrival")))
    assert rows_of(record, "evacuations", "count_at", "evacuated") == [("arrival", 2), ("departure", 3)]


def test_rows_are_as_known_after_every_upload(record: Record) -> None:
    counts = [10, 20, 15, 15, 30]
    for count in counts:
        send(record, departures((BILO, DAY, count)))
    known = [rows_of(record, "evacuations", "evacuated", version=version) for version in range(6)]
    assert known == [[], [], [(10,)], [(20,)], [(15,)], [(30,)]]


def test_distances_of_two_sources_stand_beside_each_other(record: Record) -> None:
    send(record, distances((BILO, DAY, "A", 14.8), (BILO, DAY, "B", 22)))
    names = ("source", "front_distance_km", "method")
    assert rows_of(record, "front_distances", *names) == [("A", 14.8, "reported"), ("B", 22.0, "reported")]


def test_a_zero_with_a_sign_is_zero_and_the_history_still_holds(record: Record) -> None:
    send(record, distances((BILO, DAY, "A", "-0")))
    send(record, csv_of("town_code town_name latitude longitude", (BILO, "Bilozerske", "-0.0", "-0.000")))
    assert str(rows_of(record, "front_distances", "front_distance_km")) == "[(0.0,)]"
    assert verify(record) == (3, [])


def test_the_same_commit_sent_again_is_answered_with_its_first_entry(record: Record) -> None:
    seen = previewed(record, people((BILO, DAY, 700)))
    first = commit(record, seen, sender=SENDER)
    assert commit(record, seen, sender=SENDER) == first
    send(record, people((POKR, DAY, 9)))
    assert commit(record, seen, sender=SENDER) == first
    assert [upload.upload_id for upload in history(record)] == [1, 2, 3]


@pytest.mark.parametrize("change", [{"by": "Petro"}, {"file_sha256": "1" * 64}])
def test_another_steward_or_file_is_another_commit(record: Record, change: dict[str, str]) -> None:
    seen = previewed(record, people((BILO, DAY, 700)))
    keys = {
        committing.commit_key(seen, sender=SENDER),
        committing.commit_key(seen, sender=replace(SENDER, **change)),
    }
    assert len(keys) == 2


def test_one_outline_sent_as_the_front_of_two_days_is_two_commits(record: Record) -> None:
    area = b'{"type":"Polygon","coordinates":[[[38,48],[39,48],[39,49],[38,48]]]}'
    seen = []
    for day in (TODAY, TODAY - timedelta(days=1)):
        checked = check(record, area, file_name="front.geojson", today=TODAY, on=day, source="A")
        seen.append((checked, changes(record, checked)))
    keys = {
        committing.commit_key(preview, sender=replace(SENDER, file_sha256=checked.file_sha256))
        for checked, preview in seen
    }
    assert len(keys) == 2


def test_one_file_read_with_other_corrections_is_another_commit(record: Record) -> None:
    """Two pages of one steward, on one version: the second answer must not stand for rows that were not stored."""
    text = "town,date,population_remaining\nЛиман,2025-09-12,700\n"
    seen = []
    for code in (BILO, POKR):
        choices = Choices(values={("town_code", "Лиман"): code})
        seen.append(
            changes(record, check(record, text.encode(), file_name="rows.csv", today=TODAY, choices=choices))
        )
    assert [commit(record, preview, sender=SENDER).upload_id for preview in seen] == [2, 3]
    assert rows_of(record, "town_status", "town_code") == [(BILO,), (POKR,)]


@pytest.mark.sqlite_only
def test_every_commit_is_synced_before_it_is_acknowledged(record: Record) -> None:
    """2 is FULL: also the end of the journal, without which a power cut takes an acknowledged upload back."""
    with record.writing() as connection:
        assert connection.exec_driver_sql("pragma synchronous").scalar_one() == 2


def test_a_double_click_commits_once(record: Record) -> None:
    seen = previewed(record, people((BILO, DAY, 700), (POKR, DAY, 1200)))
    together = Barrier(2)

    def click(_: int) -> Upload:
        together.wait()
        return commit(record, seen, sender=SENDER)

    for expected in (2, 3):
        with ThreadPoolExecutor(2) as threads:
            first, second = threads.map(click, range(2))
        assert first == second == history(record)[-1]
        assert first.upload_id == expected
        seen = previewed(record, people((BILO, NEXT, 700), (POKR, DAY, 1100)))
    assert len(rows_of(record, "town_status")) == 3
    assert verify(record) == (3, [])


def lose_answers(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database's answer to each COMMIT is lost on the way."""
    writing = record.writing

    @contextmanager
    def losing() -> Iterator[Connection]:
        with writing() as connection:
            yield connection
        raise DatabaseBusy(record.place, 5)

    monkeypatch.setattr(record, "writing", losing)


def test_an_error_at_a_commit_that_went_through_is_answered_with_its_entry(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = previewed(record, people((BILO, DAY, 700)))
    lose_answers(record, monkeypatch)
    assert commit(record, seen, sender=SENDER) == history(record)[-1]
    assert len(history(record)) == 2
    undone = undo(record, 2, by="Olena", at=AT)
    assert undone.upload == history(record)[-1]
    assert undone.upload.undoes == 2


def test_an_error_in_the_middle_that_the_caller_swallows_leaves_nothing(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = previewed(record, people((BILO, DAY, 700), (POKR, DAY, 1200)))
    written = ledger.write_entry

    def failing(connection: Connection, entry: dict[str, object]) -> Upload:
        written(connection, entry)
        raise RuntimeError("planted")

    monkeypatch.setattr(ledger, "write_entry", failing)
    with pytest.raises(RuntimeError, match="planted"):
        commit(record, seen, sender=SENDER)
    assert rows_of(record, "town_status") == []
    assert len(history(record)) == 1
    monkeypatch.undo()
    assert commit(record, seen, sender=SENDER).upload_id == 2


def test_a_failed_statement_that_is_swallowed_inside_the_transaction_leaves_nothing(record: Record) -> None:
    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError)), record.writing() as connection:
        connection.exec_driver_sql(
            f"insert into town_status (row_id, town_code, date, upload_id) values (1, '{BILO}', '{DAY}', 1)"
        )
        with suppress(Exception):
            connection.exec_driver_sql(
                f"insert into town_status (row_id, town_code, date, upload_id) values (2, '{BILO}', '{DAY}', 1)"
            )
    assert rows_of(record, "town_status") == []


def test_rows_without_an_entry_cannot_be_stored(record: Record) -> None:
    with (
        pytest.raises(Exception, match=r"(?i)foreign key constraint"),
        record.writing() as connection,
    ):
        connection.exec_driver_sql(
            f"insert into town_status (row_id, town_code, date, upload_id) values (1, '{BILO}', '{DAY}', 77)"
        )
    assert rows_of(record, "town_status") == []


def test_a_key_cannot_have_two_current_rows(record: Record) -> None:
    send(record, departures((BILO, DAY, 3)))
    again = "insert into evacuations (row_id, town_code, date, count_at, evacuated, upload_id)"
    with (
        pytest.raises(Exception, match=r"(?i)unique constraint"),
        record.writing() as connection,
    ):
        connection.exec_driver_sql(f"{again} values (99, '{BILO}', '{DAY}', 'departure', 5, 2)")


def test_where_the_tables_became_newer_than_the_program_readers_keep_what_they_have_and_nothing_is_stored(
    record: Record,
) -> None:
    reader = Reader(RecordSource(record))
    assert reader.follow().version == 1
    seen = previewed(record, people((BILO, DAY, 700)))
    databases.run_behind(record, "update alembic_version set version_num = '9999'")
    newer = f"{record.place}: the database was written by a newer version (schema 9999, this version knows "
    with pytest.raises(DatabaseNewer) as raised:
        commit(record, seen, sender=SENDER)
    assert str(raised.value).startswith(newer)
    state = reader.follow()
    assert (state.version, str(state.problem).startswith(newer)) == (1, True)
    databases.run_behind(record, f"update alembic_version set version_num = '{SCHEMA_VERSION}'")
    assert reader.follow().problem is None
    assert commit(record, seen, sender=SENDER).upload_id == 2


def test_the_columns_of_the_ledger_are_the_fields_of_an_upload() -> None:
    assert [column.name for column in UPLOADS.c] == [field.name for field in fields(Upload)]


def test_every_dataset_has_its_table(record: Record) -> None:
    for name, table in TABLES.items():
        assert all(len(row) == len(table.names) for row in rows_of(record, name))
