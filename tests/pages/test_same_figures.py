"""Every page shows the demonstration's figures as an independent reckoning of its files finds them."""

from datetime import date

import pytest

from dashboard.look.words import word
from tests.analysis.sample_figures import SELECTIONS, Sample, Selection
from tests.screens import Screen
from tests.ui.conftest import Opens

EDGES_KM = (10, 15, 25, 50)
MISSING = word("missing.report")
SHOWN = ("everything", "one town", "a raion", "an older day", "at transit", "a reported source")
CHOSEN = pytest.mark.parametrize("selected", [SELECTIONS[name] for name in SHOWN], ids=SHOWN)


@pytest.fixture(scope="module")
def sample() -> Sample:
    return Sample()


@pytest.fixture
def page(screen: Opens, demonstration_url: str) -> Screen:
    return screen(demonstration_url)


def grouped(count: int | None) -> str:
    return MISSING if count is None else f"{count:,}".replace(",", " ")


def whole(text: str) -> int | None:
    return int(float(text)) if text else None


@CHOSEN
def test_the_key_figures_of_the_situation(page: Screen, sample: Sample, selected: Selection) -> None:
    cards = page.open("situation", **selected.address).cards
    people = sample.people(selected, selected.as_of)
    assert cards[word("situation.people")][0] == grouped(sum(people.values()) if people else None)
    lost, restored = sample.services_changed(selected)
    silent, reporting = sample.silent(selected)
    evacuated = sample.evacuated(selected, days=7)
    kilometres = sample.kilometres(selected, selected.as_of)
    assert cards[word("situation.evacuated")][0] == grouped(evacuated)
    assert cards[word("situation.lost")][0] == grouped(len(lost) if reporting else None)
    assert word("situation.restored", count=len(restored)) in cards[word("situation.lost")][1]
    assert cards[word("situation.silent")][0].split()[0] == (
        str(len(silent)) if reporting else MISSING.split()[0]
    )
    near, text = cards[word("situation.near", edge=10)]
    within = [sample.within(selected, edge, selected.as_of) for edge in EDGES_KM]
    assert near == (grouped(within[0]) if kilometres else MISSING)
    for edge, count in zip(EDGES_KM[1:], within[1:], strict=True):
        assert f"{edge} km: {count}" in text
    month = sample.evacuated(selected, days=30)
    assert f"30 days: {grouped(month)}" in cards[word("situation.evacuated")][1]


@CHOSEN
def test_the_towns_of_the_situation(page: Screen, sample: Sample, selected: Selection) -> None:
    rows = page.open("situation", **selected.address).csv("situation.towns")
    people = sample.people(selected, selected.as_of)
    kilometres = sample.kilometres(selected, selected.as_of)
    expected = sample.chosen(selected)
    assert {row["town_code"] for row in rows} == {code for code in expected if kilometres.get(code) != 0}
    for row in rows:
        code = row["town_code"]
        assert whole(row["people"]) == people.get(code), code
        assert row["front_distance_km"] == str(kilometres.get(code, "")), code


@CHOSEN
def test_the_towns_of_the_map(page: Screen, sample: Sample, selected: Selection) -> None:
    shown = page.open("map", **selected.address)
    drawn = next(layer for layer in shown.map["layers"] if layer["id"] == "towns")["data"]
    assert {town["code"] for town in drawn} == sample.chosen(selected)
    days = sorted(
        {row["date"] for row in sample.of_source(selected) if selected.since <= row["date"] <= selected.until}
    )
    kilometres = sample.kilometres(selected, days[-1])
    rows = {row["town_code"]: row for row in shown.csv("map.towns")}
    assert {
        code: float(row["front_distance_km"]) for code, row in rows.items() if row["front_distance_km"]
    } == (kilometres)


@CHOSEN
def test_the_evacuations_of_every_time_and_kind(page: Screen, sample: Sample, selected: Selection) -> None:
    shown = page.open("evacuations", **selected.address)
    rows = sample.counted(selected, since=selected.since, until=selected.until)
    total = sum(int(row["evacuated"]) for row in rows)
    point = word(f"count_at.{selected.count_at}")
    assert shown.cards[word("evacuations.total", point=point)][0] == grouped(total)
    weeks = sample.by_period(selected, "week")
    assert {row["period"]: int(row["evacuated"]) for row in shown.csv("evacuations.periods")} == {
        week: people for week, (people, *_) in weeks.items()
    }
    told, *_ = shown.charts["evacuations_periods"]["data"]
    assert dict(zip(told["x"], told["y"], strict=True)) == {
        week: people for week, (people, *_) in weeks.items()
    }
    by_town = {row["town_code"]: int(row["evacuated"]) for row in shown.csv("evacuations.by")}
    assert by_town == {code: people for code, (people, _) in sample.by(selected, "town").items()}
    assert sum(shown.charts["evacuations_by"]["data"][0]["x"]) == total
    flows = {
        (r["town_code"], r["destination"] or None): int(r["evacuated"])
        for r in shown.csv("evacuations.flows")
    }
    assert flows == sample.flows(selected)
    assert sum(shown.charts["evacuations_flows"]["data"][0]["link"]["value"]) == total
    last = {
        row["town_code"]: (row["per_day"], int(row["days_reported"]))
        for row in shown.csv("evacuations.pace")
        if row["date"] == selected.until
    }
    expected = sample.pace(selected, selected.until)
    assert {code: days for code, (_, days) in last.items()} == {
        code: days for code, (_, days) in expected.items()
    }
    for code, (per_day, _) in expected.items():
        found = float(last[code][0]) if last[code][0] else None
        assert found == (None if per_day is None else pytest.approx(per_day, abs=1e-9)), code


@pytest.mark.parametrize("dimension", ["hromada", "raion", "team", "destination", "group"])
def test_the_evacuations_by_each_dimension(page: Screen, sample: Sample, dimension: str) -> None:
    selected = SELECTIONS["everything"]
    shown = page.open("evacuations", **selected.address)
    shown.at.segmented_control(key="by").set_value(dimension)
    rows = shown.run().csv("evacuations.by")
    key = "area_code" if dimension in ("hromada", "raion") else "value"
    found = {row[key] or None: (int(row["evacuated"]), int(row["reports"])) for row in rows}
    assert found == sample.by(selected, dimension)
    assert sum(shown.charts["evacuations_by"]["data"][0]["x"]) == sum(people for people, _ in found.values())


@CHOSEN
def test_the_front(page: Screen, sample: Sample, selected: Selection) -> None:
    shown = page.open("front", **selected.address)
    closing = sample.closing(selected)
    if not selected.towns:
        closing = {code: speed for code, speed in closing.items() if speed[2] > 0}
    speeds = shown.csv("front.speeds")
    assert {
        row["town_code"]: (
            int(row["reports"]),
            float(row["first_km"]),
            float(row["last_km"]),
            int(row["days"]),
        )
        for row in speeds
    } == closing
    crossed = {
        (row["town_code"], row["date"], float(row["edge_km"]), row["direction"])
        for row in shown.csv("front.crossings")
    }
    assert crossed == sample.crossings(selected)
    series = sample.series(selected)
    points = [row for row in shown.csv("front.distance") if row["source"] == selected.source]
    for code in {row["town_code"] for row in points}:
        told = [(row["date"], float(row["front_distance_km"])) for row in points if row["town_code"] == code]
        known = [report for report in series[code] if report[0] <= selected.until]
        first = max((day for day, _ in known if day < selected.since), default=selected.since)
        assert told == [report for report in known if report[0] >= first], code


@pytest.mark.parametrize("code", ["UA1416003001", "UA1416021001", "UA1402001001"])
@pytest.mark.parametrize("name", ["everything", "an older day", "at transit"])
def test_one_town(page: Screen, sample: Sample, code: str, name: str) -> None:
    selected = SELECTIONS[name]
    alone = Selection(
        as_of=selected.as_of,
        since=selected.since,
        until=selected.until,
        towns=(code,),
        source=selected.source,
        count_at=selected.count_at,
    )
    shown = page.open("town", code=code, **selected.address)
    people = sample.people(alone, alone.as_of).get(code)
    kilometres = sample.kilometres(alone, alone.as_of)[code]
    rows = sample.counted(alone, since="2000-01-01", until=alone.as_of)
    cards = shown.cards
    assert cards[word("town.people")][0] == grouped(people)
    assert cards[word("town.front")][0] == (f"{kilometres:.1f}" if kilometres else "0")
    assert cards[word("town.evacuated")][0] == grouped(
        sum(int(row["evacuated"]) for row in rows) if rows else None
    )
    weeks = sample.by_period(alone, "week")
    assert {row["period"]: int(row["evacuated"]) for row in shown.csv("town.evacuated")} == {
        week: count for week, (count, *_) in weeks.items()
    }
    estimates = {row["date"]: int(row["people"]) for row in shown.csv("town.people")}
    told = {
        row["date"]: int(row["population_remaining"])
        for row in sample.status
        if row["town_code"] == code and row["population_remaining"] and row["date"] <= alone.until
    }
    first = max((day for day in told if day < alone.since), default=alone.since)
    assert estimates == {day: count for day, count in told.items() if day >= first}
    chart = shown.charts["town_people"]["data"]
    drawn = {day: count for trace in chart for day, count in zip(trace["x"], trace["y"], strict=True)}
    assert {day: count for day, count in drawn.items() if day in estimates} == estimates


def test_the_day_of_the_map_is_what_the_slider_says(page: Screen, sample: Sample) -> None:
    selected = SELECTIONS["everything"]
    shown = page.open("map", **selected.address)
    shown.at.select_slider(key="map_day").set_value(date(2025, 8, 20))
    rows = shown.run().csv("map.towns")
    people = sample.people(selected, "2025-08-20")
    assert {row["town_code"]: whole(row["people"]) for row in rows if row["people"]} == people
