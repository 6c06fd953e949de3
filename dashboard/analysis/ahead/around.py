"""Means over the towns around each town: one point moves by chance, a stretch of the front does not."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from pandas import DataFrame, Series

from dashboard.analysis.columns import is_among
from dashboard.analysis.floats import Floats

AROUND_KM = 10.0
_EARTH_KM = 6371.0


@dataclass(frozen=True)
class Pairs:
    """Town ``one`` and each town ``other`` around it, itself among them; in the order of ``one``."""

    one: NDArray[np.intp]
    other: NDArray[np.intp]


def pairs_around(
    latitude: Floats, longitude: Floats, *, km: float = AROUND_KM, of: NDArray[np.intp] | None = None
) -> Pairs:
    """Towns up to ``km`` from one another; a town without coordinates has itself alone around it.

    With ``of`` (places of towns, rising) only what is around these.
    """
    of = np.arange(len(latitude)) if of is None else of
    is_placed = ~np.isnan(latitude) & ~np.isnan(longitude)
    placed, asked, alone = np.flatnonzero(is_placed), of[is_placed[of]], of[~is_placed[of]]
    tree = shapely.STRtree(np.asarray(shapely.points(longitude[placed], latitude[placed])))
    points = np.asarray(shapely.points(longitude[asked], latitude[asked]))
    found = tree.query(points, predicate="dwithin", distance=_degrees(latitude[placed], km=km))
    one, other = asked[found[0]], placed[found[1]]
    near = _apart_km(latitude, longitude, one, other) <= km
    one, other = np.append(one[near], alone), np.append(other[near], alone)
    order = np.lexsort((other, one))
    return Pairs(one[order], other[order])


def towns_around(places: DataFrame, codes: "Series[str]") -> list[str]:
    """The codes of these towns and of all up to 10 km from one of them; ``places`` has every town."""
    latitude, longitude = (places[name].to_numpy(dtype=float) for name in ("latitude", "longitude"))
    of = np.flatnonzero(is_among(places["town_code"], codes))
    around = np.unique(pairs_around(latitude, longitude, of=of).other)
    return list(dict.fromkeys([*codes.tolist(), *places["town_code"].iloc[around].tolist()]))


def mean_around(values: Floats, *, pairs: Pairs) -> Floats:
    """Per row (a day) the mean over the towns around each ``one`` of the pairs; missing values do not count.

    ``values`` has a row per day and a column per town.
    """
    if not len(pairs.one):
        return values[:, pairs.one]
    starts = np.flatnonzero(np.diff(pairs.one, prepend=-1))
    known = ~np.isnan(values)
    sums = np.add.reduceat(np.where(known, values, 0.0)[:, pairs.other], starts, axis=1)
    counts = np.add.reduceat(known.astype(float)[:, pairs.other], starts, axis=1)
    return np.where(counts > 0, sums / np.maximum(counts, 1.0), np.nan)


def _degrees(latitude: Floats, *, km: float) -> float:
    """As many as ``km`` are at most, where a degree of longitude is shortest."""
    shortest = np.cos(np.radians(np.abs(latitude).max(initial=0.0) + 1))
    return float(np.degrees(km / _EARTH_KM) / max(shortest, 0.01))


def _apart_km(latitude: Floats, longitude: Floats, one: NDArray[np.intp], other: NDArray[np.intp]) -> Floats:
    """By the haversine formula."""
    phi, turn = np.radians(latitude), np.radians(longitude)
    half = np.sin((phi[one] - phi[other]) / 2) ** 2
    half = half + np.cos(phi[one]) * np.cos(phi[other]) * np.sin((turn[one] - turn[other]) / 2) ** 2
    return np.asarray(2 * _EARTH_KM * np.arcsin(np.sqrt(half)))
