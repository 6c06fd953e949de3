"""Services, orders and statuses change between two known states, people by more than a tenth."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.analysis.services import services_changed
from tests.analysis.conftest import Told
from tests.analysis.told_changes import changed, seen
from tests.records import BILO, POKR, asking, csv_of, on, people, record_of, send, towns

NAMES = ("kind", "what", "before", "after", "before_date", "after_date", "date", "source")


def reports(column: str, *rows: tuple[str, str | None]) -> str:
    """Of Pokrovsk, in September; each also says how many remain, the same on every day."""
    told = [(POKR, f"2025-09-{day}", value, 900, f"S{day}") for day, value in rows]
    return csv_of(f"town_code date {column} population_remaining source", *told)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("open", "closed", "service_lost"),
        ("limited", "closed", "service_lost"),
        ("closed", "open", "service_restored"),
        ("closed", "limited", "service_restored"),
        ("open", "limited", None),
        ("unknown", "closed", None),
        ("closed", "unknown", None),
        (None, "closed", None),
        ("open", None, None),
        ("closed", "closed", None),
    ],
)
def test_a_service_is_lost_or_restored_between_two_known_states(
    told: Told, before: str | None, after: str | None, kind: str | None
) -> None:
    found = changed(told(reports("water", ("05", before), ("06", after))))
    row = (kind, "water", before, after, "09-05", "09-06", "09-06", "S06")
    assert seen(found, *NAMES) == ([] if kind is None else [row])


def test_a_service_that_was_closed_for_a_while_did_not_change(told: Told) -> None:
    ask = told(reports("water", ("05", "open"), ("06", "closed"), ("07", "open")))
    assert changed(ask).empty


def test_the_day_of_a_change_is_the_first_that_says_so_without_another_between(told: Told) -> None:
    days = [
        ("05", "open"),
        ("06", "closed"),
        ("07", "open"),
        ("08", "closed"),
        ("09", None),
        ("11", "closed"),
    ]
    assert seen(changed(told(reports("water", *days))), *NAMES) == [
        ("service_lost", "water", "open", "closed", "09-05", "09-11", "09-08", "S08")
    ]


def test_the_services_of_seven_days_are_those_of_the_key_figure(told: Told) -> None:
    states = csv_of(
        "town_code date water gas hospital",
        (POKR, "2025-09-01", "open", "closed", "limited"),
        (POKR, "2025-09-05", "open", "closed", "closed"),
        (POKR, "2025-09-12", "closed", "limited", "closed"),
        (BILO, "2025-08-01", "open", "open", "closed"),
        (BILO, "2025-09-06", "closed", None, "open"),
    )
    ask = told(states)
    lost, restored = services_changed(ask, on("2025-09-12"))
    found = changed(ask)
    for kind, rows in (("service_lost", lost), ("service_restored", restored)):
        of_kind = found[found["kind"] == kind]
        assert sorted(seen(of_kind, "town_code", "what")) == sorted(seen(rows, "town_code", "service"))
    assert (len(lost), len(restored)) == (2, 2)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("none", "recommended", "order_stricter"),
        ("recommended", "mandatory", "order_stricter"),
        ("mandatory", "forced_children", "order_stricter"),
        ("mandatory", "recommended", "order_relaxed"),
        ("recommended", "none", "order_relaxed"),
        ("mandatory", "mandatory", None),
        ("mandatory", None, None),
    ],
)
def test_an_order_is_stricter_or_relaxed_as_the_list_of_orders_rises(
    told: Told, before: str, after: str | None, kind: str | None
) -> None:
    found = changed(told(reports("evacuation_order", ("05", before), ("06", after))))
    row = (kind, "evacuation_order", before, after, "09-05", "09-06", "09-06", "S06")
    assert seen(found, *NAMES) == ([] if kind is None else [row])


def test_a_first_order_in_a_town_that_was_reported_on_is_a_new_one(told: Told) -> None:
    found = changed(told(reports("evacuation_order", ("05", None), ("07", "mandatory"), ("08", "mandatory"))))
    assert seen(found, *NAMES) == [
        ("order_stricter", "evacuation_order", None, "mandatory", None, "09-08", "09-07", "S07")
    ]


def test_a_first_order_that_came_late_has_the_day_and_the_source_of_its_report(tmp_path: Path) -> None:
    titles = "town_code date status evacuation_order source"
    record = record_of(
        tmp_path / "late.db", towns(), csv_of(titles, (POKR, "2025-08-01", "at_risk", None, "Raion"))
    )
    send(record, csv_of(titles, (POKR, "2025-08-20", None, "mandatory", "Oblast")))
    seen_then = {"known_before": 2, "then_ask": asking(record, version=2)}
    found = changed(asking(record), since=date(2025, 9, 5), **seen_then)
    assert seen(found, "what", "after", "date", "source") == [
        ("evacuation_order", "mandatory", "08-20", "Oblast")
    ]


def test_no_order_where_none_was_known_and_an_order_in_a_first_report_are_no_change(told: Told) -> None:
    assert changed(told(reports("evacuation_order", ("05", None), ("07", "none")))).empty
    assert changed(told(reports("evacuation_order", ("07", "mandatory")))).empty


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("safe", "at_risk", "status_worse"),
        ("at_risk", "contested", "status_worse"),
        ("contested", "occupied", "status_worse"),
        ("empty", "at_risk", "status_worse"),  # people are there again
        ("occupied", "contested", "status_better"),
        ("contested", "empty", "status_better"),
        ("safe", "empty", "status_better"),
        ("at_risk", "at_risk", None),
        (None, "contested", None),
        ("safe", None, None),
    ],
)
def test_a_status_is_worse_or_better(
    told: Told, before: str | None, after: str | None, kind: str | None
) -> None:
    found = changed(told(reports("status", ("05", before), ("06", after))))
    row = (kind, "status", before, after, "09-05", "09-06", "09-06", "S06")
    assert seen(found, *NAMES) == ([] if kind is None else [row])


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (1000, 901, None),
        (1000, 900, None),  # exactly 10 % is no change
        (1000, 899, "people_down"),
        (1000, 1100, None),
        (1000, 1101, "people_up"),
        (9, 8, "people_down"),
        (700, 0, "people_down"),
        (0, 1, "people_up"),
        (0, 0, None),
        (1000, None, None),
        (None, 1000, None),
    ],
)
def test_people_change_by_more_than_a_tenth(
    told: Told, before: int | None, after: int | None, kind: str | None
) -> None:
    columns = "town_code date population_remaining status source"
    days = (("2025-08-20", before), ("2025-09-06", after))
    found = changed(told(csv_of(columns, *((POKR, day, count, "at_risk", "S") for day, count in days))))
    row = (kind, "population_remaining", before, after, "08-20", "09-06", "09-06", "S")
    assert seen(found, *NAMES) == ([] if kind is None else [row])
    assert all(isinstance(value, int) for value in [*found["before"], *found["after"]])


def test_many_small_steps_are_a_change_and_an_estimate_after_the_as_of_day_is_none(told: Told) -> None:
    ask = told(people((POKR, "2025-09-05", 100), (POKR, "2025-09-06", 95), (POKR, "2025-09-12", 89)))
    assert seen(changed(ask), "before", "after") == [(100, 89)]
    assert changed(ask, day="2025-09-11").empty
    assert changed(ask, towns=(BILO,)).empty
