"""Lines: apart by town and source, broken where nobody reported."""

from collections.abc import Callable
from itertools import pairwise

import numpy
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame

from dashboard.charts.series import apart, broken, day_array, series_of

Frame = Callable[..., DataFrame]


def test_a_series_is_one_town_of_one_source(distances: Frame) -> None:
    rows = [
        ("a", "ISW", "2025-09-01", 9.0),
        ("a", "VIINA", "2025-09-01", 8.0),
        ("b", "ISW", "2025-09-01", 7.0),
    ]
    every = series_of(distances(rows), value="front_distance_km", source="source")
    assert [(s.town_code, s.town_name, s.source, s.last) for s in every] == [
        ("a", "A", "ISW", 9),
        ("a", "A", "VIINA", 8),
        ("b", "B", "ISW", 7),
    ]


def test_no_reports_make_no_series(distances: Frame) -> None:
    assert series_of(distances([]), value="front_distance_km", source="source") == []


def test_a_line_breaks_after_the_gap_and_not_at_it(distances: Frame) -> None:
    rows = [("a", "x", day, 1.0) for day in ("2025-08-01", "2025-08-15", "2025-08-30")]
    reports = distances(rows)
    x, y = broken(day_array(reports), numpy.array([1.0, 2.0, 3.0]), gap_days=14)
    assert x == ["2025-08-01", "2025-08-15", "2025-08-15", "2025-08-30"]
    assert y == [1, 2, None, 3]


def test_a_report_without_a_value_is_no_point_and_no_zero(distances: Frame) -> None:
    rows = [("a", "x", day, value) for day, value in (("2025-08-01", 5.0), ("2025-08-02", None))]
    series = series_of(distances(rows), value="front_distance_km", source="source")[0]
    assert broken(series.days, series.values, gap_days=14) == (["2025-08-01"], [5])
    assert series.last == 5


@given(st.lists(st.floats(0, 300), min_size=1, max_size=8))
def test_labels_keep_their_order_their_distance_and_stay_below_the_top(heights: list[float]) -> None:
    placed = apart(heights, least=16, highest=300)
    ordered = [placed[i] for i in sorted(range(len(heights)), key=lambda i: heights[i])]
    assert all(upper - lower >= 16 - 1e-6 for lower, upper in pairwise(ordered))
    assert max(placed) <= 300
