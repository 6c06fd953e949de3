"""What changed: two looks compared, in one order, as known after an upload, by reports that came late, too."""

from datetime import date
from functools import partial
from pathlib import Path

from dashboard.analysis.changes.since import changes
from dashboard.store.undo import undo
from tests.analysis.conftest import Told
from tests.analysis.told_changes import DAY, SINCE, changed, seen
from tests.records import (
    AT,
    BILO,
    HULI,
    KOST,
    POKR,
    asking,
    csv_of,
    distances,
    on,
    people,
    record_of,
    send,
    towns,
)

COLUMNS = "town_code date population_remaining status water evacuation_order"


def test_without_any_report_nothing_changed(told: Told) -> None:
    found = changed(told())
    assert found.empty
    assert "importance" in found


def test_nothing_changed_between_a_day_and_itself(told: Told) -> None:
    ask = told(people((POKR, "2025-09-01", 900), (POKR, DAY, 100)))
    assert changed(ask, since=date(2025, 9, 12)).empty


def test_every_kind_of_change_of_a_town_is_a_row_of_its_own_most_important_first(told: Told) -> None:
    ask = told(
        csv_of(
            COLUMNS,
            (POKR, "2025-09-05", 1000, "at_risk", "open", "recommended"),
            (POKR, "2025-09-11", 800, "contested", "closed", "mandatory"),
        ),
        distances((POKR, "2025-09-05", "A", 11.0), (POKR, "2025-09-11", "A", 9.0)),
    )
    kinds = ["nearer", "order_stricter", "status_worse", "service_lost", "people_down"]
    found = changed(ask)
    assert found["kind"].tolist() == kinds
    assert found["importance"].tolist() == [2, 3, 4, 5, 9]


def test_nothing_after_the_as_of_day_is_told(told: Told) -> None:
    rows = (
        (POKR, "2025-09-05", 1000, "at_risk", "open", None),
        (POKR, "2025-09-13", 10, "contested", "closed", "mandatory"),
    )
    ask = told(
        csv_of(COLUMNS, *rows), distances((POKR, "2025-09-05", "A", 11.0), (POKR, "2025-09-13", "A", 9.0))
    )
    assert changed(ask).empty
    assert len(changed(ask, day="2025-09-13")) == 5


def test_nothing_that_was_uploaded_later_is_told(tmp_path: Path) -> None:
    record = record_of(tmp_path / "dashboard.db", towns(), people((POKR, "2025-09-05", 1000)))
    send(record, people((POKR, "2025-09-11", 500)))
    assert seen(changed(asking(record)), "before", "after") == [(1000, 500)]
    assert changed(asking(record, version=2)).empty
    undo(record, 3, by="Taras", at=AT)
    assert "people_down" not in changed(asking(record))["kind"].tolist()
    assert seen(changed(asking(record, version=3)), "before", "after") == [(1000, 500)]


def test_a_report_that_came_late_is_a_change_since_the_visit_and_none_since_the_day(tmp_path: Path) -> None:
    """On 12 September a reader saw the report of the 8th; that of the 10th was uploaded after it."""
    record = record_of(tmp_path / "dashboard.db", towns(), people((POKR, "2025-09-08", 1000), (BILO, DAY, 5)))
    send(record, people((POKR, "2025-09-10", 500)))
    ask = asking(record)
    since = date(2025, 9, 12)
    assert changes(ask, on(DAY), since=since).empty
    found = changes(ask, on(DAY), since=since, known_before=2, then_ask=partial(ask, version=2))
    assert seen(found, "kind", "before", "after", "date") == [("people_down", 1000, 500, "09-10")]


def test_a_report_that_was_corrected_since_the_visit_is_a_correction_and_no_change(tmp_path: Path) -> None:
    record = record_of(tmp_path / "dashboard.db", towns())
    send(record, csv_of(COLUMNS, (POKR, DAY, 1000, "at_risk", "open", None)))
    send(record, csv_of(COLUMNS, (POKR, DAY, 500, "contested", "closed", None)))
    ask = asking(record)
    found = changes(ask, on(DAY), since=date(2025, 9, 12), known_before=2, then_ask=partial(ask, version=2))
    assert sorted(seen(found, "kind", "what")) == [
        ("correction", "population_remaining"),
        ("correction", "status"),
        ("correction", "water"),
    ]


def test_an_older_report_that_stands_again_is_no_change(tmp_path: Path) -> None:
    record = record_of(tmp_path / "dashboard.db", towns(), people((POKR, "2025-09-08", 1000)))
    send(record, people((POKR, "2025-09-10", 500)))
    undo(record, 3, by="Taras", at=AT)
    ask = asking(record)
    found = changes(ask, on(DAY), since=date(2025, 9, 12), known_before=3, then_ask=partial(ask, version=3))
    assert seen(found, "kind", "before", "after", "upload_id") == [("correction", 500, None, 4)]


def test_two_towns_of_one_name_stay_two(told: Told) -> None:
    village = "UA1416013011"
    ask = told(
        people(
            *(
                (code, day, count)
                for code in (KOST, village)
                for day, count in (("2025-09-05", 100), (DAY, 50))
            )
        )
    )
    assert changed(ask)["town_code"].tolist() == [KOST, village]


def test_towns_nearest_to_the_front_come_first_and_those_inside_the_held_area_last(told: Told) -> None:
    codes = {HULI: 0, POKR: 4.0, BILO: 14.0, KOST: None}
    known = [(code, "2025-09-05", "A", km) for code, km in codes.items() if km is not None]
    ask = told(
        people(*((code, day, count) for code in codes for day, count in ((str(SINCE), 100), (DAY, 50)))),
        distances(*known),
    )
    assert changed(ask)["town_code"].tolist() == [POKR, BILO, KOST, HULI]
