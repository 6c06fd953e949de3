"""The three yardsticks, each on a few days of two towns."""

import numpy as np
import pandas as pd
import pytest

from dashboard.analysis.ahead.around import pairs_around
from dashboard.analysis.ahead.cases import Past
from dashboard.analysis.ahead.yardsticks import Claim, yardsticks

POINTS, LIMITS = (0.1, 0.5, 0.9), (5, 10, 15)
NO = np.nan


def known(*towns: list[float]) -> Past:
    """Reports day by day; between two reports the first holds."""
    reported = np.array(towns, dtype=float).T
    held = pd.DataFrame(reported).ffill().to_numpy()
    nowhere = np.full(len(towns), NO)
    codes = pd.Index([f"T{place}" for place in range(len(towns))])
    return Past(pd.Timestamp("2025-01-01"), codes, reported, held, held * 0, pairs_around(nowhere, nowhere))


def claims(past: Past, *, day: int, horizon_days: int) -> dict[str, Claim]:
    columns = np.arange(len(past.codes))
    return yardsticks(
        past, day=day, horizon_days=horizon_days, columns=columns, points=POINTS, within_km=LIMITS
    )


def test_nothing_changes() -> None:
    found = claims(known([12, 11, 10], [16, NO, NO]), day=2, horizon_days=2)["nothing"]
    assert found.points_km.tolist() == [[10] * 3, [16] * 3]
    assert found.chances.tolist() == [[0, 1, 1], [0, 0, 0]]


def test_a_line_goes_on_and_never_below_the_edge() -> None:
    found = claims(known([12, 11, 10], [2, 1, 0.5], [7, NO, NO]), day=2, horizon_days=2)["line"]
    assert found.points_km[:, 0].tolist() == pytest.approx([8, 0, 7])  # level through one report
    assert found.chances.tolist() == [[0, 1, 1], [1, 1, 1], [0, 1, 1]]


def test_a_line_sees_the_reports_of_thirty_days_only() -> None:
    series = [90.0] * 10 + [20 - day / 10 for day in range(31)]
    assert claims(known(series), day=40, horizon_days=10)["line"].points_km[0, 0] == pytest.approx(16)


def test_how_often_counts_every_change_seen_so_far_in_all_towns_outside() -> None:
    past = known([12, 12, 9, 9, 1], [20, 20, 20, 20, 20], [0, 0, 0, 0, 0])
    found = claims(past, day=3, horizon_days=2)["how_often"]  # changes from day 0 and day 1: -3, -3, 0, 0
    assert found.chances.tolist() == [[0, 1, 1], [0, 0, 0], [1, 1, 1]]
    assert found.points_km.tolist() == [[6, 6, 9], [17, 17, 20], [0, 0, 0]]
    earlier = claims(past, day=2, horizon_days=2)["how_often"]  # from day 0: -3, 0
    assert earlier.chances[0].tolist() == [0, 1, 1]
    assert earlier.points_km[0].tolist() == [6, 6, 9]


def test_no_yardstick_sees_a_later_day() -> None:
    one = claims(known([12, 12, 9, 9, 1, 0], [20] * 6), day=3, horizon_days=2)
    other = claims(known([12, 12, 9, 9, 30, 40], [20] * 6), day=3, horizon_days=2)
    for name, claim in one.items():
        assert claim.chances.tolist() == other[name].chances.tolist()
        assert claim.points_km.tolist() == other[name].points_km.tolist()
