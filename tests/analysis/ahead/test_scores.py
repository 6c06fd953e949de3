"""Brier scores, pinball losses and ranges, on two claims that can be reckoned in the head."""

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame, Series

from dashboard.analysis.ahead.outlook import POINTS, THRESHOLDS_KM
from dashboard.analysis.ahead.scores import (
    CLAIMS,
    brier_score,
    chance_column,
    pinball_loss,
    point_column,
    ranges,
    scores,
)


def judged(
    *came_km: float, chances: dict[str, float], horizon_days: int = 14, points_km: float = 12
) -> DataFrame:
    """The same claims for every case; every point of a claim is at one distance."""
    claims: dict[str, object] = {"came_km": came_km, "horizon_days": horizon_days}
    for name in CLAIMS:
        claims |= {chance_column(name, km): chances[name] for km in THRESHOLDS_KM}
        claims |= {point_column(name, point): points_km for point in POINTS}
    return DataFrame(claims)


CHANCES = {"outlook": 0.5, "nothing": 0.0, "line": 1.0, "how_often": 0.25}


def test_a_brier_score_is_the_mean_square_of_chance_less_what_came() -> None:
    assert brier_score(Series([1.0, 0.5, 0.0]), Series([1.0, 0.0, 1.0])) == pytest.approx(1.25 / 3)


def test_every_claim_is_scored_beside_the_others() -> None:
    found = scores(judged(10, 10.1, 12, 30, chances=CHANCES)).set_index("threshold_km")
    assert list(found.index) == [5, 10, 15, 25]
    at_ten = found.loc[10]  # one of four came: 10.0 is within
    assert (at_ten["cases"], at_ten["came"]) == (4, 1)
    assert at_ten["outlook"] == 0.25
    assert at_ten["nothing"] == 0.25
    assert at_ten["line"] == 0.75
    assert at_ten["how_often"] == pytest.approx((0.75**2 + 3 * 0.25**2) / 4)
    assert at_ten["best"] == at_ten["how_often"]
    assert at_ten["ratio"] == pytest.approx(0.25 / at_ten["how_often"])


def test_there_is_no_ratio_to_a_yardstick_that_never_failed() -> None:
    found = scores(judged(30, chances=CHANCES))
    assert (found["best"] == 0).all()
    assert found["ratio"].isna().all()


def test_horizons_are_scored_apart() -> None:
    both = pd.concat([judged(10, chances=CHANCES), judged(30, chances=CHANCES, horizon_days=30)])
    found = scores(both)
    assert list(found[found["threshold_km"] == 10]["came"]) == [1, 0]
    assert list(ranges(both)["horizon_days"]) == [14, 30]


@pytest.mark.parametrize(
    ("point", "came_km", "loss"), [(0.9, 14.0, 1.8), (0.9, 11.0, 0.1), (0.1, 14.0, 0.2), (0.5, 12.0, 0.0)]
)
def test_a_pinball_loss_weighs_too_far_and_too_near_by_the_point(
    point: float, came_km: float, loss: float
) -> None:
    assert pinball_loss(np.array([12.0]), np.array([came_km]), point=point) == pytest.approx(loss)


def test_a_range_holds_up_to_and_including_its_ends() -> None:
    rows = judged(9.9, 10, 12, 14, 14.1, chances=CHANCES)
    rows[point_column("outlook", 0.1)], rows[point_column("outlook", 0.9)] = 10.0, 14.0
    assert ranges(rows)["held"].tolist() == [0.6]


def test_the_pinball_loss_is_the_mean_of_the_five_points() -> None:
    found = ranges(judged(14, chances=CHANCES))
    assert found["pinball_nothing"].tolist() == pytest.approx([2 * sum(POINTS) / 5])


def test_nothing_judged_has_no_score() -> None:
    empty = judged(10, chances=CHANCES).iloc[:0]
    assert scores(empty).empty
    assert ranges(empty).empty
