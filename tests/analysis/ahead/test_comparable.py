"""Comparable cases, weights, chances and points, beside a reckoning case by case."""

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.ahead.cases import Cases
from dashboard.analysis.ahead.comparable import Ahead, ahead

POINTS, LIMITS = (0.1, 0.25, 0.5, 0.75, 0.9), (5, 10, 15, 25)
Case = tuple[float, float, float]  # distance, movement lately, change


def ahead_of(known: Sequence[Case], *, distance_km: float, moved_km: float = 0.0) -> Ahead:
    columns = np.array(known, dtype=float).T
    days = np.arange(len(known), dtype=float)
    return ahead(
        Cases(pd.Timestamp("2025-01-01"), days, *columns),
        distance_km=np.array([distance_km]),
        moved_km=np.array([moved_km]),
        points=POINTS,
        within_km=LIMITS,
    )


def by_hand(known: Sequence[Case], *, distance_km: float, moved_km: float, within_km: float) -> float:
    """The chance, case by case."""
    weights = []
    for case_km, case_moved, _ in known:
        farther = (math.log(case_km + 2) - math.log(distance_km + 2)) / 3
        faster = math.asinh(case_moved) - math.asinh(moved_km)
        weights.append(max(1 - farther**2 - faster**2, 0) ** 2)
    alike = sum(weights) ** 2 / sum(weight**2 for weight in weights) if any(weights) else 0
    chance = 0.0
    for (case_km, _, change), weight in zip(known, weights, strict=True):
        stretch = (min(distance_km, 5) + 2) / (min(case_km, 5) + 2)
        if distance_km + change * stretch <= within_km + 1e-6:
            share = weight / sum(weights) * alike if weight else 0
            chance += (share + 50 / len(known)) / (alike + 50)
    return chance


def test_four_like_cases_of_which_one_came_within_ten_kilometres() -> None:
    found = ahead_of([(12, 0, -3), (12, 0, 0), (12, 0, 0), (12, 0, -1)], distance_km=12)
    assert found.cases.tolist() == [4]
    assert found.came.tolist() == [[0, 1, 4, 4]]
    assert found.chances.round(9).tolist() == [[0, 0.25, 1, 1]]
    assert found.points_km.tolist() == [[9, 9, 11, 12, 12]]


def test_a_case_is_comparable_up_to_the_width_and_not_beyond() -> None:
    edge = math.sinh(1)  # one away from no movement
    found = ahead_of([(12, edge - 0.01, 0), (12, edge + 0.01, -12), (12, -edge + 0.01, -4)], distance_km=12)
    assert found.cases.tolist() == [2]
    assert found.came.tolist() == [[0, 1, 2, 2]]


def test_what_is_not_comparable_counts_only_as_how_often_it_happens_at_all() -> None:
    known = [(12.0, 50.0, -12.0)] * 10 + [(12.0, 0.0, 0.0)] * 20
    found = ahead_of(known, distance_km=12)
    assert found.cases.tolist() == [20]
    assert found.chances[0, 0] == pytest.approx(
        10 / 30 * 50 / 70
    )  # all together as much as 50 comparable ones


def test_with_nothing_comparable_the_chance_is_how_often_it_happens() -> None:
    found = ahead_of([(12, 50, -12), (12, 50, 0), (12, 50, 0), (12, 50, 0)], distance_km=12)
    assert found.cases.tolist() == [0]
    assert found.chances.round(9).tolist() == [[0.25, 0.25, 1, 1]]


def test_a_change_is_in_proportion_to_the_last_kilometres() -> None:
    far = ahead_of([(30, 0, -3.5)], distance_km=20)  # beyond 5 km it is the same change
    near = ahead_of([(30, 0, -3.5)], distance_km=3)  # 5 of 7 parts
    assert far.points_km.tolist() == [[16.5] * 5]
    assert near.points_km.tolist() == [[0.5] * 5]


def test_no_point_is_below_the_edge_of_the_held_area_and_half_of_what_ends_inside_counts_as_below() -> None:
    found = ahead_of([(3, 0, -9), (3, 0, -1), (3, 0, -1), (3, 0, -1), (3, 0, 0)], distance_km=3)
    assert found.points_km.tolist() == [[0, 2, 2, 2, 3]]
    few = ahead_of([(3, 0, -9), *[(3.0, 0.0, -1.0)] * 9], distance_km=3)
    assert few.points_km.tolist() == [[2, 2, 2, 2, 2]]  # one of ten inside: half of it is below


def test_the_first_day_is_that_of_the_oldest_comparable_case() -> None:
    found = ahead_of([(12, 50, -12), (12, 0, -3), (12, 0, 4)], distance_km=12)
    assert found.first_day.tolist() == [1]


kilometres = st.integers(1, 600).map(lambda tenths: tenths / 10)
movements = st.integers(-200, 200).map(lambda tenths: tenths / 10)
cases_ = st.lists(st.tuples(kilometres, movements, movements), min_size=1, max_size=60)


@settings(deadline=None, max_examples=200)
@given(known=cases_, distance_km=kilometres, moved_km=movements)
def test_chances_and_points_never_fall(known: list[Case], distance_km: float, moved_km: float) -> None:
    found = ahead_of(known, distance_km=distance_km, moved_km=moved_km)
    assert (np.diff(found.chances) >= 0).all()
    assert (np.diff(found.points_km) >= 0).all()
    assert (np.diff(found.came) >= 0).all()
    assert (found.points_km >= 0).all()
    assert ((found.chances >= 0) & (found.chances <= 1)).all()
    assert (found.came <= found.cases[:, None]).all()


@settings(deadline=None, max_examples=200)
@given(known=cases_, distance_km=kilometres, moved_km=movements)
def test_a_chance_is_what_a_reckoning_case_by_case_finds(
    known: list[Case], distance_km: float, moved_km: float
) -> None:
    found = ahead_of(known, distance_km=distance_km, moved_km=moved_km)
    for place, within_km in enumerate(LIMITS):
        expected = by_hand(known, distance_km=distance_km, moved_km=moved_km, within_km=within_km)
        assert found.chances[0, place] == pytest.approx(expected, abs=1e-9)
