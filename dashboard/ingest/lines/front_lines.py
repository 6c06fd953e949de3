"""A GeoJSON file -> front lines: the area held by the other side, of each date and source in the file.

DeepState draws one multipolygon a day of some 3,000 vertices, with days missing. Sources differ by more than
10 km at one town on one day: an area never stands without its source. Areas lie on a grid of 0.000001 degrees
(0.1 m), so that one that was stored and read back is the same in every digit and gives the same distances.
"""

import datetime
import re
from dataclasses import dataclass

import shapely
from shapely import MultiPolygon

from dashboard.ingest.lines.degrees import Region, check_degrees, check_near
from dashboard.ingest.lines.geojson import Place, as_found
from dashboard.ingest.lines.outlines import Drawn, read_outlines
from dashboard.ingest.lines.repairs import polygons_of, repaired, united

GRID_DEGREES = 1e-6
MAX_SOURCE_CHARACTERS = 200
SAY_DATE_AND_SOURCE = (
    'Give every feature the properties "date" (2025-08-10) and "source", or state them with the upload.'
)
ONE_OF_THEM = "Correct whichever is wrong, or upload the file without stating it."


@dataclass(frozen=True)
class FrontLine:
    """The area held by the other side on a date, as one source has it: valid, not empty, WGS 84."""

    date: datetime.date
    source: str
    area: MultiPolygon


def read_front_lines(
    content: bytes,
    *,
    file_name: str,
    on: datetime.date | None = None,
    source: str | None = None,
    near: Region | None = None,
) -> list[FrontLine]:
    """The front lines of a file, sorted by date and source; raises FileRefused unless all of it is in order.

    Features of one date and source are united. ``on`` and ``source`` hold for the whole file and must not
    contradict it; without them each feature says its own. ``near`` (west, south, east, north of the towns)
    lets swapped axes be noticed, which Ukraine's numbers alone do not betray.
    """
    parts: dict[tuple[datetime.date, str], list[MultiPolygon]] = {}
    for drawn in read_outlines(content, file_name=file_name):
        key = (_date(drawn, on), _source(drawn, source))
        check_degrees(drawn)
        parts.setdefault(key, []).append(repaired(drawn))
    lines = []
    for (day, name), areas in sorted(parts.items(), key=lambda part: part[0]):
        place = Place(file_name) if len(parts) == 1 else Place(file_name, f"{day}, {name}")
        area = _on_grid(united(areas, place))
        if area.is_empty:
            raise place.refused(
                "the area is smaller than a square metre", "Check that its coordinates are degrees."
            )
        if near is not None:
            check_near(area, place, near=near)
        lines.append(FrontLine(day, name, area))
    return lines


def to_geojson(area: MultiPolygon) -> str:
    """Compact text for storing; the same for the same area, in whatever order its rings and corners come."""
    return shapely.to_geojson(shapely.orient_polygons(shapely.normalize(_on_grid(area))))


def area_from_geojson(text: str) -> MultiPolygon:
    """What `to_geojson` wrote."""
    return polygons_of(shapely.from_geojson(text))


def _on_grid(area: MultiPolygon) -> MultiPolygon:
    return polygons_of(shapely.set_precision(area, GRID_DEGREES))


def _date(drawn: Drawn, on: datetime.date | None) -> datetime.date:
    found, place = drawn.properties.get("date"), drawn.place.within("date")
    if found is None and on is not None:
        return on
    stated = _iso_date(found)
    if stated is None:
        raise place.refused(
            f"found {as_found(found)}, expected a date such as 2025-08-10", SAY_DATE_AND_SOURCE
        )
    if on is not None and stated != on:
        raise place.refused(f"the file says {stated}, but {on} was stated with the upload", ONE_OF_THEM)
    return stated


def _iso_date(found: object) -> datetime.date | None:
    if not isinstance(found, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", found):
        return None
    try:
        return datetime.date.fromisoformat(found)
    except ValueError:
        return None


def _source(drawn: Drawn, source: str | None) -> str:
    found, place = drawn.properties.get("source"), drawn.place.within("source")
    if found is None and source is not None:
        return source
    if not isinstance(found, str) or not found.strip():
        raise place.refused(f"found {as_found(found)}, expected the name of the source", SAY_DATE_AND_SOURCE)
    stated = found.strip()
    if len(stated) > MAX_SOURCE_CHARACTERS or not stated.isprintable():
        reason = f"found {as_found(stated)}, expected one line of at most {MAX_SOURCE_CHARACTERS} characters"
        raise place.refused(reason, "Shorten it and remove invisible characters.")
    if source is not None and stated != source:
        raise place.refused(
            f"the file says {as_found(stated)}, but {as_found(source)} was stated", ONE_OF_THEM
        )
    return stated
