"""The coordinates of a GeoJSON polygon -> the polygon, or a refusal that names the ring and the position."""

from typing import cast

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon

from dashboard.ingest.lines.geojson import EXPORT_AGAIN, Place, as_found

# A triangle and its first corner again (RFC 7946, 3.1.6).
FEWEST_POSITIONS = 4
REMOVE_OR_DRAW = "Draw the area, or remove this part of the file."


def read_polygon(rings: object, place: Place) -> Polygon:
    shell, *holes = [
        _ring(ring, place.within(f"ring {number}"))
        for number, ring in enumerate(filled(rings, place), start=1)
    ]
    return Polygon(shell, holes)


def _ring(found: object, place: Place) -> NDArray[np.float64]:
    positions = filled(found, place)
    if len(positions) < FEWEST_POSITIONS:
        reason = f"the ring has {len(positions)} positions, expected at least {FEWEST_POSITIONS}"
        raise place.refused(reason, REMOVE_OR_DRAW)
    for number, position in enumerate(positions, start=1):
        if not (isinstance(position, list) and len(position) >= 2 and _numbers(position[:2])):
            reason = f"position {number} is {_shown_position(position)}, expected longitude and latitude"
            raise place.refused(reason, EXPORT_AGAIN)
    corners = _floats(cast(list[list[float]], positions))
    infinite = ~np.isfinite(corners).all(axis=1)
    if infinite.any():
        reason = f"position {int(infinite.argmax()) + 1} is infinite, expected degrees"
        raise place.refused(reason, "Correct or remove that position.")
    if (corners[0] != corners[-1]).any():
        reason = "the ring is not closed: its last position differs from its first"
        raise place.refused(reason, "Check that nothing is missing, and end the ring where it starts.")
    return corners


def filled(found: object, place: Place) -> list[object]:
    if not isinstance(found, list):
        raise place.refused(f"found {as_found(found)}, expected a list", EXPORT_AGAIN)
    if not found:
        raise place.refused("found an empty list, expected an area", REMOVE_OR_DRAW)
    return found


def _numbers(values: list[object]) -> bool:
    # By exact type: a bool is an int to Python.
    return all(type(value) in (int, float) for value in values)


def _shown_position(position: object) -> str:
    values = position[:2] if isinstance(position, list) and position else [position]
    return ", ".join(as_found(value) for value in values)


def _floats(positions: list[list[float]]) -> NDArray[np.float64]:
    """Longitude and latitude only; heights are dropped. A whole number beyond any float becomes infinite."""
    try:
        return np.array([position[:2] for position in positions], dtype=float)
    except OverflowError:
        return np.array([[float(f"{value}") for value in position[:2]] for position in positions])
