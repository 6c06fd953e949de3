"""Whether the numbers of an area are WGS 84 longitude and latitude, as far as file and towns can tell."""

import re

import numpy as np
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError
from shapely import MultiPolygon

from dashboard.ingest.lines.geojson import Place, as_found
from dashboard.ingest.lines.outlines import Drawn

# West, south, east, north.
Region = tuple[float, float, float, float]

# Twice the width of Ukraine: a single polygon that is wider counts in metres.
MAX_SPAN_DEGREES = 40
# Above this share of positions beyond the globe it is the file that is wrong, not a position.
MOST = 0.5
NEAR_DEGREES = 2
# About 1,000 km.
FAR_DEGREES = 10
WGS_84_CODES = ("4326", "4979")
EXPORT_IN_WGS_84 = "Export the area in WGS 84 longitude and latitude (EPSG:4326)."
LONGITUDE_FIRST = "Export the area with the longitude first, as GeoJSON demands."


def check_degrees(drawn: Drawn) -> None:
    """Raises FileRefused where another reference system is named or the numbers cannot be degrees."""
    corners = shapely.get_coordinates(drawn.area)
    beyond = (np.abs(corners) > (180, 90)).any(axis=1)
    _check_system(drawn, is_degrees=not beyond.any())
    if beyond.any():
        shown = ", ".join(f"{value:.10g}" for value in corners[beyond.argmax()])
        if beyond.mean() < MOST:
            reason = (
                f"found the position {shown}, expected longitude within 180 and latitude within 90 degrees"
            )
            raise drawn.place.refused(reason, "Correct or remove that position.")
        if (np.abs(corners) <= (90, 180)).all():
            raise drawn.place.refused(
                f"the axes look swapped: found positions such as {shown}", LONGITUDE_FIRST
            )
        reason = f"found positions such as {shown}, which look like metres, expected degrees"
        raise drawn.place.refused(reason, EXPORT_IN_WGS_84)
    west, south, east, north = shapely.bounds(shapely.get_parts(drawn.area)).T
    span = max((east - west).max(), (north - south).max())
    if span > MAX_SPAN_DEGREES:
        reason = f"one polygon is {span:.0f} wide or high, expected at most {MAX_SPAN_DEGREES} degrees"
        raise drawn.place.refused(f"{reason}; its numbers look like metres", EXPORT_IN_WGS_84)


def check_near(area: MultiPolygon, place: Place, *, near: Region) -> None:
    """Raises FileRefused where the area lies far from the towns: with its axes swapped, or altogether."""
    west, south, east, north = near
    given = shapely.distance(area, shapely.box(west, south, east, north).envelope)
    swapped = shapely.distance(area, shapely.box(south, west, north, east).envelope)
    where = f"the area lies around {_centre(area.bounds)} and the towns around {_centre(near)}"
    if given > NEAR_DEGREES and swapped < given / 2:
        raise place.refused(f"the axes look swapped: {where}", LONGITUDE_FIRST)
    if given > FAR_DEGREES:
        remedy = (
            f"Check that this is the right file and that it is in degrees, not metres. {EXPORT_IN_WGS_84}"
        )
        raise place.refused(f"{where}, more than {FAR_DEGREES} degrees apart", remedy)


def _centre(region: Region) -> str:
    west, south, east, north = region
    return f"longitude {(west + east) / 2:.1f}, latitude {(south + north) / 2:.1f}"


def _check_system(drawn: Drawn, *, is_degrees: bool) -> None:
    if drawn.crs is None:
        return
    name = _system_name(drawn.crs)
    words = re.findall("[A-Z0-9]+", name.upper()) or [""]
    by_code = "EPSG" in words and words[-1].isdecimal()
    if words[-1] == "CRS84" or (by_code and words[-1] in WGS_84_CODES):
        return
    system = _epsg(words[-1]) if by_code else None
    named = f"{as_found(name)} ({system.name})" if system else as_found(name) if name else "no known system"
    if is_degrees and not (system and system.is_geographic):
        raise drawn.place.refused(
            f"its crs member names {named}, but its coordinates look like degrees",
            f"If they are WGS 84 longitude and latitude, remove the crs member. If not: {EXPORT_IN_WGS_84}",
        )
    raise drawn.place.refused(f"its crs member names {named}, expected WGS 84", EXPORT_IN_WGS_84)


def _system_name(crs: object) -> str:
    """The name or code in a crs member; RFC 7946 dropped it, so files have it in any shape."""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    code = properties.get("code") if isinstance(properties, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else crs
    if isinstance(code, int | str):
        return f"EPSG:{code}"
    return name if isinstance(name, str) else ""


def _epsg(code: str) -> CRS | None:
    try:
        return CRS.from_epsg(code[:9])
    except CRSError:
        return None
