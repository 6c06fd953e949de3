"""A preview says exactly what a commit would do."""

import datetime

import pyarrow as pa

from dashboard.store.current import current_rows
from dashboard.store.preview import preview
from dashboard.store.record import Record
from tests.records import BILO, POKR, csv_of, departures, people, send

DAY, NEXT = "2025-09-12", "2025-09-13"


def days(*texts: str) -> pa.Array:
    return pa.array([datetime.date.fromisoformat(text) for text in texts], pa.date32())


def test_rows_are_new_changed_or_unchanged_and_changes_say_from_what_to_what(record: Record) -> None:
    send(record, csv_of("town_code date status population_remaining", (BILO, DAY, "at_risk", 700)))
    send(record, csv_of("town_code date status population_remaining", (POKR, DAY, "safe", 5)))
    rows = pa.table(
        {
            "town_code": [POKR, BILO, BILO],
            "date": days(DAY, DAY, NEXT),
            "status": ["safe", "contested", None],
            "population_remaining": [5, 650, 640],
        }
    )
    seen = preview(record, "town_status", rows={"town_status": rows})
    assert (seen.dataset, seen.base_version, seen.made_from) == ("town_status", 3, 3)
    assert (seen.new, seen.changed, seen.unchanged) == (1, 1, 1)
    (changes,) = seen.tables
    assert changes.differences.to_pylist() == [
        {"town_code": BILO, "date": datetime.date(2025, 9, 12), "column": "status"}
        | {"old": "at_risk", "new": "contested"},
        {"town_code": BILO, "date": datetime.date(2025, 9, 12), "column": "population_remaining"}
        | {"old": "700", "new": "650"},
    ]
    assert changes.rows["replaces"].to_pylist() == [1, None]
    assert changes.keys.num_rows == 3


def test_a_value_that_becomes_unknown_is_a_change_and_says_so(record: Record) -> None:
    send(record, people((BILO, DAY, 700)))
    rows = pa.table(
        {"town_code": [BILO], "date": days(DAY), "population_remaining": pa.array([None], pa.int64())}
    )
    (changes,) = preview(record, "town_status", rows={"town_status": rows}).tables
    assert [(row["old"], row["new"]) for row in changes.differences.to_pylist()] == [("700", None)]


def test_a_distance_changed_by_a_file_without_a_method_is_a_reported_one(record: Record) -> None:
    send(
        record,
        csv_of("town_code date source front_distance_km method", (BILO, DAY, "A", 14.8, "computed"))
        + f"{POKR},{DAY},A,3.0,computed\n",
    )
    send(
        record,
        csv_of("town_code date source front_distance_km", (BILO, DAY, "A", 12.0), (POKR, DAY, "A", 3.0)),
    )
    stored = current_rows(record, "front_distances").to_pylist()
    found = {row["town_code"]: (row["front_distance_km"], row["method"]) for row in stored}
    assert found == {BILO: (12.0, "reported"), POKR: (3.0, "computed")}


def test_rows_are_stored_in_the_order_of_the_file(record: Record) -> None:
    send(record, departures((POKR, NEXT, 1), (BILO, NEXT, 2), (POKR, DAY, 3), (BILO, DAY, 4)))
    stored = current_rows(record, "evacuations")
    pairs = zip(stored["row_id"].to_pylist(), stored["evacuated"].to_pylist(), strict=True)
    assert sorted(pairs) == [(1, 1), (2, 2), (3, 3), (4, 4)]


def test_a_file_that_has_only_the_key_brings_rows_of_unknowns(record: Record) -> None:
    rows = pa.table({"town_code": [BILO], "date": days(DAY)})
    seen = preview(record, "town_status", rows={"town_status": rows})
    assert (seen.new, seen.tables[0].differences.num_rows) == (1, 0)
    stored = seen.tables[0].rows.to_pylist()[0]
    assert stored | {"town_code": BILO} == stored
    assert {name for name, value in stored.items() if value is None} >= {"status", "electricity", "notes"}


def test_no_rows_change_nothing(record: Record) -> None:
    rows = pa.table({"town_code": pa.array([], pa.string()), "date": pa.array([], pa.date32())})
    seen = preview(record, "town_status", rows={"town_status": rows})
    assert (seen.new, seen.changed, seen.unchanged) == (0, 0, 0)
