"""``outlook`` and ``backtest``: documents of exactly these keys, with null where there is nothing to say."""

from datetime import date, timedelta

import pytest

from tests.commands.conftest import Shell, Writing
from tests.records import BILO, POKR, distances

KEYS = ["town_code", "horizon_days", "cases"]
KEYS += [f"p{point}_km" for point in (10, 25, 50, 75, 90)]
KEYS += [f"chance_within_{km}_km" for km in (5, 10, 15, 25)]
SCORE = [
    "horizon_days",
    "threshold_km",
    "cases",
    "came",
    "outlook",
    "nothing",
    "line",
    "how_often",
    "best",
    "ratio",
]
RANGE = ["horizon_days", "cases", "held"]
RANGE += [f"pinball_{name}" for name in ("outlook", "nothing", "line", "how_often")]
LAST = date(2025, 9, 12)


@pytest.fixture
def told(run: Shell, file: Writing) -> Shell:
    """Two towns that stood still for 240 days; one of them is inside the held area on the last."""
    days = [(LAST - timedelta(days=240 - day)).isoformat() for day in range(241)]
    rows = [(POKR, day, "A", 12.0) for day in days] + [(BILO, day, "A", 12.0) for day in days[:-1]]
    run("upload", file(distances(*rows, (BILO, days[-1], "A", 0))), "--by", "Olena")
    return run


def test_the_outlook_has_exactly_these_keys(told: Shell) -> None:
    document = told("outlook", "--json", "--as-of", str(LAST)).json
    assert list(document) == ["as_of", "source", "outlooks"]
    assert (document["as_of"], document["source"]) == ("2025-09-12", "A")
    assert {tuple(row) for row in document["outlooks"]} == {tuple(KEYS)}
    assert len(document["outlooks"]) == 5 * 4


def test_an_outlook_is_told_in_numbers_and_none_in_nulls(told: Shell) -> None:
    document = told("outlook", "--json").json
    rows = {(row["town_code"], row["horizon_days"]): row for row in document["outlooks"]}
    said = rows[POKR, 14]
    assert said["cases"] == 58  # 29 weeks of two towns, one of which was outside until the last day
    assert (said["p10_km"], said["p90_km"]) == (12, 12)
    assert said["chance_within_10_km"] == pytest.approx(1 / 58)  # the town that is inside now
    assert said["chance_within_15_km"] == pytest.approx(1)
    assert [rows[BILO, 14][key] for key in KEYS[2:]] == [None] * 10


def test_the_towns_the_day_and_the_source_can_be_chosen(told: Shell) -> None:
    document = told("outlook", "--json", "--town", "Pokrovsk", "--as-of", "2025-08-01", "--source", "A").json
    assert document["as_of"] == "2025-08-01"
    assert [(row["town_code"], row["horizon_days"]) for row in document["outlooks"]] == [
        (POKR, days) for days in (14, 30, 60, 90)
    ]
    nobody = told("outlook", "--source", "B")
    assert nobody.status == 2
    assert nobody.err == 'source: found "B", expected one of: A\n'


def test_what_was_uploaded_later_is_not_known_then(told: Shell) -> None:
    document = told("outlook", "--json", "--as-of", str(LAST), "--as-known-after", "1").json
    assert document["source"] == ""
    assert {row["cases"] for row in document["outlooks"]} == {None}


def test_a_table_is_for_people(told: Shell) -> None:
    said = told("outlook", "--town", "Bilozerske")
    assert (said.status, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0] == "as of 2025-09-12 · A · chances on that day, not until then"
    assert [line.split()[-1] for line in lines[1:]] == ["why", *["inside"] * 4]


def test_the_backtest_has_its_scores_and_ranges(told: Shell) -> None:
    document = told("backtest", "--json").json
    assert list(document) == ["as_of", "source", "days", "first", "last", "scores", "ranges"]
    assert (document["as_of"], document["source"]) == ("2025-09-12", "A")
    assert (document["first"], document["last"]) == ("2025-08-15", "2025-08-29")
    assert {tuple(row) for row in document["scores"]} == {tuple(SCORE)}
    assert {tuple(row) for row in document["ranges"]} == {tuple(RANGE)}
    ratios = {row["threshold_km"]: row["ratio"] for row in document["scores"]}
    assert ratios == {5: 1, 10: 1, 15: None, 25: None}  # one of 30 went inside, and nobody said so
    assert [(row["horizon_days"], row["held"]) for row in document["ranges"]] == [
        (14, pytest.approx(29 / 30))
    ]


def test_without_enough_data_the_backtest_is_empty(run: Shell) -> None:
    document = run("backtest", "--json").json
    assert document == {
        "as_of": "2025-09-15",
        "source": "",
        "days": 0,
        "first": None,
        "last": None,
        "scores": [],
        "ranges": [],
    }
    assert run("backtest").out.splitlines() == [
        "as of 2025-09-15 · no source · 0 days looked from",
        "(no rows)",
        "(no rows)",
    ]
