"""Outlines of areas, taken apart to be compared."""

from collections.abc import Iterable
from itertools import pairwise

import shapely


def edges(areas: Iterable[shapely.Geometry]) -> set[frozenset[tuple[float, float]]]:
    """Pairs of neighbouring corners, rounded to three decimals."""
    found = set()
    for ring in shapely.get_rings(list(areas)):
        corners = [(float(x), float(y)) for x, y in shapely.get_coordinates(ring).round(3)]
        found |= {frozenset(pair) for pair in pairwise(corners) if pair[0] != pair[1]}
    return found
