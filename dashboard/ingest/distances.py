"""Kilometres from points to the nearest edge of a held area, on the WGS 84 ellipsoid.

The nearest edge is sought in space, not on a map: points and edges get earth-centred coordinates in metres,
where nothing is stretched and the triangle inequality holds. Then the geodesic to the nearest point of that
edge is measured, so an error can only be towards too far. It has two parts. Straight lines through the earth
and geodesics rank two equally distant places differently where the earth curves differently towards them: at
most 14 m at 1,000 km, 2 m at 500 km. And an edge, straight in longitude and latitude, leaves the straight
line in space by less than 0.3 m over a piece of `PIECE_DEGREES` (below 60 degrees of latitude).
"""

from typing import NamedTuple, TypeAlias

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import Geod
from shapely import MultiPolygon

Numbers: TypeAlias = NDArray[np.float64]

ELLIPSOID = Geod(ellps="WGS84")
PIECE_DEGREES = 0.02
# Points times pieces that are measured pair by pair; larger groups are split. Fastest of 2,000 to 200,000.
PAIRS_AT_ONCE = 32_000


class Border(NamedTuple):
    """The edges of an area, cut into short pieces; one row a piece."""

    starts: Numbers
    steps: Numbers
    starts_m: Numbers
    steps_m: Numbers


def distances_km(area: MultiPolygon, *, longitudes: ArrayLike, latitudes: ArrayLike) -> Numbers:
    """Distances as stored and shown: kilometres with one decimal, 0.0 within 50 m of the area too.

    NaN where a coordinate is missing.
    """
    return np.round(unrounded_distances_km(area, longitudes=longitudes, latitudes=latitudes), 1)


def unrounded_distances_km(area: MultiPolygon, *, longitudes: ArrayLike, latitudes: ArrayLike) -> Numbers:
    """Kilometres to the nearest edge; 0 inside and on the edge, NaN where a coordinate is missing."""
    points = np.column_stack([np.asarray(longitudes, dtype=float), np.asarray(latitudes, dtype=float)])
    known = np.isfinite(points).all(axis=1)
    distances = np.full(len(points), np.nan)
    shapely.prepare(area)
    held = known & shapely.intersects_xy(area, points[:, 0], points[:, 1])
    distances[held] = 0.0
    outside = known & ~held
    if outside.any():
        distances[outside] = _to_edge_km(points[outside], _border(area))
    return distances


def _to_edge_km(points: Numbers, border: Border) -> Numbers:
    pieces, shares = _nearest(_in_space(points), border)
    feet = border.starts[pieces] + shares[:, None] * border.steps[pieces]
    _, _, metres = ELLIPSOID.inv(points[:, 0], points[:, 1], feet[:, 0], feet[:, 1])
    return np.asarray(metres, dtype=float) / 1000


def _border(area: MultiPolygon) -> Border:
    rings = shapely.get_rings(shapely.get_parts(shapely.segmentize(area, PIECE_DEGREES)))
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    in_space = _in_space(corners)
    steps, steps_m = np.diff(corners, axis=0), np.diff(in_space, axis=0)
    edges = (ring[1:] == ring[:-1]) & (steps_m != 0).any(axis=1)
    return Border(corners[:-1][edges], steps[edges], in_space[:-1][edges], steps_m[edges])


def _in_space(points: Numbers) -> Numbers:
    """Earth-centred coordinates in metres of points on the ellipsoid (EPSG method 9602)."""
    longitude, latitude = np.radians(points).T
    normal = ELLIPSOID.a / np.sqrt(1 - ELLIPSOID.es * np.sin(latitude) ** 2)
    across = normal * np.cos(latitude)
    up = normal * (1 - ELLIPSOID.es) * np.sin(latitude)
    return np.column_stack([across * np.cos(longitude), across * np.sin(longitude), up])


def _nearest(points_m: Numbers, border: Border) -> tuple[NDArray[np.intp], Numbers]:
    """For each point the nearest piece, and how far along it (0 to 1) the nearest place lies.

    Points are halved into ever smaller groups, and each group drops the pieces that cannot be nearest to any
    of its points: if all of them lie within r of the group's centre, these are the pieces more than 2 r
    farther from the centre than the nearest one, by the triangle inequality.
    """
    nearest = np.zeros(len(points_m), dtype=np.intp)
    shares = np.zeros(len(points_m))
    groups = [(np.arange(len(points_m)), np.arange(len(border.starts)))]
    while groups:
        members, pieces = groups.pop()
        group = points_m[members]
        low, high = group.min(axis=0), group.max(axis=0)
        centre = (low + high) / 2
        radius = np.sqrt(((group - centre) ** 2).sum(axis=1).max())
        squares, _ = _squares(np.zeros((1, 3)), border.starts_m[pieces] - centre, border.steps_m[pieces])
        from_centre = np.sqrt(squares[0])
        pieces = pieces[from_centre <= from_centre.min() + 2 * radius]
        if len(members) == 1 or len(members) * len(pieces) <= PAIRS_AT_ONCE:
            squares, along = _squares(
                group - centre, border.starts_m[pieces] - centre, border.steps_m[pieces]
            )
            best = squares.argmin(axis=1)
            nearest[members], shares[members] = pieces[best], along[np.arange(len(members)), best]
        else:
            order = members[np.argsort(group[:, np.argmax(high - low)])]
            groups += [(half, pieces) for half in np.array_split(order, 2)]
    return nearest, shares


def _squares(points: Numbers, starts: Numbers, steps: Numbers) -> tuple[Numbers, Numbers]:
    """Squared distances of points (rows) to pieces (columns), and how far along the piece the foot lies.

    All in metres from a place near the points: products of large coordinates would drown what is near.
    """
    ahead = points @ steps.T - (starts * steps).sum(axis=1)
    lengths = (steps**2).sum(axis=1)
    along = np.clip(ahead / lengths, 0, 1)
    to_starts = (points**2).sum(axis=1)[:, None] - 2 * points @ starts.T + (starts**2).sum(axis=1)
    return np.maximum(to_starts - along * (2 * ahead - along * lengths), 0), along
