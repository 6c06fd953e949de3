"""How the front may stand after a horizon: the cases comparable with a town's situation, drawn towards all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from dashboard.analysis.ahead.alike import InOrder, in_order, stretch_km, weights_of
from dashboard.analysis.ahead.cases import Cases
from dashboard.analysis.floats import Floats

DRAWN = 50.0  # as many cases speak for how often it happens at all: as many as an outlook needs
AT_ONCE = 16  # as many as stay near the processor
_INSIDE_KM = 0.05  # what rounds to 0
_TIE = 1e-9
_NEVER = 1_000_000  # after every day


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
    ordered = in_order(known)
    parts = [
        _ahead(ordered, distance_km[at : at + AT_ONCE], moved_km[at : at + AT_ONCE], points, within_km)
        for at in range(0, len(distance_km), AT_ONCE)
    ]
    return Ahead(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Ahead)))


def _ahead(
    known: InOrder,
    distance_km: Floats,
    moved_km: Floats,
    points: Sequence[float],
    within_km: Sequence[float],
) -> Ahead:
    weights = weights_of(known, distance_km=distance_km, moved_km=moved_km)
    comparable = weights > 0
    running = np.cumsum(np.add.reduceat(weights, known.begin, axis=1), axis=1)
    total = running[:, -1:]
    squares = np.einsum("ij,ij->i", weights, weights)[:, None]
    some = squares > 0
    like = np.divide(
        total**2, squares, out=np.zeros_like(total), where=some
    )  # so many of equal weight say as much
    running *= np.divide(like, total, out=np.zeros_like(total), where=some)
    running += known.end * (DRAWN / len(known.day))
    running /= like + DRAWN
    stretch = stretch_km(distance_km)
    limits = (np.asarray(within_km, dtype=float) - distance_km[:, None]) / stretch[:, None] + _TIE
    reach = np.searchsorted(known.change, limits, side="right")
    return Ahead(
        cases=np.count_nonzero(comparable, axis=1).astype(float),
        first_day=_NEVER
        + (comparable * (known.day - _NEVER)).min(axis=1).astype(float),  # a tenth of np.where
        points_km=_points(running, known.change, distance_km, points),
        chances=_until(running, reach).clip(0.0, 1.0),
        came=_counts(comparable, np.append(0, known.end)[reach]),
    )


def _counts(comparable: NDArray[np.bool_], ends: NDArray[np.intp]) -> Floats:
    """How many are comparable of each town's own number of cases."""
    counts = [
        [np.count_nonzero(row[:end]) for end in up_to] for row, up_to in zip(comparable, ends, strict=True)
    ]
    return np.array(counts, dtype=float)


def _until(running: Floats, reach: NDArray[np.intp]) -> Floats:
    """The running sum up to each town's own number of changes."""
    last = np.take_along_axis(running, np.maximum(reach - 1, 0), axis=1)
    return np.where(reach > 0, last, 0.0)


def _points(running: Floats, change: Floats, distance_km: Floats, points: Sequence[float]) -> Floats:
    """The distances below which these shares lie; of the cases that end inside the held area half count as below 0."""
    stretch = stretch_km(distance_km)
    inside = np.searchsorted(change, (_INSIDE_KM - distance_km) / stretch, side="right")[:, None]
    below = _until(running, inside) / 2
    asked = np.asarray(points) - _TIE
    apart = 2.0 * np.arange(len(running))[:, None]  # one after the other, the rows are in order too
    places = np.searchsorted((running + apart).ravel(), asked + apart)
    places -= len(change) * np.arange(len(running))[:, None]
    places = np.minimum(np.maximum(places, inside), len(change) - 1)
    nearest = distance_km[:, None] + change[places] * stretch[:, None]
    return np.where(asked <= below, 0.0, np.round(np.maximum(nearest, 0.0), 1))
