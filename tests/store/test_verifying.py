"""The history proves itself: whatever is changed behind its back is named by upload."""

from pathlib import Path

import pytest
from sqlalchemy import Column, Date, String

from dashboard.errors import DatabaseDamaged
from dashboard.store.ledger import entry_sha256, history
from dashboard.store.record import Record
from dashboard.store.records import record_at
from dashboard.store.schema import ROWS, UPLOADS
from dashboard.store.undo import undo
from dashboard.store.verifying import verify
from tests.databases import databases
from tests.records import AT, BILO, POKR, csv_of, departures, distances, people, record_of, send, towns
from tests.store.alerted import NEAR, ruled, seen
from tests.store.spelled import spell

DAY, NEXT = "2025-09-12", "2025-09-13"
BROUGHT = {
    1: "towns",
    2: "town_status",
    5: "evacuations",
    6: "front_distances",
    7: "front_lines",
    8: "spellings",
    9: "alert_rules",
    10: "alert_acknowledgements",
}
FILES = {
    "front_lines": "front.geojson",
    "spellings": "spellings",
    "alert_rules": "alert rule R1",
    "alert_acknowledgements": "acknowledgement of R1",
}
HELD = (
    '{"type":"Feature","properties":{"date":"2025-09-10","source":"A"},'
    '"geometry":{"type":"Polygon","coordinates":[[[38,48],[39,48],[39,49],[38,48]]]}}'
)


@pytest.fixture(scope="module")
def untouched(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Every table has rows, one row was changed twice, and one upload was taken back."""
    record = record_of(tmp_path_factory.mktemp("untouched") / "store.db", towns())
    send(record, people((BILO, DAY, 700), (POKR, DAY, 1200)))
    send(record, csv_of("town_code date status population_remaining", (BILO, DAY, "at_risk", 650)))
    send(record, people((BILO, DAY, 600), (POKR, DAY, 1100)))
    send(record, departures((BILO, DAY, 3), (BILO, NEXT, 4)))
    send(record, distances((BILO, DAY, "B", 14.8)))
    send(record, HELD, name="front.geojson")
    spell(record, ("value", "town_code", "bilozerka", BILO))
    ruled(record, NEAR)
    seen(record, "R1")
    undo(record, 5, by="Petro", at=AT)
    return record


@pytest.fixture
def record(tmp_path: Path, untouched: Record) -> Record:
    return databases.new(tmp_path / "store.db", like=untouched)


def tamper(record: Record, *statements: str) -> None:
    """Behind the program's back: no foreign keys, no ledger."""
    for statement in statements:
        assert databases.run_behind(record, statement), statement


def rows_differ(number: int, name: str = "rows.csv") -> str:
    return f"upload {number} ({name}): its rows are not those that were committed"


def entry_differs(number: int, name: str = "rows.csv") -> str:
    return (
        f"upload {number} ({name}): the entry is not the one that was written, "
        "or the entry before it was changed"
    )


def test_an_untouched_record_agrees_with_its_history(record: Record) -> None:
    assert verify(record) == (11, [])


def test_a_record_without_uploads_agrees(empty_record: Record) -> None:
    assert verify(empty_record) == (0, [])


def another(column: Column[object]) -> str:
    """A value that no row has there."""
    if isinstance(column.type, Date):
        return "'1999-01-01'"
    if isinstance(column.type, String):
        return f"substr('1' || coalesce({column.name}, ''), 1, {column.type.length or 99})"
    return "4" if column.name in ("upload_id", "replaced_by") else "77"


CELLS = [(name, column.name) for name, table in ROWS.items() for column in table.c if column.name != "row_id"]


@pytest.mark.parametrize(("table", "column"), CELLS)
def test_a_change_in_any_column_of_a_row_is_noticed(record: Record, table: str, column: str) -> None:
    tamper(record, f"update {table} set {column} = {another(ROWS[table].c[column])} where row_id = 1")
    count, problems = verify(record)
    assert count == 11
    assert problems
    assert all("rows" in problem for problem in problems)


@pytest.mark.parametrize("column", [column.name for column in UPLOADS.c if column.name != "upload_id"])
def test_a_change_in_any_field_of_an_entry_is_noticed(record: Record, column: str) -> None:
    tamper(record, f"update uploads set {column} = {another(UPLOADS.c[column])} where upload_id = 3")
    _, problems = verify(record)
    name = "1rows.csv" if column == "file_name" else "rows.csv"
    if column == "content_sha256":
        assert problems == [rows_differ(3), entry_differs(3)]
    elif column == "entry_sha256":
        assert problems == [entry_differs(3), entry_differs(4)]
    else:
        assert problems == [entry_differs(3, name)]


def test_an_entry_that_was_changed_with_its_own_hash_breaks_the_next_one(record: Record) -> None:
    first, second, *_ = history(record)
    facts: dict[str, object] = {**vars(second), "uploaded_by": "Mallory"}
    forged = entry_sha256(facts, before=first.entry_sha256)
    tamper(
        record,
        f"update uploads set uploaded_by = 'Mallory', entry_sha256 = '{forged}' where upload_id = 2",
    )
    assert verify(record) == (11, [entry_differs(3)])


@pytest.mark.parametrize("table", ROWS)
def test_a_deleted_row_is_noticed(record: Record, table: str) -> None:
    brought_by = next(upload for upload, name in BROUGHT.items() if name == table)
    tamper(record, f"delete from {table} where row_id = 1")
    named = {problem.split(":")[0] for problem in verify(record)[1]}
    assert f"upload {brought_by} ({FILES.get(table, 'rows.csv')})" in named


def test_an_added_row_is_noticed(record: Record) -> None:
    tamper(
        record,
        f"insert into town_status (row_id, town_code, date, upload_id) values (9, '{BILO}', '{NEXT}', 4)",
    )
    assert verify(record) == (11, [rows_differ(4)])


def test_a_deleted_entry_in_the_middle_is_named_once(record: Record) -> None:
    tamper(record, "delete from uploads where upload_id = 3")
    assert verify(record) == (
        10,
        [
            "town_status: 1 rows belong to upload 3, which has no entry",
            "town_status: rows are replaced by upload 3, which has no entry",
            "upload 3 is missing",
            entry_differs(4),
        ],
    )


def test_several_deleted_entries_are_named_together(record: Record) -> None:
    tamper(record, "delete from uploads where upload_id in (3, 4)")
    assert [problem for problem in verify(record)[1] if "missing" in problem] == [
        "uploads 3 to 4 are missing"
    ]


def test_a_deleted_last_entry_is_known_by_what_it_replaced(record: Record) -> None:
    tamper(record, "delete from uploads where upload_id = 11")
    assert verify(record) == (10, ["evacuations: rows are replaced by upload 11, which has no entry"])


def test_swapped_successors_of_two_rows_are_noticed(record: Record) -> None:
    tamper(
        record,
        "update town_status set replaced_by = case row_id when 1 then 4 else 3 end where row_id in (1, 3)",
    )
    assert verify(record) == (11, [rows_differ(3), rows_differ(4)])


def test_a_successor_taken_away_is_noticed(record: Record) -> None:
    tamper(record, "update evacuations set replaced_by = null where row_id = 1")
    assert verify(record) == (11, [rows_differ(11)])


@pytest.mark.sqlite_only
def test_bytes_that_are_no_text_any_more_are_noticed_and_do_not_end_the_search(record: Record) -> None:
    tamper(
        record,
        f"update town_status set town_code = cast(x'ff{BILO.encode().hex()}' as text) where row_id = 1",
        "update uploads set note = x'ff' where upload_id = 6",
    )
    assert verify(record) == (11, [rows_differ(2), entry_differs(6)])


@pytest.mark.sqlite_only
def test_a_flipped_bit_in_any_kind_of_text_is_noticed_and_the_entry_named(record: Record) -> None:
    content = record.path.read_bytes()
    copy = record_at(f"sqlite:///{record.path}.flipped")
    texts = {
        b"Bilozerske": 1,
        b"at_risk": 4,
        b"Petro": 11,
        b"MultiPolygon": 7,
        b"bilozerka": 8,
        b"front.geojson": 7,
    }
    for text, upload_id in texts.items():
        place = content.index(text)
        copy.path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        (problem,) = verify(copy)[1]
        assert problem.startswith(f"upload {upload_id} ("), text


@pytest.mark.sqlite_only
def test_a_file_that_sqlite_finds_out_of_order_is_called_damaged(record: Record) -> None:
    content = bytearray(record.path.read_bytes())
    content[4096 * 3 : 4096 * 4] = bytes(4096)
    record.path.write_bytes(content)
    with pytest.raises(DatabaseDamaged) as raised:
        verify(record)
    assert str(raised.value).startswith(f"{record.place}: the database file is damaged (")
    assert str(raised.value).endswith(
        "). It was left as it is. Stop the server, put the file aside and restore the newest backup in its place"
    )
