"""A GeoJSON document -> its polygons with their properties, exactly as they stand there (RFC 7946).

Whether such a polygon makes sense as a held area is judged in `degrees` and `repairs`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import shapely
from shapely import MultiPolygon

from dashboard.ingest.lines.geojson import EXPORT_AGAIN, Place, as_found, read_document
from dashboard.ingest.lines.rings import REMOVE_OR_DRAW, filled, read_polygon

MAX_VERTICES = 500_000
# Uniting this many that overlap takes 4 s (measured); a real front line has 6 to 14 polygons a date.
MAX_POLYGONS = 20_000
POLYGONS = ("Polygon", "MultiPolygon")
SHAPES = (*POLYGONS, "GeometryCollection", "Point", "MultiPoint", "LineString", "MultiLineString")
AS_POLYGONS = "Export the area as polygons: neither its outline as a line nor its corners as points."


@dataclass(frozen=True)
class Drawn:
    """One feature of the file; ``area`` valid or not, ``crs`` None where the file names none."""

    place: Place
    properties: dict[str, object]
    area: MultiPolygon
    crs: object


def read_outlines(content: bytes, *, file_name: str) -> list[Drawn]:
    """At least one feature, each of at least one polygon; anything else raises FileRefused."""
    whole = Place(file_name)
    document = read_document(content, whole)
    features: list[Drawn] = []
    vertices = polygons = 0
    for place, feature in _features(document, whole):
        features.append(_drawn(feature, place, outer_crs=document.get("crs")))
        vertices += int(shapely.get_num_coordinates(features[-1].area))
        polygons += len(features[-1].area.geoms)
        if vertices > MAX_VERTICES or polygons > MAX_POLYGONS:
            reason = f"the file has more than {MAX_VERTICES:,} vertices or {MAX_POLYGONS:,} polygons"
            raise whole.refused(reason, "Send fewer dates at once, or simplify the outline.")
    return features


def _features(document: dict[str, object], whole: Place) -> Iterator[tuple[Place, object]]:
    kind = document["type"]
    if kind == "FeatureCollection":
        for number, feature in enumerate(filled(document.get("features"), whole.within("features")), start=1):
            yield whole.within(f"feature {number}"), feature
    elif kind == "Feature":
        yield whole, document
    elif kind in SHAPES:
        yield whole, {"type": "Feature", "geometry": document}
    else:
        raise whole.refused(f"this is JSON of the type {as_found(kind)}, but not GeoJSON", EXPORT_AGAIN)


def _drawn(feature: object, place: Place, *, outer_crs: object) -> Drawn:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        found = feature.get("type") if isinstance(feature, dict) else feature
        raise place.refused(f"found {as_found(found)}, expected an object of the type Feature", EXPORT_AGAIN)
    properties, geometry = feature.get("properties"), feature.get("geometry")
    if properties is not None and not isinstance(properties, dict):
        raise place.refused(
            f"found {as_found(properties)} as its properties, expected an object", EXPORT_AGAIN
        )
    polygons = [read_polygon(rings, where) for where, rings in _coordinates(geometry, place)]
    systems = [geometry.get("crs") if isinstance(geometry, dict) else None, feature.get("crs"), outer_crs]
    crs = next((named for named in systems if named is not None), None)
    return Drawn(place, properties or {}, MultiPolygon(polygons), crs)


def _coordinates(geometry: object, place: Place) -> Iterator[tuple[Place, object]]:
    """The coordinates of each polygon, with its place."""
    if not isinstance(geometry, dict):
        raise place.refused(
            f"found {as_found(geometry)} as its geometry, expected a Polygon or MultiPolygon", REMOVE_OR_DRAW
        )
    kind = geometry.get("type")
    if kind == "Polygon":
        yield place, geometry.get("coordinates")
    elif kind == "MultiPolygon":
        for number, rings in enumerate(filled(geometry.get("coordinates"), place), start=1):
            yield place.within(f"polygon {number}"), rings
    elif kind == "GeometryCollection":
        for number, member in enumerate(filled(geometry.get("geometries"), place), start=1):
            where = place.within(f"geometry {number}")
            if isinstance(member, dict) and member.get("type") == "GeometryCollection":
                raise where.refused("a GeometryCollection lies in another, expected polygons", AS_POLYGONS)
            yield from _coordinates(member, where)
    else:
        raise place.refused(
            f"found the geometry {as_found(kind)}, expected an area (Polygon or MultiPolygon)", AS_POLYGONS
        )
