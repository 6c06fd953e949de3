"""An area as drawn -> a valid one: a slip of the pen is repaired, more is refused with its place."""

import re
from collections.abc import Sequence

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon, STRtree

from dashboard.errors import FileRefused
from dashboard.ingest.geojson import Place
from dashboard.ingest.outlines import Drawn

# The share of the area that a repair may change.
MAX_CHANGE = 0.01
# Repairing or uniting takes 0.4 s with so many crossings, and a minute with 1,000,000 (measured).
MAX_CROSSINGS = 20_000
# Other edges whose boxes touch an edge's own, on average: 2 on a sound outline, thousands in a scribble.
MAX_NEIGHBOURS = 10
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


def united(areas: Sequence[MultiPolygon], place: Place) -> MultiPolygon:
    """What any of the areas covers; raises FileRefused where they cross too often for that."""
    together = MultiPolygon([polygon for area in areas for polygon in area.geoms])
    if len(areas) > 1 and _is_tangled(together):
        reason = f"its polygons cross each other in more than {MAX_CROSSINGS:,} places"
        raise place.refused(reason, "Send one outline of the area for each date and source.")
    return polygons_of(shapely.union_all([*areas]))


def _is_tangled(area: MultiPolygon) -> bool:
    """Whether edges cross in more than `MAX_CROSSINGS` places, or come too near too often to be counted."""
    corners, ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(area)), return_index=True)
    follows = ring[1:] == ring[:-1]
    edges = shapely.linestrings(np.stack([corners[:-1][follows], corners[1:][follows]], axis=1))
    tree = STRtree(edges)
    pairs = crossings = 0
    # Few edges at a time: in a scribble each one crosses nearly all others.
    for start in range(0, len(edges), 16):
        first, second = tree.query(edges[start : start + 16])
        first, second = first[first + start < second] + start, second[first + start < second]
        pairs += len(first)
        if pairs > MAX_CROSSINGS + MAX_NEIGHBOURS * len(edges):
            return True
        crossings += int(shapely.crosses(edges[first], edges[second]).sum())
        if crossings > MAX_CROSSINGS:
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
