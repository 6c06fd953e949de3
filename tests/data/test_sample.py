"""The demonstration: real where it says so, invented where it says so, and never against a published fact."""

import csv
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyproj import Geod, Transformer
from shapely.geometry import shape

from dashboard.model.codes import GROUPS, SERVICES
from dashboard.model.tables import TABLES
from data.canonical import Row, read_rows
from tests.data.outlines import edges

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "sample"
TOWNS = {town["town_code"]: town for town in read_rows(ROOT / "data" / "reference" / "towns.csv")}
DISTANCES = read_rows(SAMPLE / "front_distances.csv")
FACTS = read_rows(SAMPLE / "facts_status.csv")
FRONT_FACTS = read_rows(SAMPLE / "facts_front.csv")
STATUS = read_rows(SAMPLE / "town_status.csv")
EVACUATIONS = read_rows(SAMPLE / "evacuations.csv")
SKETCH = json.loads((SAMPLE / "front_lines.geojson").read_text(encoding="utf-8"))["features"]
AREAS = {feature["properties"]["date"]: shape(feature["geometry"]) for feature in SKETCH}
DEPARTURES = [row for row in EVACUATIONS if row["count_at"] == "departure"]
MADE = ("front_distances.csv", "front_lines.geojson", "town_status.csv", "evacuations.csv")
DATASETS = {
    "front_distances.csv": "front_distances",
    "facts_front.csv": "front_distances",
    "facts_status.csv": "town_status",
    "town_status.csv": "town_status",
    "evacuations.csv": "evacuations",
}
INVENTED = "Demonstration series, not real"
LAST_DAY = date(2025, 9, 12)
BILOZERSKE, POKROVSK, KOSTIANTYNIVKA = "UA1416003001", "UA1416021001", "UA1412007001"
KURAKHOVE, TORETSK = "UA1416011001", "UA1402011001"
VELYKA_NOVOSILKA, CHASIV_YAR = "UA1404001001", "UA1402013001"
KM = {(row["town_code"], row["date"]): float(row["front_distance_km"]) for row in DISTANCES}
DAYS = sorted({row["date"] for row in DISTANCES})


def on(rows: Iterable[Row], town_code: str, day: str) -> Row:
    (row,) = [row for row in rows if row["town_code"] == town_code and row["date"] == day]
    return row


def held_since(town_code: str) -> str:
    """The first measured day at 0 km; "9999" where there is none."""
    return next((day for day in DAYS if KM[town_code, day] == 0), "9999")


def newest_km(town_code: str, day: str) -> float:
    return KM[town_code, max(measured for measured in DAYS if measured <= day)]


def last_days(rows: Iterable[Row]) -> dict[str, date]:
    newest: dict[str, date] = {}
    for row in rows:
        day = date.fromisoformat(row["date"])
        newest[row["town_code"]] = max(day, newest.get(row["town_code"], day))
    return newest


# Files


@pytest.mark.parametrize("arguments", [[], ["--front-lines"]])
def test_the_script_writes_the_committed_bytes_again(
    arguments: list[str], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    command = [sys.executable, "-m", "data.sample.make_demonstration", "--into", str(tmp_path)]
    if arguments:
        shared = request.getfixturevalue("shared")
        command += [*arguments, str(shared / "data" / "front_lines")]
    subprocess.run(command, cwd=ROOT, check=True, timeout=120)
    written = MADE if arguments else MADE[1:]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(written)
    different = [name for name in written if (tmp_path / name).read_bytes() != (SAMPLE / name).read_bytes()]
    assert different == []


@pytest.mark.parametrize(("name", "dataset"), DATASETS.items())
def test_a_table_has_the_columns_keys_and_codes_of_the_model(name: str, dataset: str) -> None:
    table = TABLES[dataset]
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        assert tuple(next(csv.reader(file))) == table.names
    rows = read_rows(SAMPLE / name)
    assert Counter(tuple(row[part] for part in table.key) for row in rows).most_common(1)[0][1] == 1
    assert {row["town_code"] for row in rows} <= set(TOWNS)
    for column in table.columns:
        if column.choices:
            assert {row[column.name] for row in rows} <= {*column.choices, ""}, column.name
        if column.kind == "people":
            assert all(re.fullmatch(r"\d*", row[column.name]) for row in rows), column.name
    assert all(date(2024, 7, 1) <= date.fromisoformat(row["date"]) <= LAST_DAY for row in rows)


def test_files_stay_small_enough_to_load_at_a_glance() -> None:
    assert len(STATUS) < 2_000
    assert len(EVACUATIONS) < 8_000
    assert (SAMPLE / "front_lines.geojson").stat().st_size < 600_000


def test_every_invented_row_says_that_it_is_not_real() -> None:
    assert {row["source"] for row in STATUS + EVACUATIONS} == {INVENTED}
    assert INVENTED not in {row["source"] for row in FACTS + FRONT_FACTS + DISTANCES}
    assert {feature["properties"]["source"] for feature in SKETCH} == {
        "Sketch from distances (demonstration)"
    }


def test_nothing_in_the_files_looks_like_a_person_a_phone_or_an_exact_place() -> None:
    assert {row["team"] for row in EVACUATIONS} == {"Team A", "Team B", "Team C", "Team D"}
    assert {row["destination"] for row in EVACUATIONS} == {"Dnipro", "Kharkiv", "Pavlohrad", "Poltava"}
    assert {row["notes"] for row in STATUS} == {"", "Evacuation order changed"}
    for row in FACTS:
        assert not re.search(r"@|\+?\d{7,}|\d\.\d{3,}", row["notes"])


# Real distances


def test_every_town_is_measured_on_every_day_kept() -> None:
    assert len(DISTANCES) == len(TOWNS) * len(DAYS) == 331 * 65
    assert {(row["source"], row["method"]) for row in DISTANCES} == {("DeepState", "computed")}
    assert all(re.fullmatch(r"\d+\.\d", row["front_distance_km"]) for row in DISTANCES)


def test_days_are_those_of_the_archive_weekly_and_the_salient(shared: Path) -> None:
    archive = {
        path.stem.removeprefix("deepstate_") for path in (shared / "data" / "front_lines").glob("*.geojson")
    }
    assert set(DAYS) <= archive
    assert {day for day in archive if day <= "2025-07-31"} <= set(DAYS)
    assert {"2025-08-10", "2025-08-12", "2025-09-12"} <= set(DAYS)
    assert max(DAYS) == "2025-09-12"


@pytest.mark.parametrize("day", ["2024-07-08", "2025-01-07", "2025-08-12", "2025-09-12"])
def test_distances_equal_a_measurement_by_another_way(day: str, shared: Path) -> None:
    """The project measures in space; here the nearest edge is sought in a plane through the oblast."""
    plane = Transformer.from_crs(
        4326, "+proj=tmerc +lat_0=48.3 +lon_0=37.6 +k=1 +ellps=WGS84", always_xy=True
    )
    document = json.loads(
        (shared / "data" / "front_lines" / f"deepstate_{day}.geojson").read_text(encoding="utf-8")
    )
    held = shapely.union_all(
        [shapely.make_valid(shape(feature["geometry"])) for feature in document["features"]]
    )
    flat = shapely.transform(held, lambda at: np.column_stack(plane.transform(at[:, 0], at[:, 1])))
    codes = list(TOWNS)
    longitudes = np.array([float(TOWNS[code]["longitude"]) for code in codes])
    latitudes = np.array([float(TOWNS[code]["latitude"]) for code in codes])
    points = shapely.points(*plane.transform(longitudes, latitudes))
    feet = shapely.get_coordinates(shapely.shortest_line(points, flat))[1::2]
    foot = plane.transform(feet[:, 0], feet[:, 1], direction="INVERSE")
    metres = Geod(ellps="WGS84").inv(longitudes, latitudes, *foot)[2]
    again = np.where(shapely.covers(flat, points), 0.0, np.asarray(metres) / 1000)
    stored = np.array([KM[code, day] for code in codes])
    assert abs(stored - again).max() < 0.06


# The sketch


def test_there_is_one_valid_sketch_for_every_day_with_distances() -> None:
    assert [feature["properties"]["date"] for feature in SKETCH] == DAYS
    assert [day for day, area in AREAS.items() if not area.is_valid or area.is_empty] == []
    corners = shapely.get_coordinates(list(AREAS.values()))
    assert abs(corners - corners.round(3)).max() == 0


@pytest.mark.parametrize("day", DAYS)
def test_a_town_lies_in_the_sketch_if_and_only_if_its_distance_is_zero(day: str) -> None:
    points = [shapely.Point(float(town["longitude"]), float(town["latitude"])) for town in TOWNS.values()]
    inside = shapely.covers(AREAS[day], points)
    wrong = [code for code, found in zip(TOWNS, inside, strict=True) if found != (KM[code, day] == 0)]
    assert wrong == []


def test_the_sketch_has_no_edge_and_no_exact_corner_of_the_real_front_lines(shared: Path) -> None:
    for day, area in AREAS.items():
        path = shared / "data" / "front_lines" / f"deepstate_{day}.geojson"
        real = [
            shape(feature["geometry"]) for feature in json.loads(path.read_text(encoding="utf-8"))["features"]
        ]
        theirs = {(float(x), float(y)) for x, y in shapely.get_coordinates(real)}
        ours = {(float(x), float(y)) for x, y in shapely.get_coordinates(area)}
        assert ours & theirs == set(), day
        assert edges([area]) & edges(real) == set(), day


# Published facts


def test_about_700_people_were_left_in_bilozerske_on_12_september_2025() -> None:
    fact = on(FACTS, BILOZERSKE, "2025-09-12")
    assert (fact["population_remaining"], fact["source"]) == ("700", "BBC 2025-09-12")
    assert fact["notes"].startswith("About 700 of some 16,000, a rough estimate")


def test_hospital_and_bank_of_bilozerske_were_closed_long_before_september_2025() -> None:
    fact = on(FACTS, BILOZERSKE, "2025-09-12")
    assert (fact["hospital"], fact["bank"]) == ("closed", "closed")
    assert {fact[service] for service in SERVICES if service not in ("hospital", "bank")} == {""}
    since_spring = [r for r in STATUS if r["town_code"] == BILOZERSKE and r["date"] >= "2025-05-01"]
    assert {(row["hospital"], row["bank"]) for row in since_spring if row["hospital"] and row["bank"]} == {
        ("closed", "closed")
    }


def test_bilozerske_was_nine_miles_from_the_front() -> None:
    fact = on(FRONT_FACTS, BILOZERSKE, "2025-09-12")
    assert float(fact["front_distance_km"]) == round(9 * 1.609344, 1) == 14.5
    assert (fact["source"], fact["method"]) == ("BBC 2025-09-12", "reported")


def test_more_than_100_people_were_evacuated_from_bilozerske() -> None:
    brought_out = sum(int(row["evacuated"]) for row in DEPARTURES if row["town_code"] == BILOZERSKE)
    assert 100 < brought_out < 150


def test_pokrovsk_fell_from_52000_to_26000_people_in_july_and_august_2024() -> None:
    first, last = on(FACTS, POKROVSK, "2024-07-01"), on(FACTS, POKROVSK, "2024-08-31")
    assert (first["population_remaining"], last["population_remaining"]) == ("52000", "26000")
    for fact in (first, last):
        assert fact["source"] == "OCHA access snapshot July-August 2024"
        assert "the exact day is not published" in fact["notes"]


def test_the_front_came_from_23_to_8_km_of_pokrovsk_in_july_and_august_2024() -> None:
    for day, km in (("2024-07-01", "23.0"), ("2024-08-31", "8.0")):
        fact = on(FRONT_FACTS, POKROVSK, day)
        assert (fact["front_distance_km"], fact["method"]) == (km, "reported")
        assert fact["source"] == "OCHA access snapshot July-August 2024"


@pytest.mark.parametrize(("town_code", "people"), [(POKROVSK, "1370"), (KOSTIANTYNIVKA, "8261")])
def test_people_left_on_6_august_2025_are_people_remaining_not_departures(
    town_code: str, people: str
) -> None:
    fact = on(FACTS, town_code, "2025-08-06")
    assert (fact["population_remaining"], fact["source"]) == (people, "Interfax-Ukraine 1093857")
    assert sum(int(row["evacuated"]) for row in of_day(town_code, "2025-08-06")) < int(people) / 10


def of_day(town_code: str, day: str) -> list[Row]:
    return [row for row in DEPARTURES if row["town_code"] == town_code and row["date"] == day]


@pytest.mark.parametrize(
    ("town_code", "not_yet", "by"),
    [
        (KURAKHOVE, "2024-10-01", "2024-12-17"),
        (TORETSK, "2024-10-01", "2025-01-14"),
        (VELYKA_NOVOSILKA, "2025-01-21", "2025-01-28"),
        (CHASIV_YAR, "2025-05-14", "2025-05-21"),
    ],
)
def test_towns_lie_in_the_held_area_by_the_published_day(town_code: str, not_yet: str, by: str) -> None:
    assert KM[town_code, not_yet] > 0
    assert KM[town_code, by] == 0


def test_the_pace_of_evacuation_stays_below_the_regions_and_rises_in_august_2025() -> None:
    def pace(first: str, last: str) -> float:
        days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
        return sum(int(row["evacuated"]) for row in DEPARTURES if first <= row["date"] <= last) / days

    assert pace("2024-07-08", "2025-07-31") < 400
    assert 300 < pace("2025-08-01", "2025-08-31") < 700
    assert pace("2025-08-01", "2025-08-31") > 2 * pace("2025-07-01", "2025-07-31")


def test_fewer_people_are_left_in_the_towns_than_in_the_whole_region() -> None:
    newest = {
        row["town_code"]: int(row["population_remaining"])
        for row in sorted(STATUS, key=lambda row: row["date"])
        if row["population_remaining"] and held_since(row["town_code"]) == "9999"
    }
    assert len(newest) == 15
    assert 100_000 < sum(newest.values()) < 218_000


def test_no_invented_row_stands_where_a_fact_is_published() -> None:
    published = {(fact["town_code"], fact["date"]) for fact in FACTS}
    assert [row for row in STATUS if (row["town_code"], row["date"]) in published] == []


def test_the_series_runs_through_the_facts() -> None:
    for fact in FACTS:
        told = [
            (row["date"], int(row["population_remaining"]))
            for row in STATUS
            if row["town_code"] == fact["town_code"] and row["population_remaining"]
        ]
        people = int(fact["population_remaining"])
        assert all(count >= people for day, count in told if day < fact["date"])
        assert all(count <= people for day, count in told if day > fact["date"])


# The invented series


def test_the_demonstration_is_about_25_towns_free_when_it_begins() -> None:
    codes = {row["town_code"] for row in STATUS}
    assert len(codes) == 25
    assert codes == {row["town_code"] for row in EVACUATIONS}
    assert {BILOZERSKE, POKROVSK, KOSTIANTYNIVKA, KURAKHOVE, TORETSK, VELYKA_NOVOSILKA, CHASIV_YAR} <= codes
    assert all(KM[code, "2024-07-08"] > 0 for code in codes)
    assert all(TOWNS[code]["population_baseline"] for code in codes)


def test_people_remaining_never_rise_and_never_pass_the_baseline() -> None:
    told: dict[str, int] = {}
    for row in sorted(STATUS, key=lambda row: row["date"]):
        if row["population_remaining"]:
            baseline = int(TOWNS[row["town_code"]]["population_baseline"])
            assert int(row["population_remaining"]) <= told.get(row["town_code"], baseline)
            told[row["town_code"]] = int(row["population_remaining"])


def test_children_and_people_with_limited_mobility_are_part_of_those_remaining() -> None:
    for row in STATUS:
        parts = sum(int(row[name] or 0) for name in ("children_remaining", "limited_mobility_remaining"))
        assert parts == 0 or parts <= int(row["population_remaining"])


def test_status_follows_the_distance() -> None:
    for row in STATUS:
        km = newest_km(row["town_code"], row["date"])
        expected = "occupied" if km == 0 else "contested" if km <= 5 else "at_risk" if km <= 25 else "safe"
        if row["status"] == "empty":
            assert km > 0
            assert row["population_remaining"] in ("0", "")
        else:
            assert row["status"] == expected
            assert row["population_remaining"] != "0"


def test_nothing_but_the_order_is_known_of_a_town_inside_the_held_area() -> None:
    held = [row for row in STATUS if row["date"] >= held_since(row["town_code"])]
    assert len({row["town_code"] for row in held}) == 10
    assert {row["status"] for row in held} == {"occupied"}
    assert {row[service] for row in held for service in SERVICES} == {"unknown"}
    assert {row["population_remaining"] + row["children_remaining"] for row in held} == {""}


def test_nobody_is_evacuated_from_a_town_inside_the_held_area() -> None:
    assert [row for row in EVACUATIONS if row["date"] >= held_since(row["town_code"])] == []


def test_services_close_and_some_are_restored_and_some_are_unknown_or_not_asked() -> None:
    changes = Counter[tuple[str, str]]()
    states: dict[tuple[str, str], str] = {}
    for row in sorted(STATUS, key=lambda row: row["date"]):
        for service in SERVICES:
            before = states.get((row["town_code"], service), "")
            changes[before, row[service]] += 1
            states[row["town_code"], service] = row[service]
    for change in (("open", "limited"), ("limited", "closed"), ("limited", "open"), ("closed", "limited")):
        assert changes[change] > 0, change
    assert changes["unknown", "unknown"] > 0
    assert any(after == "" for _, after in changes)


def test_an_order_is_never_taken_back() -> None:
    ranks = {"none": 0, "recommended": 1, "mandatory": 2, "forced_children": 3}
    reached: dict[str, int] = {}
    for row in sorted(STATUS, key=lambda row: row["date"]):
        rank = ranks[row["evacuation_order"]]
        assert rank >= reached.get(row["town_code"], 0)
        reached[row["town_code"]] = rank
    assert reached[BILOZERSKE] == ranks["mandatory"]


def test_three_towns_outside_the_held_area_are_silent_at_the_end() -> None:
    newest = last_days(STATUS + FACTS)
    silent = {code for code, day in newest.items() if LAST_DAY - day > timedelta(days=7)}
    assert {TOWNS[code]["town_name"] for code in silent} == {"Myrnohrad", "Rodynske", "Siversk"}
    assert min(newest.values()) < date(2025, 8, 31)
    assert all(held_since(code) == "9999" for code in silent)


def test_groups_add_up_to_the_total_or_are_all_missing() -> None:
    given = [row for row in EVACUATIONS if any(row[group] for group in GROUPS)]
    assert 0.5 * len(EVACUATIONS) < len(given) < 0.9 * len(EVACUATIONS)
    assert [row for row in given if sum(int(row[group]) for group in GROUPS) != int(row["evacuated"])] == []


@pytest.mark.parametrize("part", ["limited_mobility", "people_with_disability"])
def test_a_part_of_the_evacuated_is_within_the_total(part: str) -> None:
    given = [row for row in EVACUATIONS if row[part]]
    assert given
    assert [row for row in given if int(row[part]) > int(row["evacuated"])] == []


def test_fewer_were_evacuated_from_a_town_than_are_missing_from_it() -> None:
    brought_out = Counter[str]()
    for row in DEPARTURES:
        brought_out[row["town_code"]] += int(row["evacuated"])
    counted = sorted(STATUS + FACTS, key=lambda row: row["date"])
    left = {r["town_code"]: int(r["population_remaining"]) for r in counted if r["population_remaining"]}
    for code, people in brought_out.items():
        assert 0 < people < int(TOWNS[code]["population_baseline"]) - left[code], TOWNS[code]["town_name"]


def test_whole_weeks_are_silent_and_most_towns_miss_days() -> None:
    days = {row["date"] for row in EVACUATIONS}
    for monday in (date(2024, 12, 30), date(2025, 4, 14)):
        assert not days & {(monday + timedelta(days=number)).isoformat() for number in range(7)}
    reported = Counter(code for code, _ in {(row["town_code"], row["date"]) for row in EVACUATIONS})
    assert max(reported.values()) < (LAST_DAY - date(2024, 7, 8)).days


def test_transit_counts_are_kept_apart_and_never_more_than_left_for_the_centre_the_day_before() -> None:
    transit = [row for row in EVACUATIONS if row["count_at"] == "transit"]
    assert {row["team"] for row in transit} == {"Team D"}
    assert "Team D" not in {row["team"] for row in DEPARTURES}
    counted = Counter[tuple[str, str]]()
    for row in transit:
        counted[row["town_code"], row["date"]] += int(row["evacuated"])
    for (code, day), people in counted.items():
        before = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
        sent = [int(r["evacuated"]) for r in of_day(code, before) if r["destination"] == "Pavlohrad"]
        assert people <= sum(sent)
