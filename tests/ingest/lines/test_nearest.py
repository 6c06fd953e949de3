"""The search in space against shapely's distance between every point and every piece, in a plane."""

import numpy as np
import pytest
import shapely

from dashboard.ingest.lines import nearest as module
from dashboard.ingest.lines.nearest import Numbers, nearest


def spread(count: int, *, seed: int, width: float) -> Numbers:
    """Places in the plane z = 0, in no order, some close together."""
    chance = np.random.default_rng(seed)
    places = chance.normal(0, width, (count, 2)) * chance.choice([0.01, 0.3, 1], (count, 1))
    return np.column_stack([places, np.zeros(count)])


@pytest.mark.parametrize("pairs_at_once", [1, 50, 32_000])
@pytest.mark.parametrize("step_m", [60, 3000])
@pytest.mark.parametrize("seed", range(8))
def test_no_nearest_piece_is_lost_however_the_groups_fall(
    seed: int, step_m: float, pairs_at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAIRS_AT_ONCE", pairs_at_once)
    points, starts = spread(300, seed=seed, width=1000), spread(700, seed=100 + seed, width=1000)
    steps = spread(700, seed=200 + seed, width=step_m) + np.array([0, 1e-3, 0])
    pieces, shares = nearest(points, starts=starts, steps=steps)
    lines = np.asarray(shapely.linestrings(np.stack([starts, starts + steps], axis=1)[:, :, :2]))
    every = shapely.distance(np.asarray(shapely.points(points[:, :2]))[:, None], lines[None, :])
    reached = np.sqrt(((starts[pieces] + shares[:, None] * steps[pieces] - points) ** 2).sum(axis=1))
    np.testing.assert_allclose(reached, every.min(axis=1), rtol=1e-9, atol=1e-5)


def test_one_piece_is_the_nearest_to_all() -> None:
    points = np.array([[0.0, 5.0, 0.0], [20.0, 0.0, 0.0], [-1.0, 0.0, 0.0]])
    pieces, shares = nearest(points, starts=np.zeros((1, 3)), steps=np.array([[10.0, 0.0, 0.0]]))
    assert pieces.tolist() == [0, 0, 0]
    assert shares.tolist() == [0.0, 1.0, 0.0]


def test_a_block_is_not_nearer_than_its_pieces_because_its_centre_is() -> None:
    # The first eight lie on two sides of (10, 0), 13.5 from the point; the other eight at 12.
    starts = np.array([[10.0, 9.0, 0.0]] * 4 + [[10.0, -9.0, 0.0]] * 4 + [[-12.0, 0.0, 0.0]] * 8)
    pieces, _ = nearest(np.zeros((1, 3)), starts=starts, steps=np.full((16, 3), 1e-6))
    assert pieces[0] >= 8


def test_a_long_piece_counts_by_its_end_not_by_its_middle() -> None:
    starts = np.array([[1.0, 0.0, 0.0]] * 8 + [[-12.0, 0.0, 0.0]] * 8)
    steps = np.array([[38.0, 0.0, 0.0]] * 8 + [[0.0, 1.0, 0.0]] * 8)
    pieces, shares = nearest(np.zeros((1, 3)), starts=starts, steps=steps)
    assert (pieces[0] < 8, shares[0]) == (True, 0.0)


def test_points_sought_together_each_find_their_own_nearest_piece() -> None:
    # Seen from the middle between the points the second piece is 190 farther than the first, of at most 200.
    points = np.array([[-100.0, 0.0, 0.0], [100.0, 0.0, 0.0]])
    starts = np.array([[1000.0, 0.0, 0.0], [-1190.0, 0.0, 0.0]])
    pieces, _ = nearest(points, starts=starts, steps=np.array([[0.0, 0.1, 0.0]] * 2))
    assert pieces.tolist() == [1, 0]
