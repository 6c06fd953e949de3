"""How the front may stand after a horizon: the cases comparable with a town's situation, drawn towards all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.analysis.cases import Cases
from dashboard.analysis.floats import Floats

DISTANCE_WIDTH, MOVED_WIDTH = 3.0, 1.0  # of the logarithm of km + 2, of the inverse hyperbolic sine of km
DRAWN = 50.0  # as many cases speak for how often it happens at all: as many as an outlook needs
NEAR_KM, LEAST_KM = 5.0, 2.0
AT_ONCE = 32
_INSIDE_KM = 0.05  # what rounds to 0
_TIE = 1e-9


@dataclass(frozen=True)
class Ahead:
    """One row per town; columns of ``points_km`` are points, of ``chances`` (0 to 1) and ``came`` limits."""

    cases: Floats
    first_day: Floats
    points_km: Floats
    chances: Floats
    came: Floats


def ahead(
    known: Cases,
    *,
    distance_km: Floats,
    moved_km: Floats,
    points: Sequence[float],
    within_km: Sequence[float],
) -> Ahead:
    """The outlook of towns at these distances, where the front around them has moved so much lately.

    A case is comparable where distance and movement differ so little that its weight is above 0. What followed in it,
    in proportion to ``stretch_km``, is what may follow here. ``cases`` counts the comparable ones, ``came`` those of
    them that would bring this town within a limit, ``first_day`` is that of the oldest. The chances are shares of the
    weight, in which all cases together count as much as ``DRAWN`` comparable ones.
    """
    change = known.change_km / stretch_km(known.distance_km)
    order = np.argsort(change, kind="stable")
    in_order = replace(
        known,
        day=known.day[order],
        distance_km=known.distance_km[order],
        moved_km=known.moved_km[order],
        change_km=change[order],
    )
    parts = [
        _ahead(in_order, distance_km[at : at + AT_ONCE], moved_km[at : at + AT_ONCE], points, within_km)
        for at in range(0, len(distance_km), AT_ONCE)
    ]
    return Ahead(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Ahead)))


def stretch_km(distance_km: Floats) -> Floats:
    """What a change is in proportion to: the last kilometres before a town are taken more slowly than open country."""
    return np.minimum(distance_km, NEAR_KM) + LEAST_KM


def _ahead(
    known: Cases, distance_km: Floats, moved_km: Floats, points: Sequence[float], within_km: Sequence[float]
) -> Ahead:
    weights = _weights(known, distance_km, moved_km)
    comparable = weights > 0
    total = weights.sum(axis=1, keepdims=True)
    squares = np.einsum("ij,ij->i", weights, weights)[:, None]
    some = squares > 0
    like = np.divide(
        total**2, squares, out=np.zeros_like(total), where=some
    )  # so many of equal weight say as much
    weights *= np.divide(like, total, out=np.zeros_like(total), where=some)
    weights += DRAWN / len(known.day)
    weights /= like + DRAWN
    running = np.cumsum(weights, axis=1)
    stretch = stretch_km(distance_km)
    limits = (np.asarray(within_km, dtype=float) - distance_km[:, None]) / stretch[:, None] + _TIE
    reach = np.asarray(np.searchsorted(known.change_km, limits, side="right"))
    return Ahead(
        cases=comparable.sum(axis=1).astype(float),
        first_day=np.where(comparable, known.day, np.inf).min(axis=1),
        points_km=_points(running, known.change_km, distance_km, points),
        chances=_until(running, reach).clip(0.0, 1.0),
        came=_until(np.cumsum(comparable, axis=1, dtype=np.int32), reach),
    )


def _weights(known: Cases, distance_km: Floats, moved_km: Floats) -> Floats:
    """1 for a case in the same situation, falling to 0 where distance and movement together are too different."""
    farther = (np.log(known.distance_km + 2) - np.log(distance_km + 2)[:, None]) / DISTANCE_WIDTH
    faster = (np.arcsinh(known.moved_km) - np.arcsinh(moved_km)[:, None]) / MOVED_WIDTH
    return np.asarray(np.maximum(1 - farther**2 - faster**2, 0.0) ** 2)


def _until(running: NDArray[Any], reach: NDArray[np.intp]) -> Floats:
    """The running sum up to each town's own number of cases."""
    before = np.concatenate([np.zeros((len(running), 1)), running], axis=1)
    return np.asarray(np.take_along_axis(before, reach, axis=1), dtype=np.float64)


def _points(running: Floats, change: Floats, distance_km: Floats, points: Sequence[float]) -> Floats:
    """The distances below which these shares lie; of the cases that end inside the held area half count as below 0."""
    stretch = stretch_km(distance_km)
    inside = np.asarray(np.searchsorted(change, (_INSIDE_KM - distance_km) / stretch, side="right"))
    below = _until(running, inside[:, None]) / 2
    asked = np.asarray(points) - _TIE
    places = np.stack([np.searchsorted(row, asked) for row in running])
    places = np.minimum(np.maximum(places, inside[:, None]), len(change) - 1)
    nearest = distance_km[:, None] + change[places] * stretch[:, None]
    return np.asarray(np.where(asked <= below, 0.0, np.round(np.maximum(nearest, 0.0), 1)), dtype=np.float64)
