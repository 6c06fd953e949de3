"""What an outlook must be better than: nothing changes, a straight line goes on, how often it happens at all."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.analysis.ahead.cases import Past
from dashboard.analysis.floats import Floats

LINE_DAYS = 30
_TIE = 1e-6


@dataclass(frozen=True)
class Claim:
    """One row per town: the chances (0 to 1) by limit, and the points of the distance."""

    chances: Floats
    points_km: Floats


def yardsticks(
    known: Past,
    *,
    day: int,
    horizon_days: int,
    columns: NDArray[np.intp],
    points: Sequence[float],
    within_km: Sequence[float],
) -> dict[str, Claim]:
    """The three claims about the towns of these columns, made on row ``day`` from what was known then."""
    distance_km = known.distance_km[day, columns]
    line_km = _line(known.reported_km[max(day - LINE_DAYS, 0) : day + 1, columns], horizon_days)
    return {
        "nothing": _certain(distance_km, points, within_km),
        "line": _certain(line_km, points, within_km),
        "how_often": _how_often(_changes(known, day, horizon_days), distance_km, points, within_km),
    }


def _certain(km: Floats, points: Sequence[float], within_km: Sequence[float]) -> Claim:
    chances = km[:, None] <= np.asarray(within_km, dtype=float) + _TIE
    return Claim(chances.astype(float), np.repeat(km[:, None], len(points), axis=1))


def _line(reported_km: Floats, horizon_days: int) -> Floats:
    """The least-squares line through the reports of the window, drawn on; its last row is today. Level through one."""
    days = np.arange(len(reported_km))[:, None] - (len(reported_km) - 1.0)
    known = ~np.isnan(reported_km)
    count = known.sum(axis=0)
    middle_day = np.where(known, days, 0.0).sum(axis=0) / count
    middle_km = np.where(known, reported_km, 0.0).sum(axis=0) / count
    from_middle = np.where(known, days - middle_day, 0.0)
    spread = (from_middle**2).sum(axis=0)
    tilted = (from_middle * np.where(known, reported_km - middle_km, 0.0)).sum(axis=0)
    slope = np.divide(tilted, spread, out=np.zeros_like(spread), where=spread > 0)
    return np.asarray(np.maximum(middle_km + slope * (horizon_days - middle_day), 0.0))


def _changes(known: Past, day: int, horizon_days: int) -> Floats:
    """Every change over the horizon that had ended by ``day``, of all towns outside, from every day with a report."""
    begun = np.flatnonzero((~np.isnan(known.reported_km[: max(day - horizon_days + 1, 0)])).any(axis=1))
    then, after = known.distance_km[begun], known.distance_km[begun + horizon_days]
    return np.sort((after - then)[(then > 0) & ~np.isnan(after)])


def _how_often(
    changes_km: Floats, distance_km: Floats, points: Sequence[float], within_km: Sequence[float]
) -> Claim:
    limits = np.asarray(within_km, dtype=float) - distance_km[:, None] + _TIE
    chances = np.searchsorted(changes_km, limits, side="right") / len(changes_km)
    at = np.quantile(changes_km, points, method="inverted_cdf")
    return Claim(chances, np.maximum(distance_km[:, None] + at, 0.0))
