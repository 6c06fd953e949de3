"""Towns around towns, and means over them."""

import numpy as np
import pytest
from pandas import DataFrame, Series
from pyproj import Geod

from dashboard.analysis.ahead.around import mean_around, pairs_around, towns_around

NO = np.nan


def pairs(latitude: list[float], longitude: list[float]) -> list[tuple[int, int]]:
    found = pairs_around(np.array(latitude), np.array(longitude))
    return list(zip(found.one.tolist(), found.other.tolist(), strict=True))


def test_a_town_is_around_itself_and_around_those_within_ten_kilometres() -> None:
    north = 48 + 9.9 / 111.2, 48 + 10.1 / 111.2
    assert pairs([48, north[0]], [37, 37]) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert pairs([48, north[1]], [37, 37]) == [(0, 0), (1, 1)]


def test_a_town_without_coordinates_is_alone() -> None:
    assert pairs([48, NO, 48], [37, 37, NO]) == [(0, 0), (1, 1), (2, 2)]
    assert pairs([NO], [NO]) == [(0, 0)]
    assert pairs([], []) == []


def test_distances_are_those_of_the_ellipsoid_within_a_hundredth() -> None:
    random = np.random.default_rng(1)
    latitude, longitude = random.uniform(47.9, 48.1, 80), random.uniform(36.9, 37.1, 80)
    found = set(pairs(latitude.tolist(), longitude.tolist()))
    for one in range(80):
        for other in range(80):
            km = (
                Geod(ellps="WGS84").inv(longitude[one], latitude[one], longitude[other], latitude[other])[2]
                / 1000
            )
            if abs(km - 10) > 0.1:
                assert ((one, other) in found) == (km < 10)


def test_the_mean_is_over_the_known_values_around() -> None:
    around = pairs_around(np.array([48, 48.01, 48.02, 50]), np.full(4, 37.0))
    found = mean_around(np.array([[1.0, 3.0, NO, 9.0], [NO, NO, NO, 2.0]]), pairs=around)
    assert found[0].tolist() == [2, 2, 2, 9]
    assert np.isnan(found[1, :3]).all()
    assert found[1, 3] == pytest.approx(2)


def test_no_town_has_no_mean() -> None:
    nothing = np.empty((3, 0))
    assert mean_around(nothing, pairs=pairs_around(np.empty(0), np.empty(0))).shape == (3, 0)


def test_of_every_town_those_around_the_chosen_ones_are_found() -> None:
    places = DataFrame(
        {
            "town_code": ["A", "B", "C", "D"],
            "latitude": [48.0, 48 + 9.9 / 111.2, 48.5, NO],
            "longitude": [37.0, 37.0, 37.0, NO],
        }
    )
    assert towns_around(places, Series(["A"])) == ["A", "B"]
    assert towns_around(places, Series(["C", "D"])) == ["C", "D"]
    assert towns_around(places, Series([], dtype=str)) == []
    assert towns_around(places[:0], Series(["A"])) == ["A"]


def test_no_pair_of_towns_around_one_another_is_missed() -> None:
    random = np.random.default_rng(2)
    places = DataFrame(
        {
            "town_code": [f"T{number}" for number in range(200)],
            "latitude": random.uniform(47.5, 48.5, 200),
            "longitude": random.uniform(36.5, 37.5, 200),
        }
    )
    near = pairs(places["latitude"].tolist(), places["longitude"].tolist())
    for one in range(200):
        found = towns_around(places, Series([f"T{one}"]))
        assert {f"T{other}" for first, other in near if first == one} <= set(found)
        assert len(found) < 60


def test_what_is_around_some_towns_is_a_part_of_what_is_around_all() -> None:
    latitude = np.array([48.0, 48.05, np.nan, 48.1, 50.0, np.nan])
    longitude = np.full(6, 37.0)
    some = np.array([1, 2, 4])
    every = pairs_around(latitude, longitude)
    found = pairs_around(latitude, longitude, of=some)
    kept = np.isin(every.one, some)
    assert found.one.tolist() == every.one[kept].tolist() == [1, 1, 1, 2, 4]
    assert found.other.tolist() == every.other[kept].tolist() == [0, 1, 3, 2, 4]
    means = mean_around(np.array([[1.0, 3.0, 5.0, 8.0, 7.0, 9.0]]), pairs=found)
    assert means.tolist() == [[4.0, 5.0, 7.0]]
