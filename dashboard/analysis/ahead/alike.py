"""How alike past cases are to a town's situation: all of them by what followed, and the weight of each."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.analysis.ahead.cases import Cases
from dashboard.analysis.floats import Floats

DISTANCE_WIDTH, MOVED_WIDTH = 3.0, 1.0  # of the logarithm of km + 2, of the inverse hyperbolic sine of km
NEAR_KM, LEAST_KM = 5.0, 2.0


@dataclass(frozen=True)
class InOrder:
    """Cases from the one in which the front came nearest; what followed is the same in many, and then told once.

    Of each case ``day``, and distance and movement in widths: ``far``, ``fast``. Of each change, in proportion to the
    stretch, the place of the first case it followed in: ``begin``; ``end`` is that of the next change.
    """

    day: NDArray[np.int32]
    far: Floats
    fast: Floats
    change: Floats
    begin: NDArray[np.intp]

    @property
    def end(self) -> NDArray[np.intp]:
        return np.append(self.begin, len(self.day))[1:]


def in_order(known: Cases) -> InOrder:
    """The same cases by what followed in them."""
    change = known.change_km / stretch_km(known.distance_km)
    order = np.argsort(change)
    change = change[order]
    begin = np.flatnonzero(np.diff(change, prepend=-np.inf) > 0)
    return InOrder(
        day=known.day[order].astype(np.int32),
        far=_far(known.distance_km)[order],
        fast=_fast(known.moved_km)[order],
        change=change[begin],
        begin=begin,
    )


def stretch_km(distance_km: Floats) -> Floats:
    """What a change is in proportion to: the last kilometres before a town are taken more slowly than open country."""
    return np.minimum(distance_km, NEAR_KM) + LEAST_KM


def weights_of(known: InOrder, *, distance_km: Floats, moved_km: Floats) -> Floats:
    """1 for a case in the same situation, falling to 0 where distance and movement together are too different."""
    weights = known.far - _far(distance_km)[:, None]
    weights *= weights  # each step in place: there are millions of them
    faster = known.fast - _fast(moved_km)[:, None]
    faster *= faster
    weights += faster
    np.subtract(1.0, weights, out=weights)
    np.maximum(weights, 0.0, out=weights)
    weights *= weights
    return weights


def _far(distance_km: Floats) -> Floats:
    return np.log(distance_km + 2) / DISTANCE_WIDTH


def _fast(moved_km: Floats) -> Floats:
    return np.arcsinh(moved_km) / MOVED_WIDTH
