"""Every change of the demonstration agrees with a reckoning of its files that shares no code with it."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.analysis.asking import Ask
from dashboard.analysis.changes.since import changes
from dashboard.store.records import record_at
from tests.analysis.sample_figures import SELECTIONS, Sample, Selection, before
from tests.analysis.sample_filters import filters_of
from tests.records import asking

EDGES_KM = (10.0, 15.0, 25.0, 50.0)
ORDERS = ("", "none", "recommended", "mandatory", "forced_children")
GRAVITY = {"safe": 0, "empty": 0, "at_risk": 1, "contested": 2, "occupied": 3}
Found = set[tuple[object, ...]]


@pytest.fixture(scope="module")
def ask(demonstration_url: str) -> Ask:
    return asking(record_at(demonstration_url))


@pytest.mark.parametrize("days", [7, 30, 180])
@pytest.mark.parametrize("name", ["everything", "a raion", "an older day", "at transit"])
def test_the_changes_are_those_of_the_files(ask: Ask, sample: Sample, name: str, days: int) -> None:
    selected = SELECTIONS[name]
    then = before(selected.as_of, days)
    expected = {
        *of_front(sample, selected, then),
        *of_states(sample, selected, then),
        *of_people(sample, selected, then),
        *of_pace(sample, selected, then),
        *(
            (code, "silent", None)
            for code in silent(sample, selected) - silent(sample, replace(selected, as_of=then))
        ),
    }
    found = changes(ask, filters_of(selected), since=date.fromisoformat(then), edges_km=EDGES_KM)
    assert set(zip(found["town_code"], found["kind"], found["what"], strict=True)) == expected
    assert len(found) == len(expected)


def silent(sample: Sample, selected: Selection) -> set[str]:
    return set(sample.silent(selected)[0])


def of_front(sample: Sample, selected: Selection, then: str) -> Found:
    now = sample.kilometres(selected, selected.as_of)
    return {
        (code, _direction(km, now[code]), None)
        for code, km in sample.kilometres(selected, then).items()
        if _side(km) != _side(now[code])
    }


def _side(km: float) -> int:
    return 0 if km == 0 else 1 + sum(km > edge for edge in EDGES_KM)


def _direction(was: float, is_now: float) -> str:
    return "farther" if is_now > was else "held" if is_now == 0 else "nearer"


def of_states(sample: Sample, selected: Selection, then: str) -> Found:
    found: Found = set()
    services = sample.services(selected, then)
    for key, state in sample.services(selected, selected.as_of).items():
        pair = (services.get(key), state)
        if pair in {("open", "closed"), ("limited", "closed")}:
            found.add((key[0], "service_lost", key[1]))
        elif pair in {("closed", "open"), ("closed", "limited")}:
            found.add((key[0], "service_restored", key[1]))
    reported = {row["town_code"] for row in [*sample.status, *sample.evacuations] if row["date"] <= then}
    for column, grave, names in (
        ("status", GRAVITY.get, ("status_worse", "status_better")),
        ("evacuation_order", ORDERS.index, ("order_stricter", "order_relaxed")),
    ):
        was = sample.newest(sample.status, column, then)
        for code, (_, value) in sample.newest(sample.status, column, selected.as_of).items():
            known = (
                was[code][1]
                if code in was
                else ""
                if column == "evacuation_order" and code in reported
                else None
            )
            if (
                code in sample.chosen(selected)
                and known is not None
                and {known, value} not in ({"", "none"}, {value})
            ):
                found.add((code, names[0] if grave(value) > grave(known) else names[1], column))
    return found


def of_people(sample: Sample, selected: Selection, then: str) -> Found:
    now = sample.people(selected, selected.as_of)
    return {
        (code, "people_up" if now[code] > was else "people_down", "population_remaining")
        for code, was in sample.people(selected, then).items()
        if abs(now[code] - was) * 10 > was
    }


def of_pace(sample: Sample, selected: Selection, then: str) -> Found:
    found: Found = set()
    counted = [_fourteen_days(sample, selected, day) for day in (then, selected.as_of)]
    for code, days in counted[0].items():
        was, later = sum(days.values()) / len(days), counted[1].get(code, {})
        is_now = sum(later.values()) / len(later) if later else 0
        if was >= 1 and not is_now:
            found.add((code, "pace_stalled", None))
        elif min(len(days), len(later)) >= 3 and is_now >= max(1, 2 * was):
            found.add((code, "pace_doubled", None))
    return found


def _fourteen_days(sample: Sample, selected: Selection, last: str) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for row in sample.counted(selected, since=before(last, 13), until=last):
        days = found.setdefault(row["town_code"], {})
        days[row["date"]] = days.get(row["date"], 0) + int(row["evacuated"])
    return found
