"""An area as drawn -> a valid one: a slip of the pen is repaired, more is refused with its place."""

import re

import shapely
from shapely import MultiPolygon, Polygon, STRtree

from dashboard.errors import FileRefused
from dashboard.ingest.outlines import Drawn

# The share of the area that a repair may change.
MAX_CHANGE = 0.01
# A repair of 1,000 crossings takes under 1 s, of 1,000,000 a minute (measured).
MAX_CROSSINGS = 1_000
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
    if drawn.area.is_valid:
        return drawn.area
    if not _is_tangled(drawn.area):
        valid = shapely.make_valid(drawn.area, method="structure", keep_collapsed=False)
        if valid.area > 0 and abs(valid.area - drawn.area.area) <= MAX_CHANGE * valid.area:
            return polygons_of(valid)
    raise _faulty(drawn)


def polygons_of(shape: shapely.Geometry) -> MultiPolygon:
    return MultiPolygon([part for part in shapely.get_parts(shape) if isinstance(part, Polygon)])


def _is_tangled(area: MultiPolygon) -> bool:
    """Whether there are too many crossings to repair in reasonable time."""
    rings = shapely.get_rings(shapely.get_parts(area))
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    follows = ring[1:] == ring[:-1]
    edges = shapely.linestrings([*zip(corners[:-1][follows], corners[1:][follows], strict=True)])
    tree = STRtree(edges)
    crossings = 0
    # Few edges at a time: in a scribble each one crosses nearly all others.
    for start in range(0, len(edges), 16):
        crossings += tree.query(edges[start : start + 16], predicate="crosses").shape[1]
        # Every crossing is found from both of its edges.
        if crossings > 2 * MAX_CROSSINGS:
            return True
    return False


def _faulty(drawn: Drawn) -> FileRefused:
    found = re.match(r"(.+)\[(\S+) (\S+)\]", shapely.is_valid_reason(drawn.area))
    if found is None or found[1] not in FAULTS:
        return drawn.place.refused(
            "the outline encloses no area", "Draw the area again, or remove this part."
        )
    where = f"longitude {float(found[2]):.5f}, latitude {float(found[3]):.5f}"
    reason = f"{FAULTS[found[1]]} at {where}, and no repair within {MAX_CHANGE:.0%} of the area is possible"
    return drawn.place.refused(reason, "Correct the outline there, and look for more such places.")
