"""A sketch of the held area, drawn from the towns' distances alone.

The real polygons may not be handed on. A town at a distance d says that nothing within d of it is held, a
town at 0 that it lies in the held area. What these two statements leave open is drawn as held: the oblast
without all the discs, as far as it hangs together with a town at 0. The edge is therefore right beside towns
and a guess between them, and bulges outwards where there are none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely import Geometry, MultiPolygon

SOURCE = "Sketch from distances (demonstration)"
# Transverse Mercator in km through the middle of the oblast: lengths are right to 1 in 2,000 within 200 km.
PLANE = Transformer.from_crs(
    "EPSG:4326", "+proj=tmerc +lat_0=48.3 +lon_0=37.6 +ellps=WGS84 +units=km", always_xy=True
)
ROUNDING_KM = 0.05  # a distance of one decimal is up to this much nearer
NECK_KM = 1.0  # arms narrower than twice this are what the discs happen to leave between them
SIMPLIFY_KM = 0.3
HELD_TOWN_KM = 0.4  # half the side of the patch that keeps a held town inside when the edge is thinned
GRID_DEGREES = 0.001


@dataclass(frozen=True)
class Measured:
    """The towns on one day: their places in the plane and their distances, all in km."""

    points: NDArray[np.object_]
    distances_km: NDArray[np.float64]

    @property
    def held(self) -> NDArray[np.object_]:
        return np.asarray(self.points[self.distances_km == 0])

    @property
    def free(self) -> NDArray[np.object_]:
        return np.asarray(self.points[self.distances_km > 0])


def in_plane(geometry: Geometry) -> Geometry:
    """From degrees to kilometres."""
    return shapely.transform(geometry, lambda at: np.column_stack(PLANE.transform(at[:, 0], at[:, 1])))


def in_degrees(geometry: Geometry) -> Geometry:
    """From kilometres to degrees."""
    return shapely.transform(
        geometry, lambda at: np.column_stack(PLANE.transform(at[:, 0], at[:, 1], direction="INVERSE"))
    )


def measured(places: Sequence[tuple[float, float]], distances_km: Sequence[float]) -> Measured:
    """The towns with their places (longitude, latitude) turned into kilometres."""
    x, y = PLANE.transform([place[0] for place in places], [place[1] for place in places])
    return Measured(np.asarray(shapely.points(x, y)), np.array(distances_km))


def _discs(towns: Measured) -> Geometry:
    apart = towns.distances_km > 0
    radii = np.maximum(towns.distances_km[apart] - ROUNDING_KM, ROUNDING_KM)
    return shapely.union_all(shapely.buffer(towns.points[apart], radii, quad_segs=32))


def _with_held_towns(area: Geometry, towns: Measured) -> Geometry:
    """The parts that hold a town at 0, and a small patch for a held town that is left outside.

    Thinning leaves some outside, and the generalised outline of the oblast Trypillia (by 1.1 km). A patch
    never reaches half the way to the next town that is not held.
    """
    if len(towns.free):
        room = np.minimum(HELD_TOWN_KM, shapely.distance(towns.held, shapely.multipoints(towns.free)) / 2)
    else:
        room = np.full(len(towns.held), HELD_TOWN_KM)
    patched = shapely.union_all([area, *shapely.buffer(towns.held, room, quad_segs=2)])
    parts = shapely.get_parts(patched)
    return shapely.union_all(parts[shapely.intersects(parts, shapely.multipoints(towns.held))])


def sketch(towns: Measured, *, oblast: Geometry) -> MultiPolygon:
    """The held area of one day in degrees, with three decimals.

    ``oblast`` is its outline in the plane. Every town at 0 lies inside, no other town does.
    """
    possible = shapely.difference(oblast, _discs(towns))
    opened = shapely.buffer(shapely.buffer(possible, -NECK_KM), NECK_KM)
    thinned = shapely.simplify(_with_held_towns(opened, towns), SIMPLIFY_KM)
    # Thinning may cut a corner over a town: it gets its own side back, as wide as it is known to be.
    own_side = np.clip(towns.distances_km[towns.distances_km > 0] - ROUNDING_KM, 0.08, SIMPLIFY_KM)
    freed = shapely.difference(thinned, shapely.union_all(shapely.buffer(towns.free, own_side, quad_segs=2)))
    rounded = shapely.set_precision(in_degrees(_with_held_towns(freed, towns)), GRID_DEGREES)
    parts = shapely.get_parts(rounded)
    return MultiPolygon([part for part in parts if part.area > 0])
