"""Kilometres from points to the nearest edge of a held area, on the WGS 84 ellipsoid.

The nearest edge is sought in space, not on a map: points and edges get earth-centred coordinates in metres,
where nothing is stretched and the triangle inequality holds. Then the geodesic to the nearest point of that
edge is measured, so an error can only be towards too far. It has two parts. Straight lines through the earth
and geodesics rank two equally distant places differently where the earth curves differently towards them: at
most 14 m at 1,000 km, 2 m at 500 km. And an edge, straight in longitude and latitude, leaves the straight
line in space by less than 0.3 m over a piece of `PIECE_DEGREES` (below 60 degrees of latitude).
"""

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import ArrayLike
from pyproj import Geod
from shapely import MultiPolygon

from dashboard.ingest.lines.nearest import Numbers, nearest

ELLIPSOID = Geod(ellps="WGS84")
PIECE_DEGREES = 0.02


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
    pieces, shares = nearest(_in_space(points), starts=border.starts_m, steps=border.steps_m)
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
