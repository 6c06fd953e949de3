"""Sparklines: bars from 0, gaps for what is missing."""

import re

from dashboard.look.spark import AT_MOST, sparkline


def bars(markup: str) -> list[tuple[float, float]]:
    """Left edge and height of each bar, in per cent."""
    corners = re.search(r"polygon\(([^)]*)\)", markup)
    assert corners is not None
    points = [[float(part.strip("%")) for part in point.split()] for point in corners[1].split(",")][1:-1]
    return [(points[i][0], 100 - points[i + 1][1]) for i in range(0, len(points), 4)]


def test_heights_are_in_proportion_to_the_highest_value() -> None:
    assert bars(sparkline([10, 5, 20], label="x")) == [(0, 50), (33.33, 25), (66.67, 100)]


def test_a_missing_value_leaves_a_gap_and_a_zero_a_stub() -> None:
    assert bars(sparkline([None, 0, 10, float("nan")], label="x")) == [(25, 6), (50, 100)]


def test_only_zeros_are_stubs_and_no_full_bars() -> None:
    assert bars(sparkline([0, 0], label="x")) == [(0, 6), (50, 6)]


def test_only_the_newest_values_are_drawn() -> None:
    assert len(bars(sparkline([1.0] * (AT_MOST + 5), label="x"))) == AT_MOST


def test_without_any_value_nothing_is_drawn_and_the_label_stays() -> None:
    assert sparkline([None], label="no <b>") == (
        '<span class="dash-spark" role="img" aria-label="no &lt;b&gt;"></span>'
    )
