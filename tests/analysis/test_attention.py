"""The order of the towns is the sum of their weighted parts, and how steady it is was tried out."""

from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from dashboard.analysis.attention import (
    EQUAL_WEIGHTS,
    Steadiness,
    attention,
    ordered,
    steadiness,
    weights_of,
    weights_text,
)
from dashboard.errors import WrongUse
from tests.analysis.conftest import Told
from tests.records import BILO, POKR, distances, on, people

PARTS = ("contact", "people", "pace", "services", "age")
REPORTED = pd.Timestamp("2025-09-10")
Parts = tuple[float | None, ...]


def parts_of(*towns: tuple[str, Parts], km: float | None = 12.0, reported: Any = REPORTED) -> DataFrame:
    """Rows as ``attention_parts`` makes them, of a name and five parts."""
    rows = [
        {"town_code": f"UA{name}", "town_name": name, "front_distance_km": km, "newest_report": reported}
        | {f"part_{part}": value for part, value in zip(PARTS, values, strict=True)}
        for name, values in towns
    ]
    return DataFrame(rows).astype({f"part_{part}": float for part in PARTS} | {"front_distance_km": float})


def names(order: DataFrame) -> list[str]:
    return list(order["town_name"])


def test_a_score_is_each_part_times_its_share_of_the_weights() -> None:
    (row,) = ordered(parts_of(("A", (0.5, 1.0, 0.0, 0.25, 0.8))), weights=(4, 1, 0, 2, 3)).itertuples()
    assert [row.share_contact, row.share_people, row.share_pace, row.share_services, row.share_age] == [
        0.4,
        0.1,
        0.0,
        0.2,
        0.3,
    ]
    adds = [row.adds_contact, row.adds_people, row.adds_pace, row.adds_services, row.adds_age]
    assert adds == pytest.approx([0.2, 0.1, 0.0, 0.05, 0.24])
    assert row.rank == 1
    assert row.score == pytest.approx(0.59)


def test_the_largest_score_comes_first_and_weights_turn_it_round() -> None:
    parts = parts_of(("A", (1.0, 0, 0, 0, 0)), ("B", (0, 1.0, 0, 0, 0.1)), ("C", (0, 0, 0, 0, 0)))
    assert names(ordered(parts, weights=EQUAL_WEIGHTS)) == ["B", "A", "C"]
    assert names(ordered(parts, weights=(6, 5, 5, 5, 5))) == ["A", "B", "C"]
    assert names(ordered(parts, weights=(0, 5, 5, 5, 5))) == ["B", "A", "C"]


def test_a_part_nobody_reported_counts_as_one_half_and_stays_missing() -> None:
    above, half, below = (0.51, 0, 0, 0, 0), (None, 0, 0, 0, 0), (0.49, 0, 0, 0, 0)
    order = ordered(parts_of(("low", below), ("missing", half), ("high", above)), weights=EQUAL_WEIGHTS)
    assert names(order) == ["high", "missing", "low"]
    assert pd.isna(order["part_contact"].iloc[1])
    assert order["adds_contact"].iloc[1] == pytest.approx(0.1)


def test_towns_from_which_nobody_ever_reported_come_last() -> None:
    never = parts_of(("N", (1.0, None, None, None, None)), reported=pd.NaT)
    order = ordered(pd.concat([never, parts_of(("A", (0, 0, 0, 0, 0)))]), weights=EQUAL_WEIGHTS)
    assert names(order) == ["A", "N"]
    assert list(order["ever_reported"]) == [True, False]


def test_equal_scores_stand_nearest_first_then_by_name_and_code() -> None:
    same = (0.5, 0.5, 0.5, 0.5, 0.5)
    rows = [
        parts_of(("far", same), km=30.0),
        parts_of(("unknown", same), km=None),
        parts_of(("b", same), ("a", same)),
        parts_of(("b", same)).assign(town_code="UA0"),
    ]
    for shuffled in (rows, rows[::-1]):
        order = ordered(pd.concat(shuffled, ignore_index=True), weights=EQUAL_WEIGHTS)
        assert list(order["town_code"]) == ["UAa", "UA0", "UAb", "UAfar", "UAunknown"]
        assert list(order["rank"]) == [1, 2, 3, 4, 5]


def test_with_all_weights_zero_the_nearest_stand_first_and_no_score_is_made_up() -> None:
    parts = pd.concat([parts_of(("far", (1.0,) * 5), km=20.0), parts_of(("near", (0.0,) * 5), km=5.0)])
    order = ordered(parts, weights=(0, 0, 0, 0, 0))
    assert names(order) == ["near", "far"]
    assert list(order["score"]) == [0.0, 0.0]


def plain_steadiness(parts: list[Parts], weights: tuple[int, ...]) -> tuple[int, list[int]]:
    """By loops: in how many of 243 trials the first five stay, and how often each town is among them."""

    def first(trial: tuple[float, ...]) -> set[int]:
        scores = [
            round(
                sum(w * (0.5 if p is None else p) for w, p in zip(trial, town, strict=True))
                / (sum(trial) or 1),
                9,
            )
            for town in parts
        ]
        return set(sorted(range(len(parts)), key=lambda place: (-scores[place], place))[:5])

    begun = first(tuple(map(float, weights)))
    trials = [
        first(tuple(w * c for w, c in zip(weights, changes, strict=True)))
        for changes in product((0.5, 1.0, 1.5), repeat=5)
    ]
    return sum(trial == begun for trial in trials), [
        sum(place in t for t in trials) for place in range(len(parts))
    ]


@pytest.mark.parametrize("weights", [EQUAL_WEIGHTS, (10, 1, 0, 3, 5), (0, 0, 0, 0, 1)])
def test_steadiness_is_what_trying_every_mixture_finds(weights: tuple[int, ...]) -> None:
    drawn = np.random.default_rng(7).random((12, 5)).round(2)
    towns: list[Parts] = [tuple(None if value < 0.1 else float(value) for value in row) for row in drawn]
    parts = parts_of(*((f"{place:02}", town) for place, town in enumerate(towns)))
    found = steadiness(ordered(parts, weights=weights), weights=weights)
    same, times = plain_steadiness(towns, weights)
    assert found is not None
    assert (found.first, found.same, found.trials) == (5, same, 243)
    order = ordered(parts, weights=weights)
    others = {name: times[int(name)] for name in names(order)[5:]}
    assert found.next_in == max(others.values())
    assert found.next_name is None or others[found.next_name] == found.next_in


def test_towns_far_ahead_of_the_others_always_stay_first() -> None:
    parts = parts_of(*((name, (0.9,) * 5) for name in "ABCDE"), ("F", (0.1,) * 5))
    assert steadiness(ordered(parts, weights=EQUAL_WEIGHTS), weights=EQUAL_WEIGHTS) == Steadiness(
        first=5, same=243, trials=243, next_code=None, next_name=None, next_in=0
    )


def test_a_town_of_one_part_takes_a_place_when_that_part_weighs_more() -> None:
    """E is 0.5 in every part, F 0.9 in one and 0.4 in four: equal at equal weights, F ahead where contact outweighs."""
    leading = [(name, (0.9,) * 5) for name in "ABCD"]
    parts = parts_of(*leading, ("E", (0.5,) * 5), ("F", (0.9, 0.4, 0.4, 0.4, 0.4)))
    order = ordered(parts, weights=EQUAL_WEIGHTS)
    assert names(order)[:5] == ["A", "B", "C", "D", "E"]
    ahead = sum(
        0.9 * c + 0.4 * sum(others) > 0.5 * (c + sum(others)) + 1e-9
        for c, *others in product((0.5, 1.0, 1.5), repeat=5)
    )
    found = steadiness(order, weights=EQUAL_WEIGHTS)
    assert found == Steadiness(5, 243 - ahead, 243, "UAF", "F", ahead)
    assert 0 < ahead < 243


def test_with_five_towns_nobody_can_take_a_place() -> None:
    five = parts_of(*((name, (0.5,) * 5) for name in "ABCDE"))
    assert steadiness(ordered(five, weights=EQUAL_WEIGHTS), weights=EQUAL_WEIGHTS) is None
    never = parts_of(("N", (1.0,) * 5), reported=pd.NaT)
    order = ordered(pd.concat([five, never]), weights=EQUAL_WEIGHTS)
    assert steadiness(order, weights=EQUAL_WEIGHTS) is None


def test_weights_are_read_from_their_text_and_written_so() -> None:
    assert weights_of("5-0-10-1-7") == (5, 0, 10, 1, 7)
    assert weights_text((5, 0, 10, 1, 7)) == "5-0-10-1-7"
    assert weights_text(EQUAL_WEIGHTS) == "5-5-5-5-5"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "5-5-5-5",
        "5-5-5-5-5-5",
        "5-5-5-5-11",
        "5-5-5-5--1",
        "5-5-5-5-x",
        "5-5-5-5-٣",
        "5-5-5-5-1e1",
        "5-5-5-5- 5",
    ],
)
def test_other_weights_are_refused(text: str) -> None:
    with pytest.raises(WrongUse) as refused:
        weights_of(text)
    assert (
        str(refused.value)
        == f'weights: found "{text}", expected 5 whole numbers from 0 to 10, like 5-5-5-5-5'
    )


def test_the_order_of_a_database_is_that_of_its_parts(told: Told) -> None:
    ask = told(
        people((BILO, "2025-09-12", 100), (POKR, "2025-09-12", 10000)),
        distances((BILO, "2025-09-12", "A", 9.0), (POKR, "2025-09-12", "A", 11.0)),
    )
    by_contact = attention(ask, on("2025-09-12"), weights=(5, 0, 0, 0, 0), within_km=10)
    assert list(by_contact["town_code"][:2]) == [BILO, POKR]
    by_people = attention(ask, on("2025-09-12"), weights=(0, 5, 0, 0, 0), within_km=10)
    assert list(by_people["town_code"][:2]) == [POKR, BILO]
    assert list(by_people["part_people"][:2]) == [1.0, 0.5]
    alone = attention(ask, on("2025-09-12").of_town(BILO), weights=EQUAL_WEIGHTS, within_km=10)
    assert list(alone["town_code"]) == [BILO]
