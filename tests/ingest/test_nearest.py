"""The search in space against shapely's distance between every point and every piece, in a plane."""

import numpy as np
import pytest
import shapely

from dashboard.ingest import nearest as module
from dashboard.ingest.nearest import Numbers, nearest


def spread(count: int, *, seed: int, width: float) -> Numbers:
    """Places in the plane z = 0, in no order, some close together."""
    chance = np.random.default_rng(seed)
    places = chance.normal(0, width, (count, 2)) * chance.choice([0.01, 0.3, 1], (count, 1))
    return np.column_stack([places, np.zeros(count)])


@pytest.mark.parametrize("pairs_at_once", [1, 50, 32_000])
@pytest.mark.parametrize("seed", range(8))
def test_no_nearest_piece_is_lost_however_the_groups_fall(
    seed: int, pairs_at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAIRS_AT_ONCE", pairs_at_once)
    points, starts = spread(300, seed=seed, width=1000), spread(700, seed=100 + seed, width=1000)
    steps = spread(700, seed=200 + seed, width=60) + (0, 1e-3, 0)
    pieces, shares = nearest(points, starts=starts, steps=steps)
    lines = np.asarray(shapely.linestrings(np.stack([starts, starts + steps], axis=1)[:, :, :2]))
    every = shapely.distance(shapely.points(points[:, :2])[:, None], lines[None, :])
    reached = np.sqrt(((starts[pieces] + shares[:, None] * steps[pieces] - points) ** 2).sum(axis=1))
    np.testing.assert_allclose(reached, every.min(axis=1), rtol=1e-9, atol=1e-5)


def test_one_piece_is_the_nearest_to_all() -> None:
    points = np.array([[0.0, 5.0, 0.0], [20.0, 0.0, 0.0], [-1.0, 0.0, 0.0]])
    pieces, shares = nearest(points, starts=np.zeros((1, 3)), steps=np.array([[10.0, 0.0, 0.0]]))
    assert pieces.tolist() == [0, 0, 0]
    assert shares.tolist() == [0.0, 1.0, 0.0]
