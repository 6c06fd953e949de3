"""A whole record carried from one database to another, with its history and hashes, or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.errors import CopyRefused, LedgerBroken
from dashboard.store.copying import copy
from dashboard.store.ledger import history
from dashboard.store.record import Record
from dashboard.store.schema import ROWS
from dashboard.store.undo import undo
from dashboard.store.verifying import verify
from tests.databases import databases
from tests.postgresql import Server
from tests.records import AT, BILO, POKR, csv_of, departures, distances, people, record_of, send, towns

OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}
HELD = (
    '{"type":"Feature","properties":{"date":"2025-09-10","source":"A"},'
    '"geometry":{"type":"Polygon","coordinates":[[[38,48],[39,48],[39,49],[38,48]]]}}'
)


@pytest.fixture
def source(tmp_path: Path) -> Record:
    """Every table has rows with missing and awkward values, one was changed twice, one upload taken back."""
    record = record_of(tmp_path / "source.db", towns())
    notes = 'empty "quotes"; a comma, a line\\nthat goes on \\\\. \\\\N', ""
    columns = "town_code date population_remaining notes source"
    send(
        record,
        csv_of(columns, (BILO, "2025-09-12", 700, notes[0], None), (POKR, "2025-09-12", None, None, "A")),
    )
    send(record, csv_of(columns, (BILO, "2025-09-12", 650, notes[0], "Громада")))
    send(record, people((BILO, "2025-09-12", 600)))
    send(record, departures((BILO, "2025-09-12", 3), (BILO, "2025-09-13", 0)))
    send(record, distances((BILO, "2025-09-12", "B", 14.8), (POKR, "2025-09-12", "B", 0.1)))
    send(record, HELD, name="front.geojson")
    undo(record, 4, by="Petro", at=AT)
    return record


@pytest.fixture(params=["same", "other"])
def target(
    engine: str, tmp_path: Path, postgresql: Server, request: pytest.FixtureRequest
) -> Iterator[Record]:
    """An empty record of the same engine, or of the other one."""
    databases.begin(engine if request.param == "same" else OTHER[engine], server=postgresql)
    yield databases.new(tmp_path / "target.db").prepare(create=True)
    databases.begin(engine, server=postgresql)


def stored(record: Record) -> dict[str, list[tuple[object, ...]]]:
    """Every row that there ever was, with its numbers; days as text."""
    with record.reading() as connection:
        return {
            name: sorted(
                tuple(
                    str(value) if name_of_day == "date" else value
                    for name_of_day, value in row._mapping.items()
                )
                for row in connection.execute(table.select())
            )
            for name, table in ROWS.items()
        }


def test_everything_is_carried_and_both_sides_agree(source: Record, target: Record) -> None:
    assert copy(source, target) == 8
    assert history(target) == history(source)
    assert stored(target) == stored(source)
    assert verify(target) == verify(source) == (8, [])


def test_the_copy_goes_on_where_the_other_stood(source: Record, target: Record) -> None:
    copy(source, target)
    for record in (source, target):
        assert undo(record, 8, by="Petro", at=AT).upload.upload_id == 9
        send(record, people((BILO, "2025-09-14", 550)))
    contents = [[upload.content_sha256 for upload in history(record)] for record in (source, target)]
    assert contents[0] == contents[1]
    assert stored(target) == stored(source)
    assert verify(target) == verify(source) == (10, [])


def test_a_record_that_has_uploads_of_its_own_is_left_as_it_is(source: Record, target: Record) -> None:
    send(target, towns())
    before = stored(target)
    with pytest.raises(CopyRefused) as raised:
        copy(source, target)
    assert str(raised.value) == (
        f"{target.place}: found 1 uploads, expected an empty database. Name another one with --to"
    )
    assert (stored(target), len(history(target))) == (before, 1)


def test_a_record_that_does_not_agree_with_its_history_is_not_carried(source: Record, target: Record) -> None:
    databases.run_behind(source, "update town_status set population_remaining = 1 where row_id = 1")
    with pytest.raises(LedgerBroken, match="upload 2"):
        copy(source, target)
    assert history(target) == []


def test_what_would_not_agree_on_the_other_side_is_not_kept(
    source: Record, target: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    insert = type(target.bulk).insert

    def losing(self: object, connection: object, table: str, *, pieces: object, **more: object) -> None:
        if table != "evacuations":
            insert(self, connection, table, pieces=pieces, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(type(target.bulk), "insert", losing)
    with pytest.raises(LedgerBroken, match="upload 5"):
        copy(source, target)
    assert history(target) == []
    assert not any(stored(target).values())
