"""Each rule at, below and above its limit, since when it is met, and that what is missing meets none."""

from pathlib import Path

import pytest

from dashboard.model.alert_rule import AlertRule
from dashboard.model.codes import SERVICES
from tests.analysis.told_alerts import cells, judged_on, services, standing, watched
from tests.records import BILO, HULI, KOST, POKR, csv_of, departures, distances, people

NEAR = AlertRule("front_nearer_than", 10.0)
LOST = AlertRule("service_lost")
SILENT = AlertRule("silent_for", 10.0)
SLOW = AlertRule("pace_under", 5.0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.mark.parametrize(("km", "met"), [(10.1, False), (10.0, False), (9.9, True)])
def test_nearer_than_ten_is_less_than_ten(file: Path, km: float, met: bool) -> None:
    record = watched(file, distances((BILO, "2025-09-12", "A", km)), rules=(NEAR,))
    assert standing(record) == ([("R1", "Bilozerske", km, "09-12")] if met else [])
    assert cells(judged_on(record).rules, "towns", "met", "not_told") == [(5, int(met), 4)]


def test_an_alert_begins_with_the_first_report_after_the_last_that_was_not_nearer(file: Path) -> None:
    reports = ((1, 9.0), (3, 8.0), (5, 10.0), (7, 9.0), (9, 7.0), (12, 8.0))
    rows = distances(*((BILO, f"2025-09-{day:02}", "A", km) for day, km in reports))
    record = watched(file, rows, rules=(NEAR,))
    names = ("value", "began", "date", "source", "threshold")
    assert standing(record, "2025-09-12", *names) == [(8.0, "09-07", "09-12", "A", 10.0)]
    assert standing(record, "2025-09-08", *names) == [(9.0, "09-07", "09-07", "A", 10.0)]
    assert standing(record, "2025-09-06", *names) == []
    assert standing(record, "2025-09-04", *names) == [(8.0, "09-01", "09-03", "A", 10.0)]
    assert standing(record, "2025-08-31", *names) == []


def test_distances_of_two_sources_are_never_joined(file: Path) -> None:
    rows = distances(
        (BILO, "2025-09-01", "A", 9.0),
        (BILO, "2025-09-05", "B", 20.0),
        (BILO, "2025-09-12", "A", 8.0),
        (BILO, "2025-09-12", "B", 21.0),
    )
    record = watched(file, rows, rules=(NEAR,))
    assert standing(record, source="A") == [("R1", "Bilozerske", 8.0, "09-01")]
    assert standing(record, source="B") == []


def test_a_town_that_came_inside_is_told_for_a_month_and_one_that_always_was_never(file: Path) -> None:
    rows = distances(
        (BILO, "2025-07-01", "A", 12.0),
        (BILO, "2025-07-02", "A", 0),
        (HULI, "2025-07-01", "A", 0),
        (HULI, "2025-07-02", "A", 0),
    )
    record = watched(file, rows, rules=(NEAR,))
    assert standing(record, "2025-07-31") == [("R1", "Bilozerske", 0.0, "07-02")]
    assert standing(record, "2025-08-01") == []
    assert cells(judged_on(record, "2025-08-01").rules, "met", "not_told") == [(0, 3)]


def test_a_service_is_lost_when_it_worked_and_is_closed(file: Path) -> None:
    rows = services(
        (BILO, "2025-09-01", "open", "closed", "A"),
        (BILO, "2025-09-05", "closed", "closed", "B"),
        (POKR, "2025-09-01", "limited", "open", "A"),
        (POKR, "2025-09-05", "limited", "closed", None),
        (POKR, "2025-09-07", None, None, "A"),
        (KOST, "2025-09-01", "closed", "open", "A"),
        (KOST, "2025-09-05", "open", "unknown", "A"),
    )
    record = watched(file, rows, rules=(LOST, AlertRule("service_lost", service="water")))
    names = ("rule_id", "town_name", "services", "value", "began", "date", "source")
    assert standing(record, "2025-09-12", *names) == [
        ("R1", "Bilozerske", "water", 1, "09-05", "09-05", "B"),
        ("R2", "Bilozerske", "water", 1, "09-05", "09-05", "B"),
        ("R1", "Pokrovsk", "hospital", 1, "09-05", "09-05", None),
    ]
    assert standing(record, "2025-09-04", *names) == []
    assert cells(judged_on(record).rules, "rule_id", "met", "not_told") == [("R1", 2, 2), ("R2", 1, 2)]


def test_each_further_loss_is_a_new_alert_and_a_service_that_works_again_ends_its_own(file: Path) -> None:
    rows = services(
        (BILO, "2025-09-01", "open", "limited", "A"),
        (BILO, "2025-09-03", "closed", "open", "A"),
        (BILO, "2025-09-05", "closed", "closed", "A"),
        (BILO, "2025-09-07", "closed", "open", "A"),
        (BILO, "2025-09-09", "open", "open", "A"),
        (BILO, "2025-09-10", "closed", None, "A"),
    )
    record = watched(file, rows, rules=(LOST,))
    told = {day: standing(record, f"2025-09-{day:02}", "services", "value", "began") for day in range(2, 11)}
    assert told == {
        2: [],
        3: [("water", 1, "09-03")],
        4: [("water", 1, "09-03")],
        5: [("water;hospital", 2, "09-05")],
        6: [("water;hospital", 2, "09-05")],
        7: [("water", 1, "09-03")],
        8: [("water", 1, "09-03")],
        9: [],
        10: [("water", 1, "09-10")],
    }


@pytest.mark.parametrize(("day", "met"), [("2025-09-03", True), ("2025-09-02", True), ("2025-09-04", False)])
def test_silent_for_ten_days_is_a_newest_report_ten_days_old_or_older(
    file: Path, day: str, met: bool
) -> None:
    record = watched(file, people((BILO, day, 700)), departures((BILO, "2025-08-20", 3)), rules=(SILENT,))
    if day == "2025-09-03":  # nine days old on the 12th, ten on the 13th
        assert standing(record, "2025-09-12") == []
        assert standing(record, "2025-09-13") == [("R1", "Bilozerske", 10, "09-13")]
    else:
        assert standing(record) == ([("R1", "Bilozerske", 10, "09-12")] if met else [])
    names = ("value", "began", "date", "source")
    assert standing(record, "2025-09-20", *names) == [
        (20 - int(day[-2:]), f"09-{int(day[-2:]) + 10}", f"09-{day[-2:]}", None)
    ]


def test_a_town_that_never_reported_is_not_silent_and_a_distance_is_no_report(file: Path) -> None:
    rows = distances((POKR, "2025-01-01", "A", 5.0), (POKR, "2025-09-12", "A", 5.0))
    record = watched(file, people((BILO, "2025-01-01", 700)), rows, rules=(SILENT,))
    assert standing(record, "2025-09-12", "town_name", "value") == [("Bilozerske", 254)]
    assert cells(judged_on(record).rules, "met", "not_told") == [(1, 4)]


@pytest.mark.parametrize(("last", "met"), [(4, True), (5, False), (6, False)])
def test_a_pace_under_five_is_less_than_five_people_a_reported_day(file: Path, last: int, met: bool) -> None:
    rows = departures((BILO, "2025-09-01", 5), (BILO, "2025-09-06", 5), (BILO, "2025-09-10", last))
    record = watched(file, rows, rules=(SLOW,))
    names = ("town_name", "reported_days", "began", "date")
    assert standing(record, "2025-09-12", *names) == ([("Bilozerske", 3, "09-10", "09-10")] if met else [])
    assert cells(judged_on(record).rules, "towns", "met", "not_told") == [(5, int(met), 4)]
    if met:
        assert standing(record, "2025-09-12", "value") == [(pytest.approx(14 / 3),)]


def test_two_reports_are_not_enough_whatever_they_say(file: Path) -> None:
    rows = departures((BILO, "2025-08-29", 0), (BILO, "2025-09-06", 0), (BILO, "2025-09-10", 0))
    record = watched(file, rows, rules=(SLOW,))
    assert standing(record, "2025-09-11", "value", "began") == [(0.0, "09-10")]
    assert standing(record, "2025-09-12") == []  # the report of 29 August has left the 14 days
    assert cells(judged_on(record).rules, "met", "not_told") == [(0, 5)]


def test_days_with_too_few_reports_neither_begin_nor_end_a_slow_pace(file: Path) -> None:
    first = [(BILO, f"2025-08-{day:02}", 3) for day in (1, 2, 3)]
    again = [(BILO, f"2025-09-{day:02}", 3) for day in (8, 9, 10)]
    record = watched(file, departures(*first, *again), rules=(SLOW,))
    assert standing(record, "2025-09-12", "began") == [("08-03",)]
    assert standing(record, "2025-08-20") == []
    quick = departures((BILO, "2025-08-04", 90))
    record = watched(file.with_name("quick.db"), departures(*first, *again), quick, rules=(SLOW,))
    assert standing(record, "2025-09-12", "began") == [("09-10",)]


def test_only_the_chosen_point_of_counting_makes_the_pace(file: Path) -> None:
    rows = departures(*((BILO, f"2025-09-{day:02}", 3) for day in (8, 9, 10)))
    record = watched(file, rows, rules=(SLOW,))
    assert standing(record, count_at="arrival") == []
    assert standing(record, "2025-09-12", "value") == [(3.0,)]


def test_a_state_that_is_called_unknown_now_is_not_told_and_begins_nothing_anew(file: Path) -> None:
    rows = services(
        (BILO, "2025-09-01", "open", None, "A"),
        (BILO, "2025-09-03", "closed", None, "A"),
        (BILO, "2025-09-05", "unknown", None, "A"),
        (BILO, "2025-09-07", "closed", None, "B"),
    )
    record = watched(file, rows, rules=(LOST,))
    assert standing(record, "2025-09-06") == []
    assert cells(judged_on(record, "2025-09-06").rules, "met", "not_told") == [(0, 5)]
    names = ("services", "began", "date", "source")
    assert standing(record, "2025-09-07", *names) == [("water", "09-03", "09-07", "B")]


def test_a_town_without_a_distance_for_months_is_judged_by_its_last_one(file: Path) -> None:
    rows = distances((BILO, "2025-01-01", "A", 12.0), (BILO, "2025-02-01", "A", 9.0))
    record = watched(file, rows, rules=(NEAR,))
    assert standing(record, "2025-09-12", "value", "began", "date") == [(9.0, "02-01", "02-01")]


def test_every_service_can_be_lost_whether_it_worked_well_or_not(file: Path) -> None:
    states = {(BILO, "2025-09-01"): "open", (POKR, "2025-09-01"): "limited"}
    states |= dict.fromkeys([(BILO, "2025-09-05"), (POKR, "2025-09-05")], "closed")
    rows = csv_of(
        f"town_code date {' '.join(SERVICES)}", *((*key, *[state] * 10) for key, state in states.items())
    )
    record = watched(
        file, rows, rules=(LOST, *(AlertRule("service_lost", service=name) for name in SERVICES))
    )
    found = standing(record, "2025-09-12", "rule_id", "town_name", "value", "services", "began")
    every = ";".join(sorted(SERVICES))
    towns = ("Bilozerske", "Pokrovsk")
    assert [row for row in found if row[0] == "R1"] == [("R1", town, 10, every, "09-05") for town in towns]
    single = {
        (f"R{place}", town, 1, name, "09-05") for place, name in enumerate(SERVICES, 2) for town in towns
    }
    assert {row for row in found if row[0] != "R1"} == single
