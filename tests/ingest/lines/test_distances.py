"""Distances against an independent search: edges sampled ever more finely, measured on the ellipsoid."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from pyproj import Geod
from shapely import MultiPolygon, Polygon

from dashboard.ingest.lines.distances import distances_km, unrounded_distances_km
from dashboard.ingest.lines.front_lines import read_front_lines
from dashboard.ingest.lines.repairs import polygons_of

WGS_84 = Geod(ellps="WGS84")
SQUARE = MultiPolygon([shapely.box(37, 48, 38, 49)])
WITH_HOLE = MultiPolygon(
    [Polygon(shapely.box(30, 45, 40, 50).exterior, [shapely.box(34, 47, 36, 48).exterior])]
)
# The towns as points of OCHA and the official register (KATOTTG, 2025-05-16).
BILOZERSKE = (37.06019, 48.53411)
FIRST_DAYS_INSIDE = [
    ("Kurakhove", (37.28127, 47.98449), date(2024, 12, 17)),
    ("Toretsk", (37.85253, 48.39818), date(2025, 1, 9)),
    ("Velyka Novosilka", (36.8436, 47.84385), date(2025, 1, 24)),
    ("Chasiv Yar", (37.83388, 48.58905), date(2025, 5, 16)),
]


def one(area: MultiPolygon, point: tuple[float, float]) -> float:
    return float(unrounded_distances_km(area, longitudes=[point[0]], latitudes=[point[1]])[0])


def metres(point: tuple[float, float], places: NDArray[np.float64]) -> NDArray[np.float64]:
    count = len(places)
    _, _, lengths = WGS_84.inv(np.full(count, point[0]), np.full(count, point[1]), *places.T)
    return np.asarray(lengths, dtype=float)


def cut(edges: NDArray[np.float64], step_degrees: float) -> NDArray[np.float64]:
    """Edges (start, end) in equal parts of at most ``step_degrees``, straight in longitude and latitude."""
    steps = edges[:, 2:] - edges[:, :2]
    counts = np.maximum(1, np.ceil(np.hypot(*steps.T) / step_degrees)).astype(int)
    edge = np.repeat(np.arange(len(edges)), counts)
    share = np.concatenate([np.arange(count) / count for count in counts])[:, None]
    starts = edges[edge, :2] + share * steps[edge]
    return np.hstack([starts, starts + steps[edge] / counts[edge, None]])


def searched_km(
    area: MultiPolygon, point: tuple[float, float], *, steps: tuple[float, ...] = (0.02, 0.001, 0.00002)
) -> float:
    """The distance to the nearest of samples 2 m apart, on every stretch that can hold the nearest place."""
    rings = [ring for polygon in area.geoms for ring in (polygon.exterior, *polygon.interiors)]
    edges = np.array([[*start[:2], *end[:2]] for ring in rings for start, end in pairwise(ring.coords)])
    for step in steps:
        edges = cut(edges, step)
        reached = np.minimum(metres(point, edges[:, :2]), metres(point, edges[:, 2:]))
        edges = edges[reached <= reached.min() + step * 112_000]
    return float(reached.min() / 1000)


def front(shared: Path, day: date) -> MultiPolygon:
    name = f"deepstate_{day}.geojson"
    content = (shared / "data/front_lines" / name).read_bytes()
    return read_front_lines(content, file_name=name, on=day, source="DeepState")[0].area


def days(shared: Path) -> list[date]:
    names = sorted((shared / "data/front_lines").glob("deepstate_*.geojson"))
    return [date.fromisoformat(name.stem.removeprefix("deepstate_")) for name in names]


@pytest.mark.parametrize(
    ("area", "point"),
    [
        (SQUARE, (36.9, 48.5)),
        (SQUARE, (37.5, 49.0001)),
        (SQUARE, (22.2, 48.6)),
        (SQUARE, (30, 44.4)),
        (WITH_HOLE, (34.9, 47.6)),
        (WITH_HOLE, (25, 52)),
        (MultiPolygon([Polygon([(31, 46), (40, 49), (40.1, 48.9)])]), (32, 51)),
        (MultiPolygon([Polygon([(31, 46), (40, 49), (40.1, 48.9)])]), (35.1, 47.4)),
    ],
)
def test_a_distance_is_that_of_an_independent_search_to_10_m(
    area: MultiPolygon, point: tuple[float, float]
) -> None:
    assert one(area, point) == pytest.approx(searched_km(area, point), abs=0.01)


def test_the_long_northern_edge_of_a_box_is_followed_along_its_parallel() -> None:
    # The great circle between its ends runs 57 km north of the parallel's middle; the map draws the parallel.
    area = MultiPolygon([shapely.box(25, 46, 40, 50)])
    south, north = (32.5, 50), (32.5, 50.2)
    assert one(area, north) == pytest.approx(WGS_84.inv(*south, *north)[2] / 1000, abs=0.005)


@pytest.mark.parametrize("centre", [(31.0, 48.5), (20.0, 0.0)])
def test_equally_far_in_all_directions_costs_at_most_14_m_at_1000_km(centre: tuple[float, float]) -> None:
    azimuths = np.arange(0, 360, 0.25)
    count = len(azimuths)
    longitudes, latitudes, _ = WGS_84.fwd(
        np.full(count, centre[0]), np.full(count, centre[1]), azimuths, np.full(count, 1_000_000.0)
    )
    around = Polygon(
        shapely.box(*centre, *centre).envelope.buffer(20).exterior,
        [[*zip(longitudes, latitudes, strict=True)]],
    )
    area = MultiPolygon([around])
    error_m = 1000 * (one(area, centre) - searched_km(area, centre, steps=(0.02, 0.001)))
    assert -0.1 <= error_m <= 14


@pytest.mark.parametrize(
    ("northern_km", "eastern_km"), [(300.0, 300.05), (300.05, 300.0), (900, 900.05), (900.05, 900)]
)
def test_of_two_areas_in_different_directions_the_nearer_one_counts(
    northern_km: float, eastern_km: float
) -> None:
    point = (25.0, 45.0)
    areas = []
    for azimuth, distance_km in [(0.0, northern_km), (90.0, eastern_km)]:
        longitude, latitude, _ = WGS_84.fwd(*point, azimuth, 1000 * distance_km)
        tip = [
            (longitude, latitude),
            (longitude + 0.02, latitude + 0.005),
            (longitude + 0.005, latitude + 0.02),
        ]
        areas.append(Polygon(tip))
    assert one(MultiPolygon(areas), point) == pytest.approx(min(northern_km, eastern_km), abs=0.001)


def test_towns_sought_together_each_find_their_own_nearest_area() -> None:
    # From the middle between the two towns the western area is 1.7 times their reach farther than the eastern one.
    area = MultiPolygon([shapely.box(37.1, 47, 37.3, 49), shapely.box(34.8, 47, 35.05, 49)])
    found = unrounded_distances_km(area, longitudes=[36.0, 37.0], latitudes=[48.0, 48.0])
    alone = [searched_km(area, (36.0, 48.0)), searched_km(area, (37.0, 48.0))]
    np.testing.assert_allclose(found, alone, rtol=0, atol=0.001)


def test_real_fronts_agree_with_an_independent_search_everywhere_in_ukraine(shared: Path) -> None:
    area = front(shared, date(2025, 9, 12))
    chance = np.random.default_rng(20250912)
    longitudes, latitudes = chance.uniform(22, 40.3, 60), chance.uniform(44.2, 52.5, 60)
    found = unrounded_distances_km(area, longitudes=longitudes, latitudes=latitudes)
    outside = found > 0
    expected = [
        searched_km(area, point) for point in zip(longitudes[outside], latitudes[outside], strict=True)
    ]
    assert outside.sum() > 50
    assert found.max() > 800
    np.testing.assert_allclose(found[outside], expected, rtol=0, atol=0.01)


def test_a_salient_near_bilozerske_brings_the_front_to_11_8_km_within_two_days(shared: Path) -> None:
    # A corner of the area lies as near as that; 22.1 and 14.8 km, published for these days, fit a
    # point some 3 km farther west.
    corners = {10: (37.2776458, 48.4358458), 12: (37.2197303, 48.527385)}
    for day, distance_km in [(10, 19.4), (12, 11.8)]:
        area = front(shared, date(2025, 8, day))
        found = distances_km(area, longitudes=[BILOZERSKE[0]], latitudes=[BILOZERSKE[1]])
        assert found.tolist() == [distance_km]
        assert WGS_84.inv(*BILOZERSKE, *corners[day])[2] / 1000 == pytest.approx(distance_km, abs=0.05)


@pytest.mark.parametrize(("town", "point", "first_inside"), FIRST_DAYS_INSIDE)
def test_a_town_is_outside_before_its_first_day_inside_and_0_km_after(
    shared: Path, town: str, point: tuple[float, float], first_inside: date
) -> None:
    known = days(shared)
    before, after = (
        max(day for day in known if day < first_inside),
        min(day for day in known if day >= first_inside),
    )
    assert (after - before).days <= 8, town
    assert one(front(shared, before), point) > 0
    assert one(front(shared, after), point) == 0


def test_the_edge_a_corner_and_the_inside_are_0_km_and_a_hole_is_outside() -> None:
    longitudes, latitudes = [30.0, 30.0, 32.0, 34.0, 35.0], [47.0, 45.0, 48.5, 47.5, 47.5]
    found = distances_km(WITH_HOLE, longitudes=longitudes, latitudes=latitudes)
    assert found.tolist() == [0.0, 0.0, 0.0, 0.0, 55.6]


def test_a_missing_coordinate_gives_a_missing_distance_not_zero() -> None:
    longitudes, latitudes = [37.5, np.nan, 37.5, np.nan], [48.5, 48.5, np.nan, np.nan]
    found = distances_km(SQUARE, longitudes=longitudes, latitudes=latitudes)
    np.testing.assert_array_equal(found, [0.0, np.nan, np.nan, np.nan])


def test_a_column_with_missing_values_of_any_kind_is_understood() -> None:
    towns = pd.DataFrame({"longitude": [37.5, None], "latitude": [48.5, None]})
    for kind in ("float64", "Float64", "object"):
        columns = towns.astype(kind)
        found = distances_km(SQUARE, longitudes=columns["longitude"], latitudes=columns["latitude"])
        np.testing.assert_array_equal(found, [0.0, np.nan])


def test_no_points_give_no_distances() -> None:
    assert distances_km(SQUARE, longitudes=[], latitudes=[]).tolist() == []


def test_distances_have_one_decimal() -> None:
    found = unrounded_distances_km(SQUARE, longitudes=[36.9, 36.0], latitudes=[48.5, 47.0])
    rounded = distances_km(SQUARE, longitudes=[36.9, 36.0], latitudes=[48.5, 47.0])
    assert rounded.tolist() == [round(float(distance), 1) for distance in found]


@st.composite
def areas(draw: st.DrawFn) -> MultiPolygon:
    corner = st.tuples(st.integers(3000, 4000), st.integers(4500, 5100))
    boxes = draw(
        st.lists(st.tuples(corner, st.integers(1, 200), st.integers(1, 200)), min_size=1, max_size=6)
    )
    drawn = [
        shapely.box(west / 100, south / 100, (west + width) / 100, (south + height) / 100)
        for (west, south), width, height in boxes
    ]
    return polygons_of(shapely.union_all(drawn, grid_size=1e-6))


POINTS = st.lists(st.tuples(st.floats(29, 41), st.floats(44.5, 52)), min_size=1, max_size=20)


@settings(max_examples=100, deadline=None)
@given(areas(), POINTS)
def test_a_distance_is_never_negative_and_0_exactly_where_the_area_covers_the_point(
    area: MultiPolygon, points: list[tuple[float, float]]
) -> None:
    found = unrounded_distances_km(area, longitudes=[x for x, _ in points], latitudes=[y for _, y in points])
    covered = np.array([area.covers(shapely.Point(point)) for point in points])
    # Nearer than a micrometre, the geodesic itself comes out as 0.
    touching = np.array([area.distance(shapely.Point(point)) < 1e-11 for point in points])
    assert (found >= 0).all()
    assert (found[covered] == 0).all()
    assert (found[~covered & ~touching] > 0).all()


@settings(max_examples=100, deadline=None)
@given(areas(), areas(), POINTS)
def test_more_area_never_makes_a_distance_longer(
    area: MultiPolygon, more: MultiPolygon, points: list[tuple[float, float]]
) -> None:
    longitudes, latitudes = [x for x, _ in points], [y for _, y in points]
    before = unrounded_distances_km(area, longitudes=longitudes, latitudes=latitudes)
    both = polygons_of(shapely.union_all([area, more], grid_size=1e-6))
    after = unrounded_distances_km(both, longitudes=longitudes, latitudes=latitudes)
    # Within what the search may lose at this range (2 m at 500 km, with its third power).
    assert (after <= before + 0.0003 + 0.002 * (before / 500) ** 3).all()


@settings(max_examples=50, deadline=None)
@given(areas(), POINTS, st.randoms(use_true_random=False))
def test_the_order_of_rings_and_corners_changes_nothing(
    area: MultiPolygon, points: list[tuple[float, float]], chance: Random
) -> None:
    longitudes, latitudes = [x for x, _ in points], [y for _, y in points]
    polygons = [
        Polygon(polygon.exterior.coords[::-1], [hole.coords[::-1] for hole in reversed(polygon.interiors)])
        for polygon in area.geoms
    ]
    chance.shuffle(polygons)
    found = unrounded_distances_km(MultiPolygon(polygons), longitudes=longitudes, latitudes=latitudes)
    expected = unrounded_distances_km(area, longitudes=longitudes, latitudes=latitudes)
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-4)
