"""What rows mean is held against the rules: each rule is met by one row, and just not met by another."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from dashboard.ingest.checks import meaning
from dashboard.ingest.checks.meaning import meaning_findings
from dashboard.ingest.checks.rules import RULES
from dashboard.model.codes import GROUPS
from dashboard.model.finding import Finding
from dashboard.model.names import folded
from dashboard.model.tables import DATASETS
from dashboard.store.arrow import ARROW_TYPES

PROJECT = Path(__file__).parents[3]
START = date(2026, 11, 16)
TOWNS = pa.table({"town_code": ["UA1", "UA2"], "population_baseline": pa.array([1000, None], pa.int64())})
Row = Mapping[str, object]


def table(dataset: str, rows: list[Row]) -> pa.Table:
    """The columns that the rows have; all of them where there is no row."""
    columns = [column for column in DATASETS[dataset].columns if not rows or column.name in rows[0]]
    return pa.table({c.name: pa.array([row[c.name] for row in rows], ARROW_TYPES[c.kind]) for c in columns})


def findings(
    dataset: str, *rows: Row, before: tuple[Row, ...] = (), titles: Mapping[str, str] | None = None
) -> list[Finding]:
    return meaning_findings(
        table(dataset, list(rows)),
        dataset=dataset,
        lines=pa.array(range(2, len(rows) + 2), pa.int64()),
        towns=TOWNS,
        before=table(dataset, list(before)),
        titles=titles or {},
    )


def told(dataset: str, *rows: Row, before: tuple[Row, ...] = ()) -> list[tuple[str, str, str]]:
    return [(f.severity, f.code, str(f)) for f in findings(dataset, *rows, before=before)]


def status(day: int = 0, town: str = "UA1", **values: object) -> Row:
    return {"town_code": town, "date": START + timedelta(days=day), **values}


def people(*numbers: int | None, town: str = "UA2") -> list[Row]:
    return [status(day, town, population_remaining=number) for day, number in enumerate(numbers)]


def front(*distances_km: float | None, days: tuple[int, ...] = (), **values: object) -> list[Row]:
    days = days or tuple(range(len(distances_km)))
    given = {"source": "A", **values}
    pairs = zip(days, distances_km, strict=True)
    return [status(day, front_distance_km=distance_km, **given) for day, distance_km in pairs]


def departures(*counts: int, **values: object) -> list[Row]:
    given: Row = {"town": "UA2", "count_at": "departure", "team": "Team A", "destination": None, **values}
    return [status(day, evacuated=count, **given) for day, count in enumerate(counts)]


def test_more_people_than_lived_there_before_are_a_notice() -> None:
    rows = [status(town_code="UA1", population_remaining=number) for number in (1200, 1201)]
    assert told("town_status", *rows[:1]) == []
    assert told("town_status", *rows[1:]) == [
        (
            "notice",
            "above_baseline",
            'line 2, population_remaining: found "1201", expected at most 1.2 times the 1000 people who lived there'
            " before",
        )
    ]
    assert told("town_status", *people(1201)) == []


@pytest.mark.parametrize("part", ["children_remaining", "limited_mobility_remaining"])
def test_a_part_above_the_people_who_remain_is_an_error(part: str) -> None:
    fits = status(population_remaining=10, **{part: 10})
    assert told("town_status", fits) == []
    assert told("town_status", {**fits, part: 11}) == [
        ("error", "contradiction", f'line 2, {part}: found "11", expected at most the 10 people who remain')
    ]
    assert told("town_status", {**fits, "population_remaining": None, part: 11}) == []


def test_people_in_an_empty_town_and_no_people_in_another_are_notices() -> None:
    rows = [
        status(0, "UA1", status="empty", population_remaining=0),
        status(0, "UA2", status="empty", population_remaining=3),
        status(0, "UA3", status="contested", population_remaining=0),
        status(0, "UA4", status=None, population_remaining=0),
        status(0, "UA5", status="empty", population_remaining=None),
    ]
    assert told("town_status", *rows) == [
        (
            "notice",
            "contradiction",
            'line 3, population_remaining: found "3", expected 0 people in a town whose status is empty, or another'
            " status",
        ),
        (
            "notice",
            "contradiction",
            'line 4, status: found "contested", expected the status empty where 0 people remain, or no number where'
            " it is not known",
        ),
    ]


def test_a_jump_of_people_is_told_on_the_line_that_leaves_and_not_on_the_one_that_returns() -> None:
    assert told("town_status", *people(1250, 1240, 12300, 1210, 0, 1200)) == [
        (
            "notice",
            "jump",
            f'line {line}, population_remaining: found "{found}", expected a number nearer to the {earlier} people of'
            f" {day}, within 5 times: is it right?",
        )
        for line, found, earlier, day in ((4, 12300, 1240, "2026-11-17"), (6, 0, 1210, "2026-11-19"))
    ]


@pytest.mark.parametrize(
    ("numbers", "lines"),
    [
        ((100, 499), []),
        ((100, 500), [3]),
        ((500, 101), []),
        ((500, 100), [3]),
        ((100, None, 500), [4]),
        ((100, 500, 510, 100), [3, 5]),
        ((1, 9), []),
        ((1, 11), [3]),
        ((0, 0), []),
    ],
)
def test_a_jump_of_people_is_five_times_and_at_least_ten(
    numbers: tuple[int | None, ...], lines: list[int]
) -> None:
    assert [finding.line for finding in findings("town_status", *people(*numbers))] == lines


def test_a_jump_against_what_is_stored_is_seen_and_a_corrected_row_is_not_its_own_past() -> None:
    before = tuple(people(1000, 1000, 1000))
    jumped = status(3, "UA2", population_remaining=10)
    assert [f.line for f in findings("town_status", jumped, before=before)] == [2]
    assert [f.line for f in findings("town_status", {**jumped, "town_code": "UA3"}, before=before)] == []
    corrected = status(2, "UA2", population_remaining=20)
    assert [f.line for f in findings("town_status", corrected, jumped, before=before)] == [2]
    back = status(4, "UA2", population_remaining=990)
    assert findings("town_status", back, before=(*before, jumped)) == []


def test_two_reports_of_one_day_are_no_jump() -> None:
    assert told("town_status", *people(100), *people(600)) == []


def test_a_jump_of_the_front_is_told_on_the_line_that_leaves() -> None:
    assert told("front_distances", *front(5.2, 5.0, 50.0, 4.8, 4.7)) == [
        (
            "notice",
            "jump",
            'line 4, front_distance_km: found "50.0", expected at most 15 km a day away from the 5.0 km of 2026-11-17',
        )
    ]


@pytest.mark.parametrize(
    ("distances_km", "days", "lines"),
    [
        ((5.0, 20.0), (0, 1), []),
        ((5.0, 20.1), (0, 1), [3]),
        ((20.1, 5.0), (0, 1), [3]),
        ((5.0, 35.0), (0, 2), []),
        ((5.0, 35.1), (0, 2), [3]),
        ((5.0, 50.0, 50.0, 5.0), (0, 1, 2, 3), [3, 5]),
        ((5.0, 20.0, 4.0), (0, 1, 2), [4]),
        ((50.0, 5.0), (1, 0), [2]),
    ],
)
def test_a_jump_of_the_front_is_more_than_15_km_a_day(
    distances_km: tuple[float, ...], days: tuple[int, ...], lines: list[int]
) -> None:
    found = findings("front_distances", *front(*distances_km, days=days))
    assert [finding.line for finding in found] == lines


def test_series_of_two_sources_or_towns_are_never_joined() -> None:
    other = [*front(50.0, days=(1,), source="B"), {**front(80.0, days=(1,))[0], "town_code": "UA2"}]
    assert told("front_distances", *front(5.0), *other) == []
    assert [f.line for f in findings("front_distances", *other, before=tuple(front(5.0)))] == []
    assert [
        f.line for f in findings("front_distances", *front(50.0, days=(1,)), before=tuple(front(5.0)))
    ] == [2]


def test_a_distance_of_zero_asks_for_the_status_unless_it_was_computed() -> None:
    (first, *rest) = front(0.0, 0.1, method="reported")
    assert told("front_distances", first, *rest, *front(0.0, days=(2,), method="computed")) == [
        (
            "notice",
            "inside",
            'line 2, front_distance_km: found "0.0", expected a distance above 0 km; 0 says that the town is occupied'
            " or contested: is it?",
        )
    ]


def test_a_distance_that_may_be_metres_is_asked_about_unless_it_was_computed() -> None:
    assert told("front_distances", *front(200.0)) == []
    assert told("front_distances", *front(850.0, method="computed")) == []
    assert told("front_distances", *front(850.0)) == [
        (
            "notice",
            "far",
            'line 2, front_distance_km: found "850.0", expected at most 200 km to the front, in km and not in metres:'
            " is it right?",
        )
    ]


def test_more_evacuated_than_lived_there_is_an_error() -> None:
    assert told("evacuations", *departures(1000, 1001, town="UA1")) == [
        (
            "error",
            "more_than_people",
            'line 3, evacuated: found "1001", expected at most the 1000 people who lived there before',
        )
    ]
    assert told("evacuations", *departures(250_000)) == []


def test_six_groups_add_up_to_the_total_and_fewer_stay_below_it() -> None:
    every = dict(zip(GROUPS, (1, 2, 3, 4, 5, 6), strict=True))
    some = {**every, "men_60_plus": None}
    assert told("evacuations", *departures(21, **every)) == []
    assert told("evacuations", *departures(22, **every)) == [
        (
            "error",
            "groups",
            'line 2, evacuated: found "22", expected 21, the sum of the six groups by sex and age',
        )
    ]
    assert told("evacuations", *departures(15, **some)) == []
    assert told("evacuations", *departures(14, **some)) == [
        (
            "error",
            "groups",
            'line 2, evacuated: found "14", expected at least 15, the sum of the groups by sex and age that are given',
        )
    ]


@pytest.mark.parametrize("part", ["limited_mobility", "people_with_disability"])
def test_a_part_above_the_people_evacuated_is_an_error(part: str) -> None:
    assert told("evacuations", *departures(10, **{part: 10})) == []
    assert told("evacuations", *departures(10, **{part: 11})) == [
        ("error", "contradiction", f'line 2, {part}: found "11", expected at most the 10 people evacuated')
    ]


def test_counts_that_never_fall_are_asked_about_once_a_town() -> None:
    rising = departures(10, 25, 31, 60, 75, 75, 110)
    other = departures(10, 25, 31, 60, 75, 75, 100, team="Team B")
    message = (
        'line 2, evacuated: found "counts that never fall in {} reports", expected each count on its own: are these'
        " running totals? Their sum would be {} people instead of {}"
    )
    assert told("evacuations", *rising) == [("notice", "running_totals", message.format(7, 386, 110))]
    assert told("evacuations", *rising, *other) == [
        ("notice", "running_totals", message.format(14, 762, 210))
    ]


def test_running_totals_that_were_corrected_once_are_asked_about_too() -> None:
    assert told("evacuations", *departures(10, 25, 31, 60, 58, 75, 90, 110)) == [
        (
            "notice",
            "running_totals",
            'line 2, evacuated: found "counts that hardly ever fall in 8 reports", expected each count on its own: are'
            " these running totals? Their sum would be 459 people instead of 110",
        )
    ]


@pytest.mark.parametrize(
    "counts",
    [
        (10, 25, 31, 60, 58, 75, 74, 110),  # falls twice
        (10, 25, 31, 60, 48, 75, 90, 110),  # falls by more than a tenth
        (10, 25, 31, 60, 75, 110),  # too few
        (10, 25, 31, 60, 75, 74, 110),  # falls once
        (10, 10, 10, 25, 31, 31, 60),  # rises too seldom
        (50, 55, 60, 65, 70, 75, 80),  # rises too little
    ],
)
def test_other_counts_are_not_taken_for_running_totals(counts: tuple[int, ...]) -> None:
    assert told("evacuations", *departures(*counts)) == []


def test_counts_of_fewer_than_five_people_are_told() -> None:
    assert told("evacuations", *departures(5, 4, 1, 0)) == [
        (
            "notice",
            "small_count",
            f'line {line}, evacuated: found "{count}", expected 5 people or more: in a smaller count a person could be'
            " recognised; confirm that all who read these pages may see it",
        )
        for line, count in ((3, 4), (4, 1))
    ]


def town(latitude: float | None, longitude: float | None, code: str = "UA1") -> Row:
    return {"town_code": code, "town_name": "A", "latitude": latitude, "longitude": longitude}


def test_half_a_point_is_an_error() -> None:
    assert told("towns", town(48.5, None), town(None, 37.5), town(None, None), town(48.5, 37.5)) == [
        (
            "error",
            "half_a_point",
            'line 2, longitude: found "", expected the longitude that belongs to the latitude, or neither',
        ),
        (
            "error",
            "half_a_point",
            'line 3, latitude: found "", expected the latitude that belongs to the longitude, or neither',
        ),
    ]


def test_a_town_that_moves_more_than_20_km_is_told() -> None:
    before = (town(48.5, 37.5),)
    assert told("towns", town(48.67, 37.5), before=before) == []
    assert told("towns", town(48.5, 37.5, "UA2"), town(37.5, 48.5), before=before) == [
        (
            "notice",
            "moved",
            'line 3, latitude: found "37.5, 48.5", expected a point at most 20 km from the one that is known, 48.5,'
            " 37.5",
        )
    ]
    assert told("towns", town(None, None), before=before) == []


def test_a_finding_names_the_column_as_the_file_does_and_its_own_line() -> None:
    rows = table("evacuations", departures(3))
    titles = {"evacuated": "Евакуйовано"}
    (found,) = meaning_findings(
        rows,
        dataset="evacuations",
        lines=pa.array([17]),
        towns=TOWNS,
        before=table("evacuations", []),
        titles=titles,
    )
    assert (found.line, found.column) == (17, "Евакуйовано")


def test_rows_without_keys_or_values_break_no_rule() -> None:
    for name, dataset in DATASETS.items():
        empty = {column.name: None for column in dataset.columns}
        assert findings(name, empty, empty) == []


def test_every_rule_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every rule is one that can be met: without its condition each of them speaks."""
    for rule in RULES:
        assert rule.dataset in DATASETS
        assert rule.column in DATASETS[rule.dataset].names
        monkeypatch.setattr(meaning, "RULES", (replace(rule, condition="true"),))
        full = {column.name: None for column in DATASETS[rule.dataset].columns}
        full |= {"town_code": "UA1", "date": START, "evacuated": 7, "front_distance_km": 7.0}
        full |= {"population_remaining": 7, "latitude": 48.5, "longitude": 37.5}
        rows = [{**full, "date": START + timedelta(days=day), "evacuated": 3**day} for day in range(7)]
        found = findings(rule.dataset, *rows, before=(full,))
        assert {finding.code for finding in found} == {rule.code}


def real_rows(file: Path, dataset: str) -> tuple[pa.Table, pa.Table]:
    """The rows of a file and the towns, found by their names; of homonyms the largest."""
    with (PROJECT / "data/reference/towns.csv").open(encoding="utf-8") as towns:
        known = list(csv.DictReader(towns))
    for row in known:
        row["population_baseline"] = int(row["population_baseline"]) if row["population_baseline"] else None
    known.sort(key=lambda row: row["population_baseline"] or 0)
    codes = {folded(row["town_name_uk"]): row["town_code"] for row in known}
    kinds = {"date": date.fromisoformat, "front_distance_km": float}
    numbers = {"population_remaining": int, "evacuated": int}
    with file.open(encoding="utf-8") as lines:
        rows = [
            {
                **{
                    name: ({**kinds, **numbers}.get(name, str)(cell) if cell else None)
                    for name, cell in row.items()
                },
                "town_code": codes[folded(row["town"])],
                "source": "A",
            }
            for row in csv.DictReader(lines)
        ]
    baselines = {name: [row[name] for row in known] for name in ("town_code", "population_baseline")}
    return table(dataset, rows), pa.table(baselines)


@pytest.mark.parametrize(
    ("name", "dataset", "expected"),
    [
        ("jump_population.csv", "town_status", {("jump", 4), ("jump", 6), ("contradiction", 6)}),
        ("jump_front.csv", "front_distances", {("jump", 4)}),
        ("evac_cumulative.csv", "evacuations", {("running_totals", 2)}),
        ("evac_more_than_people.csv", "evacuations", {("more_than_people", 2)}),
        ("pii_small_counts.csv", "evacuations", {("small_count", 2), ("small_count", 3)}),
        ("ok_town_status.csv", "town_status", set()),
        ("ok_front.csv", "front_distances", set()),
        ("ok_evacuations.csv", "evacuations", set()),
        ("seq_2_changes.csv", "town_status", set()),
    ],
)
def test_files_of_stewards_get_their_answer(
    shared: Path, name: str, dataset: str, expected: set[tuple[str, int]]
) -> None:
    rows, towns = real_rows(shared / "data/bad_uploads" / name, dataset)
    found = meaning_findings(
        rows,
        dataset=dataset,
        lines=pa.array(range(2, rows.num_rows + 2)),
        towns=towns,
        before=table(dataset, []),
        titles={},
    )
    assert {(finding.code, finding.line) for finding in found} == expected
    errors = {finding.code for finding in found if finding.severity == "error"}
    assert errors == ({"more_than_people"} if name == "evac_more_than_people.csv" else set())
