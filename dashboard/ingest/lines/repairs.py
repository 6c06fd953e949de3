"""An area as drawn -> a valid one: a slip of the pen is repaired, more is refused with its place."""

import re
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon, STRtree

from dashboard.errors import FileRefused
from dashboard.ingest.lines.geojson import Place
from dashboard.ingest.lines.outlines import Drawn

# The share of the area that a repair may change.
MAX_CHANGE = 0.01
# Repairing or uniting takes 0.4 s with so many crossings, and a minute with 1,000,000 (measured).
MAX_CROSSINGS = 20_000
# Pairs of edges whose boxes touch: two for each edge of a common outline; so many take 4 s to look at.
MAX_PAIRS = 20_000_000
PAIRS_AT_ONCE = 1_000_000
# As GEOS names them; everything else it says is about rings that do not enclose anything.
FAULTS = {
    "Self-intersection": "the outline crosses itself",
    "Ring Self-intersection": "the outline touches itself",
    "Hole lies outside shell": "a hole lies outside its polygon",
    "Holes are nested": "one hole lies inside another",
    "Nested shells": "one polygon lies inside another",
    "Duplicate Rings": "the same ring is drawn twice",
}


def repaired(drawn: Drawn) -> MultiPolygon:
    """The area, valid, changed by at most 1 %; else FileRefused with the place of the first fault."""
    # First of all: on a scribble even to ask whether it is valid can take minutes.
    if _is_tangled(drawn.area):
        reason = f"the outline crosses itself in more than {MAX_CROSSINGS:,} places"
        raise drawn.place.refused(reason, "Draw the area again, or export it from its source again.")
    if drawn.area.is_valid:
        return drawn.area
    valid = shapely.make_valid(drawn.area, method="structure", keep_collapsed=False)
    if valid.area > 0 and abs(valid.area - drawn.area.area) <= MAX_CHANGE * valid.area:
        return polygons_of(valid)
    raise _faulty(drawn)


def polygons_of(shape: shapely.Geometry) -> MultiPolygon:
    return MultiPolygon([part for part in shapely.get_parts(shape) if isinstance(part, Polygon)])


def united(areas: Sequence[MultiPolygon], place: Place) -> MultiPolygon:
    """What any of the areas covers; raises FileRefused where they cross too often for that."""
    together = MultiPolygon([polygon for area in areas for polygon in area.geoms])
    if len(areas) > 1 and _is_tangled(together):
        reason = f"its polygons cross each other in more than {MAX_CROSSINGS:,} places"
        raise place.refused(reason, "Send one outline of the area for each date and source.")
    return polygons_of(shapely.union_all([*areas]))


def _is_tangled(area: MultiPolygon) -> bool:
    """Whether edges cross in more than `MAX_CROSSINGS` places, or are too entangled to be counted."""
    rings = shapely.get_rings(shapely.get_parts(area))
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    follows = ring[1:] == ring[:-1]
    edges = np.stack([corners[:-1][follows], corners[1:][follows]], axis=1)
    lines = np.asarray(shapely.linestrings(edges))
    tree = STRtree(lines)
    pairs = crossings = 0
    # Few edges at a time: in a scribble each one crosses nearly all others.
    for start in range(0, len(edges), 16):
        first, second = tree.query(lines[start : start + 16])
        later = np.flatnonzero(first + start < second)
        pairs += len(later)
        looked_at = later[:PAIRS_AT_ONCE]
        one, other = edges[first[looked_at] + start], edges[second[looked_at]]
        crossings += int((_parts_ends(one, other) & _parts_ends(other, one)).sum())
        if crossings > MAX_CROSSINGS or pairs > MAX_PAIRS:
            return True
    return False


def _parts_ends(edges: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether the line through each edge has the two ends of the other edge on its two sides."""
    steps = edges[:, 1] - edges[:, 0]
    offsets = others - edges[:, :1]
    sides = steps[:, None, 0] * offsets[..., 1] - steps[:, None, 1] * offsets[..., 0]
    return np.asarray(sides[:, 0] * sides[:, 1] < 0)


def _faulty(drawn: Drawn) -> FileRefused:
    found = re.match(r"(.+)\[(\S+) (\S+)\]", shapely.is_valid_reason(drawn.area))
    if found is None or found[1] not in FAULTS:
        return drawn.place.refused(
            "the outline encloses no area", "Draw the area again, or remove this part."
        )
    where = f"longitude {float(found[2]):.5f}, latitude {float(found[3]):.5f}"
    reason = f"{FAULTS[found[1]]} at {where}, and no repair within {MAX_CHANGE:.0%} of the area is possible"
    return drawn.place.refused(reason, "Correct the outline there, and look for more such places.")
