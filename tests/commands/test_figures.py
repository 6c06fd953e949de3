"""``situation``, ``evacuations`` and ``front``: the figures of the pages, by the same code."""

import pytest

from tests.commands.conftest import Shell, Writing
from tests.records import BILO, POKR, departures, distances, people

DAY = "2025-09-12"
COMMANDS = ("situation", "evacuations", "front")


@pytest.fixture
def told(run: Shell, file: Writing) -> Shell:
    for text in (
        people((BILO, DAY, 700), (POKR, "2025-09-01", 1200)),
        departures((BILO, "2025-09-10", 30), (BILO, DAY, 12), (POKR, DAY, 5)),
        distances((BILO, "2025-09-01", "A", 21.6), (BILO, DAY, "A", 14.8), (POKR, DAY, "A", 3)),
    ):
        run("upload", file(text), "--by", "Olena")
    return run


@pytest.mark.parametrize("command", COMMANDS)
def test_without_data_there_are_answers_and_no_figures(run: Shell, command: str) -> None:
    assert run(command).status == 0
    assert run(command, "--json").json["filters"]["as_of"] == "2025-09-15"


def test_the_situation_is_that_of_the_newest_reports(told: Shell) -> None:
    document = told("situation", "--json").json
    assert document["version"] == 4
    assert (document["filters"]["as_of"], document["filters"]["source"]) == (DAY, "A")
    assert (document["people_remaining"]["people"], document["people_remaining"]["towns"]) == (1900, 2)
    assert document["evacuated"]["in_7_days"] == 47
    nearest = document["towns"][0]
    assert (nearest["town_code"], nearest["front_distance_km"], nearest["distance_date"]) == (POKR, 3.0, DAY)
    lines = told("situation").out.splitlines()
    assert lines[0] == f"as of {DAY} · front distances by A · counted at departure"
    assert lines[2].split()[:2] == ["Pokrovsk", "3.0"]


def test_evacuations_are_counted_by_period_and_by_dimension(told: Shell) -> None:
    document = told("evacuations", "--unit", "day", "--json").json
    assert document["total"]["evacuated"] == 47
    assert [(row["period"], row["evacuated"]) for row in document["by_period"]] == [
        ("2025-09-10", 30),
        (DAY, 17),
    ]
    assert {row["value"]: row["evacuated"] for row in document["by"]["town"]} == {
        "Bilozerske": 42,
        "Pokrovsk": 5,
    }


def test_the_front_has_distances_speeds_and_crossings(told: Shell) -> None:
    document = told("front", "--json").json
    assert [(row["town_name"], row["edge_km"], row["direction"]) for row in document["crossings"]] == [
        ("Bilozerske", 15.0, "nearer")
    ]
    (speed,) = [row for row in document["closing"] if row["reports"] > 1]
    assert (speed["first_km"], speed["last_km"], round(speed["closing_km_per_day"], 2)) == (21.6, 14.8, 0.62)


def test_filters_narrow_what_is_counted(told: Shell) -> None:
    def total(*filters: str) -> object:
        return told("evacuations", "--json", *filters).json["total"]["evacuated"]

    assert total("--town", "Bilozerske") == 42
    assert total("--area", "UA1416") == 47
    assert total("--since", "2025-09-11") == 17
    assert total("--until", "2025-09-11") == 30
    assert total("--as-of", "2025-09-10") == 30
    assert total("--as-known-after", "2") is None


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        (["--town", "Nowhere"], 'No town is called "Nowhere".'),
        (
            ["--area", "UA99"],
            'area: found "UA99", expected one of: UA14, UA1412, UA1412007, UA1416, UA1416003, ',
        ),
        (["--source", "B"], 'source: found "B", expected one of: A'),
        (["--since", "2026-01-01"], 'since: found "2026-01-01", expected a day on or before 2025-09-12'),
        (
            ["--as-known-after", "9"],
            '--as-known-after: found "9", expected an upload from 0 (before any) to 4',
        ),
        (["--as-of", "soon"], 'argument --as-of: found "soon", expected a day like 2025-09-12'),
        (["--town", "\udcff"], "argument --town: found '\\udcff', expected one line"),
    ],
)
def test_what_the_data_does_not_hold_is_wrong_use(
    told: Shell, command: str, filters: list[str], sentence: str
) -> None:
    answer = told(command, *filters)
    assert (answer.status, answer.out) == (2, "")
    assert sentence in answer.err
