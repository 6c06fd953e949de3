"""The demonstration's figures agree with an independent reckoning: by the analysis and by the command line."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pandas as pd
import pytest

from dashboard.__main__ import main
from dashboard.analysis.asking import Ask
from dashboard.analysis.evacuation import DIMENSIONS, UNITS, evacuated_by, evacuated_by_period, total
from dashboard.analysis.front import closing_speed, crossings
from dashboard.analysis.pace import lead_in, pace
from dashboard.analysis.situation import Situation
from dashboard.store.records import record_at
from tests.analysis.sample_figures import SELECTIONS, Sample, Selection, before
from tests.analysis.sample_filters import filters_of
from tests.analysis.whole_situation import EDGES_KM, whole_situation
from tests.records import asking

SAID = ("everything", "a raion", "an older day", "at transit")
SOME = pytest.mark.parametrize("selected", [SELECTIONS[name] for name in SAID], ids=SAID)
CHOSEN = pytest.mark.parametrize("selected", SELECTIONS.values(), ids=SELECTIONS)
Said = Callable[..., Any]


@pytest.fixture(scope="module")
def ask(demonstration_url: str) -> Ask:
    return asking(record_at(demonstration_url))


@pytest.fixture
def said(demonstration_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Said:
    monkeypatch.setenv("DASHBOARD_TODAY", "2025-09-15")

    def run(command: str, *arguments: str) -> Any:
        assert main([command, "--json", f"--database={demonstration_url}", *arguments]) == 0
        return json.loads(capsys.readouterr().out)

    return run


@cache
def found_situation(ask: Ask, selected: Selection) -> Situation:
    return whole_situation(ask, filters_of(selected))


def text(day: pd.Timestamp) -> str:
    return f"{day:%Y-%m-%d}"


def test_the_sample_is_what_its_readme_counts(sample: Sample) -> None:
    counted = (len(sample.towns), len(sample.distances), len(sample.status), len(sample.evacuations))
    assert counted == (331, 21_515 + 3, 1_419 + 5, 4_998)


@CHOSEN
def test_people_remaining(ask: Ask, sample: Sample, selected: Selection) -> None:
    found = found_situation(ask, selected).people
    expected = sample.people(selected, selected.as_of)
    newest = sample.newest(sample.status, "population_remaining", selected.as_of)
    old = {code for code in expected if newest[code][0] < before(selected.as_of, 30)}
    assert found.people == (sum(expected.values()) if expected else None)
    assert (found.towns, found.towns_chosen) == (len(expected), len(sample.chosen(selected)))
    assert (found.old_towns, found.old_people) == (len(old), sum(expected[code] for code in old))
    weeks = [sample.people(selected, before(selected.as_of, 7 * ago)) for ago in range(7, -1, -1)]
    assert found.weekly == tuple(sum(week.values()) if week else None for week in weeks)
    then = weeks[-2]
    both = set(then) & set(expected)
    was = sum(then[code] for code in both)
    assert found.change == (
        pytest.approx(sum(expected[code] for code in both) / was - 1, abs=1e-12) if was else None
    )


@CHOSEN
def test_people_evacuated(ask: Ask, sample: Sample, selected: Selection) -> None:
    found = found_situation(ask, selected).evacuated
    every = sample.counted(selected, since="2000-01-01", until=selected.as_of)
    assert found.in_7_days == sample.evacuated(selected, days=7)
    assert found.in_7_days_before == sample.evacuated(selected, days=7, ago=7)
    assert found.in_30_days == sample.evacuated(selected, days=30)
    assert found.in_all == (sum(int(row["evacuated"]) for row in every) if every else None)
    assert (found.reports, found.towns) == (len(every), len({row["town_code"] for row in every}))
    daily = [sample.evacuated(selected, days=1, ago=ago) for ago in range(29, -1, -1)]
    assert found.daily == tuple(daily)


@CHOSEN
def test_towns_near_the_front(ask: Ask, sample: Sample, selected: Selection) -> None:
    found = found_situation(ask, selected).nearness
    then = before(selected.as_of, 7)
    assert found.within == {edge: sample.within(selected, edge, selected.as_of) for edge in EDGES_KM}
    kilometres_now, kilometres_then = (sample.kilometres(selected, day) for day in (selected.as_of, then))
    both = kilometres_now.keys() & kilometres_then.keys()
    more = {
        edge: sum((kilometres_now[town] <= edge) - (kilometres_then[town] <= edge) for town in both)
        for edge in EDGES_KM
    }
    assert found.came_within == (more if both else {})
    kilometres = kilometres_now.values()
    assert (found.inside, found.towns) == (sum(km == 0 for km in kilometres), len(kilometres))


@CHOSEN
def test_services_lost_and_restored_and_silent_towns(ask: Ask, sample: Sample, selected: Selection) -> None:
    found = found_situation(ask, selected)
    lost, restored = sample.services_changed(selected)
    assert {(row.town_code, row.service) for row in found.lost.itertuples()} == lost
    assert {(row.town_code, row.service) for row in found.restored.itertuples()} == restored
    silent, reporting = sample.silent(selected)
    assert {row.town_code: row.age_days for row in found.silent.itertuples()} == silent
    assert found.reporting_towns == reporting
    closed = [
        code for (code, _), state in sample.services(selected, selected.as_of).items() if state == "closed"
    ]
    assert found.closed[found.closed > 0].to_dict() == {code: closed.count(code) for code in set(closed)}


@CHOSEN
def test_the_newest_figures_of_every_town(ask: Ask, sample: Sample, selected: Selection) -> None:
    overview = ask("overview", filters_of(selected)).set_index("town_code")
    assert set(overview.index) == sample.chosen(selected)
    assert overview["front_distance_km"].dropna().to_dict() == sample.kilometres(selected, selected.as_of)
    assert overview["people"].dropna().to_dict() == sample.people(selected, selected.as_of)
    for column in ("status", "evacuation_order"):
        newest = sample.newest(sample.status, column, selected.as_of)
        expected = {code: value for code, (_, value) in newest.items() if code in overview.index}
        assert overview[column].dropna().to_dict() == expected


@CHOSEN
@pytest.mark.parametrize("unit", UNITS)
def test_evacuated_by_period(ask: Ask, sample: Sample, selected: Selection, unit: str) -> None:
    found = evacuated_by_period(ask, filters_of(selected), unit=unit)
    expected = sample.by_period(selected, unit)
    assert {
        text(row.period): (row.evacuated, row.towns, row.reports, row.days_reported)
        for row in found.itertuples()
    } == expected
    assert [text(day) for day in found["period"]] == sorted(expected)
    totals = [sum(expected[day][0] for day in expected if day <= last) for last in sorted(expected)]
    assert list(found["cumulative"]) == totals


@CHOSEN
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_evacuated_by_each_dimension(ask: Ask, sample: Sample, selected: Selection, dimension: str) -> None:
    found = evacuated_by(ask, filters_of(selected), dimension=dimension)
    keys = {"town": "town_code", "hromada": "area_code", "raion": "area_code"}
    values = found[keys.get(dimension, "value")]
    counts = zip(found["evacuated"], found["reports"], strict=True)
    said = {None if pd.isna(value) else value: count for value, count in zip(values, counts, strict=True)}
    assert said == sample.by(selected, dimension)
    whole = total(ask, filters_of(selected))
    assert sum(found["evacuated"]) == (whole.evacuated or 0)


@CHOSEN
def test_totals_flows_and_pace(ask: Ask, sample: Sample, selected: Selection) -> None:
    filters = filters_of(selected)
    rows = sample.counted(selected, since=selected.since, until=selected.until)
    found = total(ask, filters)
    assert found.evacuated == (sum(int(row["evacuated"]) for row in rows) if rows else None)
    assert (found.towns, found.reports, found.days_reported) == (
        len({row["town_code"] for row in rows}),
        len(rows),
        len({row["date"] for row in rows}),
    )
    flows = ask("flows", filters)
    assert {
        (row.town_code, None if pd.isna(row.destination) else row.destination): row.evacuated
        for row in flows.itertuples()
    } == sample.flows(selected)
    paces = pace(ask("evacuated_daily", filters, since=lead_in(filters)), filters)
    for day in (selected.since, selected.until):
        at = paces[paces["date"] == day]
        said = {
            row.town_code: (None if pd.isna(row.per_day) else row.per_day, row.days_reported)
            for row in at.itertuples()
        }
        assert said == {
            code: (None if per_day is None else pytest.approx(per_day, abs=1e-9), days)
            for code, (per_day, days) in sample.pace(selected, day).items()
        }


@CHOSEN
def test_closing_speed_and_crossings(ask: Ask, sample: Sample, selected: Selection) -> None:
    speeds = closing_speed(ask, filters_of(selected))
    expected = sample.closing(selected)
    assert {
        row.town_code: (row.reports, row.first_km, row.last_km, row.days) for row in speeds.itertuples()
    } == expected
    for row in speeds.itertuples():
        reports, first_km, last_km, days = expected[row.town_code]
        assert (reports == 1) == pd.isna(row.closing_km_per_day)
        if days:
            assert row.closing_km_per_day == (first_km - last_km) / days
    found = crossings(ask, filters_of(selected), edges_km=EDGES_KM)
    said = {(row.town_code, text(row.date), row.edge_km, row.direction) for row in found.itertuples()}
    assert said == sample.crossings(selected)
    assert len(found) == len(said)


@SOME
def test_the_command_situation_says_the_same(said: Said, sample: Sample, selected: Selection) -> None:
    answer = said("situation", *selected.arguments)
    expected = sample.people(selected, selected.as_of)
    assert answer["people_remaining"]["people"] == (sum(expected.values()) if expected else None)
    assert answer["evacuated"]["in_7_days"] == sample.evacuated(selected, days=7)
    assert answer["evacuated"]["in_30_days"] == sample.evacuated(selected, days=30)
    assert {float(edge): count for edge, count in answer["nearness"]["within"].items()} == {
        edge: sample.within(selected, edge, selected.as_of) for edge in EDGES_KM
    }
    lost, restored = sample.services_changed(selected)
    assert {(row["town_code"], row["service"]) for row in answer["services_lost"]} == lost
    assert {(row["town_code"], row["service"]) for row in answer["services_restored"]} == restored
    silent, reporting = sample.silent(selected)
    assert {row["town_code"]: row["age_days"] for row in answer["silent_towns"]} == silent
    assert answer["reporting_towns"] == reporting
    towns = {row["town_code"]: row for row in answer["towns"]}
    assert set(towns) == sample.chosen(selected)
    assert {code: row["people"] for code, row in towns.items() if row["people"] is not None} == expected


@SOME
def test_the_command_evacuations_says_the_same(said: Said, sample: Sample, selected: Selection) -> None:
    answer = said("evacuations", "--unit=month", *selected.arguments)
    rows = sample.counted(selected, since=selected.since, until=selected.until)
    assert answer["total"]["evacuated"] == (sum(int(row["evacuated"]) for row in rows) if rows else None)
    assert answer["total"]["reports"] == len(rows)
    assert {row["period"]: row["evacuated"] for row in answer["by_period"]} == {
        period: people for period, (people, *_) in sample.by_period(selected, "month").items()
    }
    for dimension in ("team", "destination", "group"):
        assert {row["value"]: (row["evacuated"], row["reports"]) for row in answer["by"][dimension]} == (
            sample.by(selected, dimension)
        )
    assert {row["town_code"]: row["evacuated"] for row in answer["by"]["town"]} == {
        code: people for code, (people, _) in sample.by(selected, "town").items()
    }
    flows = {(row["town_code"], row["destination"]): row["evacuated"] for row in answer["flows"]}
    assert flows == sample.flows(selected)
    last = {row["town_code"]: row["days_reported"] for row in answer["pace"] if row["date"] == selected.until}
    assert last == {code: days for code, (_, days) in sample.pace(selected, selected.until).items()}


@SOME
def test_the_command_front_says_the_same(said: Said, sample: Sample, selected: Selection) -> None:
    answer = said("front", *selected.arguments)
    distances = {row["town_code"]: row["front_distance_km"] for row in answer["latest"]}
    assert {code: km for code, km in distances.items() if km is not None} == (
        sample.kilometres(selected, selected.as_of)
    )
    closing = {
        row["town_code"]: (row["reports"], row["first_km"], row["last_km"], row["days"])
        for row in answer["closing"]
    }
    assert closing == sample.closing(selected)
    crossed = {
        (row["town_code"], row["date"], row["edge_km"], row["direction"]) for row in answer["crossings"]
    }
    assert crossed == sample.crossings(selected)


def test_the_commands_without_options_show_the_newest_date_and_the_thirty_days_before(said: Said) -> None:
    for command in ("situation", "evacuations", "front"):
        filters = said(command)["filters"]
        assert (filters["as_of"], filters["since"], filters["until"]) == (
            "2025-09-12",
            "2025-08-14",
            "2025-09-12",
        )
        assert (filters["source"], filters["count_at"]) == ("DeepState", "departure")


def test_its_alert_rules_show_what_an_alert_is(said: Said) -> None:
    alerts = said("alerts")
    assert [rule["kind"] for rule in alerts["rules"]] == ["front_nearer_than", "service_lost", "silent_for"]
    silent = {alert["town_name"]: (alert["rule_id"], alert["value"]) for alert in alerts["alerts"]}
    assert silent == {"Myrnohrad": ("R3", 10), "Siversk": ("R3", 12), "Rodynske": ("R3", 29)}
