"""Shapes for display are small and keep their form."""

import json
import math
from pathlib import Path

import pytest
import shapely

from dashboard.maps.shapes import display_outlines, display_shape


def circle(points: int) -> shapely.Polygon:
    angles = [2 * math.pi * i / points for i in range(points)]
    return shapely.Polygon([(38 + math.cos(a), 48 + math.sin(a)) for a in angles])


def test_an_area_loses_points_and_hardly_any_area() -> None:
    made = shapely.geometry.shape(display_shape(circle(2000)))
    assert shapely.get_num_coordinates(made) < 100
    assert made.area == pytest.approx(circle(2000).area, rel=0.01)


def test_coordinates_are_rounded() -> None:
    numbers = [number for point in display_shape(circle(50))["coordinates"][0] for number in point]
    assert numbers == [round(number, 4) for number in numbers]


def test_a_border_of_two_areas_stays_common() -> None:
    zigzag = [(1 + 0.02 * (i % 2), i / 10) for i in range(11)]
    left = shapely.Polygon([(0, 0), *zigzag, (0, 1)])
    right = shapely.Polygon([(2, 0), *zigzag, (2, 1)])
    one, other = (shapely.geometry.shape(made) for made in display_outlines([left, right], degrees=0.1))
    assert one.intersection(other).area == 0
    assert one.union(other).area == pytest.approx(2)


def test_a_real_held_area_becomes_small_enough_for_a_slow_line(shared: Path) -> None:
    file = shared / "data" / "front_lines" / "deepstate_2025-09-12.geojson"
    area = shapely.geometry.shape(json.loads(file.read_text())["features"][0]["geometry"])
    made = display_shape(area)
    assert len(json.dumps(made, separators=(",", ":"))) < 60_000
    assert shapely.geometry.shape(made).area == pytest.approx(area.area, rel=0.01)
