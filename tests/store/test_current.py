"""What a file is checked against: the current rows of a record, or the same rows at hand."""

from datetime import date

import pyarrow as pa
import pytest

from dashboard.store.current import KnownRows, RecordRows, TablesAtHand
from dashboard.store.record import Record
from tests.records import BILO, HULI, POKR, people, send, towns

ROWS = ((POKR, "2025-09-01", 1400), (BILO, "2025-09-05", 700), (HULI, "2025-09-09", 50))


@pytest.fixture(params=["record", "at hand"])
def known(request: pytest.FixtureRequest, empty_record: Record) -> KnownRows:
    send(empty_record, towns())
    send(empty_record, people(*ROWS))
    rows = RecordRows(empty_record)
    if request.param == "record":
        return rows
    return TablesAtHand({name: rows.rows(name) for name in ("towns", "town_status")})


def codes(rows: pa.Table) -> list[str]:
    return sorted(rows["town_code"].to_pylist())


def of_days(*days: date | None) -> pa.Table:
    return pa.table({"date": pa.array(days, pa.date32())})


def test_every_current_row_is_known(known: KnownRows) -> None:
    assert codes(known.rows("town_status")) == sorted([POKR, BILO, HULI])
    assert known.rows("spellings").num_rows == known.rows("evacuations").num_rows == 0
    assert known.rows("evacuations")["date"].type == pa.date32()


def test_around_a_file_are_the_rows_of_its_days_and_of_the_days_before(known: KnownRows) -> None:
    fifth = of_days(date(2025, 9, 5), None)
    assert codes(known.around("town_status", uploaded=fifth)) == [BILO]
    assert codes(known.around("town_status", uploaded=fifth, days_before=4)) == sorted([POKR, BILO])
    assert codes(known.around("town_status", uploaded=fifth, days_before=3)) == [BILO]
    assert codes(known.around("town_status", uploaded=of_days(date(2025, 9, 5), date(2025, 9, 9)))) == [
        BILO,
        HULI,
    ]


def test_around_a_file_without_a_day_is_nothing_and_around_no_rows_everything(known: KnownRows) -> None:
    assert codes(known.around("town_status", uploaded=of_days(None))) == []
    assert len(codes(known.around("town_status", uploaded=of_days()))) == 3


def test_around_a_file_of_towns_are_all_towns(known: KnownRows) -> None:
    assert known.around("towns", uploaded=pa.table({"town_code": [POKR]})).num_rows == 5


def test_only_a_record_has_versions(empty_record: Record) -> None:
    send(empty_record, towns())
    assert (RecordRows(empty_record).version(), TablesAtHand({}).version()) == (1, 0)
