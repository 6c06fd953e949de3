"""Front lines from GeoJSON: what is taken, in which shape, and with which sentence the rest is refused."""

import json
from datetime import date
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.errors import FileRefused
from dashboard.ingest.lines.front_lines import FrontLine, area_from_geojson, read_front_lines, to_geojson

Ring: TypeAlias = list[list[float]]

DAY = date(2025, 8, 10)
TOWNS = (35.0, 47.0, 38.5, 49.5)
RING: Ring = [[37, 48], [38, 48], [38, 49], [37, 49], [37, 48]]
ISLAND: Ring = [[39, 48], [39.5, 48], [39.5, 48.5], [39, 48]]
HOLE: Ring = [[37.4, 48.4], [37.6, 48.4], [37.6, 48.6], [37.4, 48.4]]
BOW_TIE: Ring = [[37, 48], [38, 49], [38, 48], [37, 49], [37, 48]]
# A loop of 10 by 10 km at a corner of 1 by 1 degree turns the wrong way: 0.3 % of the area.
SMALL_LOOP: Ring = [
    [37, 48],
    [38, 48],
    [38, 49],
    [37.1, 49],
    [36.95, 48.95],
    [37.05, 48.95],
    [37, 49.05],
    [37, 48],
]
AGAIN = "Export the area again as GeoJSON."
POLYGONS = "Export the area as polygons: neither its outline as a line nor its corners as points."
WGS_84 = "Export the area in WGS 84 longitude and latitude (EPSG:4326)."
NO_CRS = f"If they are WGS 84 longitude and latitude, remove the crs member. If not: {WGS_84}"
DRAW = "Draw the area, or remove this part of the file."
CHECK_FILE = "Check that this is the right file and that it is in degrees, not metres."
MEND = "Correct the outline there, and look for more such places."
POSITION = "Correct or remove that position."
SMALLER = "Send fewer dates at once, or simplify the outline."
SAY_BOTH = (
    'Give every feature the properties "date" (2025-08-10) and "source", or state them with the upload.'
)


def polygon(*rings: object) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": list(rings)}


def drawn(ring: Ring) -> shapely.Polygon:
    return shapely.Polygon([(longitude, latitude) for longitude, latitude in ring])


def feature(geometry: object, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: object, **members: object) -> dict[str, object]:
    return {"type": "FeatureCollection", "features": list(features), **members}


def crs(name: object) -> dict[str, object]:
    return {"type": "name", "properties": {"name": name}}


def scaled(ring: Ring, *factors: float) -> Ring:
    return [[value * factor for value, factor in zip(position, factors, strict=True)] for position in ring]


def swapped(ring: Ring) -> Ring:
    return [[latitude, longitude] for longitude, latitude in ring]


def read(
    document: object, *, on: date | None = DAY, source: str | None = "DeepState", near: bool = True
) -> list[FrontLine]:
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    return read_front_lines(
        content, file_name="front.geojson", on=on, source=source, near=TOWNS if near else None
    )


def refusal(document: object, **stated: object) -> str:
    with pytest.raises(FileRefused) as caught:
        read(document, **stated)  # type: ignore[arg-type]
    return str(caught.value)


@pytest.mark.parametrize(
    "document",
    [
        polygon(RING),
        {"type": "MultiPolygon", "coordinates": [[RING]]},
        {"type": "GeometryCollection", "geometries": [polygon(RING)]},
        feature(polygon(RING)),
        {"type": "Feature", "properties": None, "geometry": polygon(RING)},
        collection(feature(polygon(RING))),
        collection(feature(polygon(RING)), crs=None),
        collection(feature(polygon(RING)), crs=crs("urn:ogc:def:crs:OGC:1.3:CRS84")),
        collection(feature(polygon(RING)), crs=crs("urn:ogc:def:crs:EPSG::4326")),
        collection(feature(polygon(RING)), crs=crs("http://www.opengis.net/def/crs/EPSG/0/4326")),
        collection(feature(polygon(RING)), crs={"type": "EPSG", "properties": {"code": 4326}}),
        polygon([[*position, 120.5] for position in RING]),
        polygon(RING[::-1]),
        b"\xef\xbb\xbf" + json.dumps(polygon(RING)).encode(),
        json.dumps(polygon(RING)).encode("utf-16"),
    ],
)
def test_every_way_to_write_one_area_gives_the_same_front_line(document: object) -> None:
    (line,) = read(document)
    assert (line.date, line.source, line.area.geom_type) == (DAY, "DeepState", "MultiPolygon")
    assert line.area.equals(shapely.box(37, 48, 38, 49))
    assert not line.area.has_z


def test_all_polygons_of_a_file_with_stated_date_and_source_are_one_area() -> None:
    (line,) = read(collection(feature(polygon(RING)), feature(polygon(ISLAND))))
    assert line.area.equals(shapely.union(drawn(RING), drawn(ISLAND)))


def test_features_of_one_date_and_source_are_united_and_others_kept_apart() -> None:
    overlapping = [[37.5, 48], [38.5, 48], [38.5, 49], [37.5, 49], [37.5, 48]]
    document = collection(
        feature(polygon(RING), date="2025-08-12", source="ISW"),
        feature(polygon(RING), date="2025-08-10", source="ISW"),
        feature(polygon(overlapping), date="2025-08-10", source="ISW"),
        feature(polygon(ISLAND), date="2025-08-10", source=" DeepState "),
    )
    lines = read(document, on=None, source=None)
    assert [(line.date.day, line.source, round(line.area.area, 6)) for line in lines] == [
        (10, "DeepState", 0.125),
        (10, "ISW", 1.5),
        (12, "ISW", 1.0),
    ]


def test_a_hole_stays_a_hole() -> None:
    (line,) = read(polygon(RING, HOLE))
    assert not line.area.covers(shapely.Point(37.55, 48.45))
    assert line.area.area == pytest.approx(1 - 0.02)


def test_a_small_self_crossing_is_repaired() -> None:
    (line,) = read(polygon(SMALL_LOOP))
    assert not drawn(SMALL_LOOP).is_valid
    assert line.area.is_valid
    assert line.area.area == pytest.approx(abs(drawn(SMALL_LOOP).area), rel=0.01)


def test_the_stated_date_and_source_may_also_stand_in_the_file() -> None:
    document = feature(polygon(RING), date="2025-08-10", source="DeepState")
    assert [(line.date, line.source) for line in read(document)] == [(DAY, "DeepState")]


def test_the_source_alone_can_be_stated() -> None:
    document = feature(polygon(RING), date="2025-08-11")
    assert [(line.date, line.source) for line in read(document, on=None)] == [
        (date(2025, 8, 11), "DeepState")
    ]


DATES_AND_SOURCES = [
    (
        feature(polygon(RING), source="ISW"),
        f"date: found nothing, expected a date such as 2025-08-10. {SAY_BOTH}",
    ),
    (
        collection(
            feature(polygon(RING), source="ISW", date="2025-08-10"), feature(polygon(ISLAND), source="ISW")
        ),
        f"feature 2, date: found nothing, expected a date such as 2025-08-10. {SAY_BOTH}",
    ),
    (
        feature(polygon(RING), source="ISW", date="10.08.2025"),
        f'date: found "10.08.2025", expected a date such as 2025-08-10. {SAY_BOTH}',
    ),
    (
        feature(polygon(RING), source="ISW", date="2025-02-30"),
        f'date: found "2025-02-30", expected a date such as 2025-08-10. {SAY_BOTH}',
    ),
    (
        feature(polygon(RING), source="ISW", date=20250810),
        f"date: found 20250810, expected a date such as 2025-08-10. {SAY_BOTH}",
    ),
    (
        feature(polygon(RING), date="2025-08-10"),
        f"source: found nothing, expected the name of the source. {SAY_BOTH}",
    ),
    (
        feature(polygon(RING), date="2025-08-10", source=["ISW"]),
        f"source: found a list, expected the name of the source. {SAY_BOTH}",
    ),
    (
        feature(polygon(RING), date="2025-08-10", source="I\nS\u202eW"),
        'source: found "I\\u000aS\\u202eW", expected one line of at most 200 characters. '
        "Shorten it and remove invisible characters.",
    ),
    (
        feature(polygon(RING), date="2025-08-10", source="x" * 201),
        f'source: found "{"x" * 60}…", expected one line of at most 200 characters. '
        "Shorten it and remove invisible characters.",
    ),
]


@pytest.mark.parametrize(("document", "expected"), DATES_AND_SOURCES)
def test_without_a_stated_date_and_source_every_feature_must_name_its_own(
    document: object, expected: str
) -> None:
    assert refusal(document, on=None, source=None) == f"front.geojson: {expected}"


def test_a_stated_date_or_source_that_the_file_contradicts_is_refused() -> None:
    mend = "Correct whichever is wrong, or upload the file without stating it."
    assert refusal(collection(feature(polygon(RING), date="2025-08-12"))) == (
        "front.geojson: feature 1, date: the file says 2025-08-12, "
        f"but 2025-08-10 was stated with the upload. {mend}"
    )
    assert refusal(collection(feature(polygon(RING), source="ISW"))) == (
        f'front.geojson: feature 1, source: the file says "ISW", but "DeepState" was stated. {mend}'
    )


NOT_GEOJSON = {
    "nothing": (b"", f"the file is empty. {AGAIN}"),
    "blank": (b"\xef\xbb\xbf\r\n ", f"the file is empty. {AGAIN}"),
    "csv": (
        b"town_code,date\n",
        "this is not JSON: line 1, column 1: Expecting value. "
        "Send the file whole and unchanged, as it was exported.",
    ),
    "cut off": (
        b'{"type": "Polygon",\n "coordinates": [[[37, 48], [38',
        "this is not JSON: line 2, column 32: Expecting ',' delimiter. "
        "Send the file whole and unchanged, as it was exported.",
    ),
    "bytes": (b'{"type": "\xff"}', f"this is not JSON in UTF-8. {AGAIN}"),
    "zip": (
        b"PK\x03\x04",
        f"this is a ZIP archive (perhaps a zipped shapefile or a KMZ), expected GeoJSON. {AGAIN}",
    ),
    "kml": (
        b"<?xml version='1.0'?>",
        f"this is XML or a web page (perhaps a KML), expected GeoJSON. {AGAIN}",
    ),
    "list": (b"[1, 2]", f"this is JSON, but not GeoJSON: it does not say its type. {AGAIN}"),
    "no type": (b'{"rows": []}', f"this is JSON, but not GeoJSON: it does not say its type. {AGAIN}"),
    "topojson": (b'{"type": "Topology"}', f'this is JSON of the type "Topology", but not GeoJSON. {AGAIN}'),
    "type with controls": (
        json.dumps({"type": "\x1b[31m" + "x" * 100}).encode(),
        f'this is JSON of the type "\\u001b[31m{"x" * 50}…", but not GeoJSON. {AGAIN}',
    ),
    "deep": (b"[" * 1_000_000, f"its brackets are nested too deeply for GeoJSON. {AGAIN}"),
    "deep objects": (b'{"type":' * 100_000, f"its brackets are nested too deeply for GeoJSON. {AGAIN}"),
    "doubled": (
        b'{"type": "FeatureCollection", "features": [], "features": []}',
        'an object in the file holds the member "features" twice. '
        "Remove the wrong one, or export the area again.",
    ),
    "long number": (
        b'{"type": "Point", "coordinates": [' + b"9" * 5000 + b"]}",
        f"this is not JSON in UTF-8. {AGAIN}",
    ),
    "large": (b" " * 20_000_001, f"the file has 20.0 MB, expected at most 20 MB. {SMALLER}"),
}


@pytest.mark.parametrize(("content", "expected"), NOT_GEOJSON.values(), ids=NOT_GEOJSON)
def test_what_is_not_geojson_is_refused_by_what_it_is(content: bytes, expected: str) -> None:
    assert refusal(content) == f"front.geojson: {expected}"


LINE = {"type": "LineString", "coordinates": RING}
AN_AREA = "expected an area (Polygon or MultiPolygon)"
NO_AREA = {
    "no feature": (collection(), f"features: found an empty list, expected an area. {DRAW}"),
    "features as object": (
        {"type": "FeatureCollection", "features": {}},
        f"features: found an object, expected a list. {AGAIN}",
    ),
    "a number as feature": (
        collection(3),
        f"feature 1: found 3, expected an object of the type Feature. {AGAIN}",
    ),
    "a geometry as feature": (
        collection(polygon(RING)),
        f'feature 1: found "Polygon", expected an object of the type Feature. {AGAIN}',
    ),
    "properties as list": (
        {"type": "Feature", "properties": [1], "geometry": polygon(RING)},
        f"found a list as its properties, expected an object. {AGAIN}",
    ),
    "line": (collection(feature(LINE)), f'feature 1: found the geometry "LineString", {AN_AREA}. {POLYGONS}'),
    "point": (
        {"type": "Point", "coordinates": [37, 48]},
        f'found the geometry "Point", {AN_AREA}. {POLYGONS}',
    ),
    "line among polygons": (
        feature({"type": "GeometryCollection", "geometries": [polygon(RING), LINE]}),
        f'geometry 2: found the geometry "LineString", {AN_AREA}. {POLYGONS}',
    ),
    "collections in collections": (
        b'{"type":"GeometryCollection","geometries":[' * 450 + b"]}" * 450,
        f"geometry 1: a GeometryCollection lies in another, expected polygons. {POLYGONS}",
    ),
    "no geometry": (
        collection(feature(polygon(RING)), feature(None)),
        f"feature 2: found nothing as its geometry, expected a Polygon or MultiPolygon. {DRAW}",
    ),
    "empty polygon": (polygon(), f"found an empty list, expected an area. {DRAW}"),
    "empty ring": (
        {"type": "MultiPolygon", "coordinates": [[RING], [[]]]},
        f"polygon 2, ring 1: found an empty list, expected an area. {DRAW}",
    ),
    "three positions": (
        polygon([*RING[:2], RING[0]]),
        f"ring 1: the ring has 3 positions, expected at least 4. {DRAW}",
    ),
    "open ring": (
        polygon(RING, [*HOLE[:-1], [37.5, 48.45]]),
        "ring 2: the ring is not closed: its last position differs from its first. "
        "Check that nothing is missing, and end the ring where it starts.",
    ),
    "text": (
        polygon([*RING[:2], ["38", "49"], *RING[3:]]),
        f'ring 1: position 3 is "38", "49", expected longitude and latitude. {AGAIN}',
    ),
    "truth": (
        polygon([[True, 48], *RING[1:]]),
        f"ring 1: position 1 is true, 48, expected longitude and latitude. {AGAIN}",
    ),
    "one number": (
        polygon([[37], *RING[1:]]),
        f"ring 1: position 1 is 37, expected longitude and latitude. {AGAIN}",
    ),
    "brackets too few": (polygon(*RING), f"ring 1: the ring has 2 positions, expected at least 4. {DRAW}"),
    "nan": (polygon([[np.nan, 48], *RING[1:]]), f"found NaN, expected a number. {POSITION}"),
    "infinity": (polygon([[37, np.inf], *RING[1:]]), f"found Infinity, expected a number. {POSITION}"),
    "beyond floats": (
        json.dumps(polygon(RING)).replace("[37, 49]", "[1e999, 49]").encode(),
        f"ring 1: position 4 is infinite, expected degrees. {POSITION}",
    ),
    "whole number beyond floats": (
        polygon([RING[0], [10**400, 48], *RING[2:]]),
        f"ring 1: position 2 is infinite, expected degrees. {POSITION}",
    ),
}


@pytest.mark.parametrize(("document", "expected"), NO_AREA.values(), ids=NO_AREA)
def test_what_holds_no_area_is_refused_with_its_place(document: object, expected: str) -> None:
    assert refusal(document) == f"front.geojson: {expected}"


METRES = scaled(RING, 11_000, 111_000)
NOT_DEGREES = {
    "metres": (
        polygon(METRES),
        f"found positions such as 407000, 5328000, which look like metres, expected degrees. {WGS_84}",
    ),
    "metres called degrees": (
        collection(feature(polygon(METRES)), crs=crs("urn:ogc:def:crs:EPSG::4326")),
        "feature 1: found positions such as 407000, 5328000, which look like metres, expected degrees. "
        + WGS_84,
    ),
    "metres called metres": (
        collection(feature(polygon(METRES)), crs=crs("urn:ogc:def:crs:EPSG::32637")),
        'feature 1: its crs member names "urn:ogc:def:crs:EPSG::32637" (WGS 84 / UTM zone 37N), '
        f"expected WGS 84. {WGS_84}",
    ),
    "degrees called metres": (
        collection(feature(polygon(RING)), crs=crs("EPSG:32637")),
        'feature 1: its crs member names "EPSG:32637" (WGS 84 / UTM zone 37N), '
        f"but its coordinates look like degrees. {NO_CRS}",
    ),
    "degrees of another ellipsoid": (
        {**polygon(RING), "crs": crs("EPSG:4284")},
        f'its crs member names "EPSG:4284" (Pulkovo 1942), expected WGS 84. {WGS_84}',
    ),
    "unknown system": (
        collection(feature(polygon(RING)), crs=crs("EPSG:999999")),
        f'feature 1: its crs member names "EPSG:999999", but its coordinates look like degrees. {NO_CRS}',
    ),
    "crs nested deeply": (
        json.dumps(polygon(RING))[:-1].encode()
        + b', "crs": {"properties": {"code": '
        + b"[" * 900
        + b"]" * 900
        + b"}}}",
        f"its crs member names no known system, but its coordinates look like degrees. {NO_CRS}",
    ),
    "crs of another shape": (
        collection(feature(polygon(RING)), crs={"type": "link", "properties": {"href": "http://x/y"}}),
        f"feature 1: its crs member names no known system, but its coordinates look like degrees. {NO_CRS}",
    ),
    "metres but small": (
        polygon(scaled(RING, 4, 1.5)),
        "the area lies around longitude 150.0, latitude 72.8 and the towns around longitude 36.8, latitude 48.2, "
        f"more than 10 degrees apart. {CHECK_FILE} {WGS_84}",
    ),
    "wide metres but small": (
        polygon([[0, 0], [150, 0], [150, 80], [0, 80], [0, 0]]),
        "one polygon is 150 wide or high, expected at most 40 degrees; its numbers look like metres. "
        + WGS_84,
    ),
    "one slip": (
        polygon([[37, 48], [38, 48], [38, 480], [37, 49], [37, 48]]),
        "found the position 38, 480, expected longitude within 180 and latitude within 90 degrees. "
        + POSITION,
    ),
    "latitude beyond 90": (
        polygon(swapped(scaled(RING, 4, 1))),
        "the axes look swapped: found positions such as 48, 148. "
        "Export the area with the longitude first, as GeoJSON demands.",
    ),
    "latitude first": (
        polygon(swapped(RING)),
        "the axes look swapped: the area lies around longitude 48.5, latitude 37.5 "
        "and the towns around longitude 36.8, latitude 48.2. "
        "Export the area with the longitude first, as GeoJSON demands.",
    ),
    "less than a square metre": (
        polygon([[37, 48], [37.0000003, 48], [37.0000003, 48.0000003], [37, 48]]),
        "the area is smaller than a square metre. Check that its coordinates are degrees.",
    ),
}


@pytest.mark.parametrize(("document", "expected"), NOT_DEGREES.values(), ids=NOT_DEGREES)
def test_what_is_not_wgs_84_longitude_and_latitude_is_refused(document: object, expected: str) -> None:
    assert refusal(document) == f"front.geojson: {expected}"


def test_without_towns_plausible_swapped_axes_cannot_be_noticed() -> None:
    (line,) = read(polygon(swapped(RING)), near=False)
    assert line.area.bounds == (48, 37, 49, 38)


def test_in_a_file_of_several_fronts_the_misplaced_one_is_named() -> None:
    document = collection(
        feature(polygon(RING), date="2025-08-10", source="ISW"),
        feature(polygon(swapped(RING)), date="2025-08-11", source="ISW"),
    )
    assert refusal(document, on=None, source=None).startswith(
        "front.geojson: 2025-08-11, ISW: the axes look swapped: the area lies around longitude 48.5"
    )


@pytest.mark.parametrize(
    "towns", [(37.1, 48.1, 37.1, 48.1), (22.2, 44.4, 40.2, 52.3), (24.0, 49.8, 24.0, 49.8)]
)
def test_a_true_front_is_taken_for_one_town_for_all_of_ukraine_and_for_lviv(
    shared: Path, towns: tuple[float, float, float, float]
) -> None:
    content = (shared / "data/front_lines/deepstate_2025-09-12.geojson").read_bytes()
    document = json.loads(content)
    for shape in document["features"]:
        shape["geometry"]["coordinates"] = [
            [swapped(ring) for ring in rings] for rings in shape["geometry"]["coordinates"]
        ]
    turned = json.dumps(document).encode()
    (line,) = read_front_lines(content, file_name="f", on=DAY, source="DeepState", near=towns)
    assert len(line.area.geoms) == 12
    with pytest.raises(FileRefused, match="the axes look swapped"):
        read_front_lines(turned, file_name="f", on=DAY, source="DeepState", near=towns)


NO_REPAIR = "and no repair within 1% of the area is possible"
FAULTY = {
    "bow tie": (
        collection(feature(polygon(RING)), feature(polygon(BOW_TIE))),
        "feature 2: the outline crosses itself at longitude 37.50000, latitude 48.50000, "
        f"{NO_REPAIR}. {MEND}",
    ),
    "hole outside": (
        polygon(RING, ISLAND),
        f"a hole lies outside its polygon at longitude 39.00000, latitude 48.00000, {NO_REPAIR}. {MEND}",
    ),
    "polygon in polygon": (
        {"type": "MultiPolygon", "coordinates": [[RING], [HOLE]]},
        f"one polygon lies inside another at longitude 37.40000, latitude 48.40000, {NO_REPAIR}. {MEND}",
    ),
    "nothing enclosed": (
        polygon([[37, 48], [38, 49], [37, 48], [37, 48]]),
        "the outline encloses no area. Draw the area again, or remove this part.",
    ),
}


@pytest.mark.parametrize(("document", "expected"), FAULTY.values(), ids=FAULTY)
def test_an_outline_beyond_repair_is_refused_with_the_place(document: object, expected: str) -> None:
    assert refusal(document) == f"front.geojson: {expected}"


def test_a_scribble_is_refused_before_anything_slow_is_tried() -> None:
    chance = np.random.default_rng(1)
    corners = np.column_stack([chance.uniform(35, 38, 5000), chance.uniform(47, 49, 5000)]).tolist()
    assert refusal(polygon([*corners, corners[0]])) == (
        "front.geojson: the outline crosses itself in more than 20,000 places. "
        "Draw the area again, or export it from its source again."
    )


def test_features_that_cross_each_other_too_often_are_refused() -> None:
    stars = []
    for middle in (36.9, 37, 37.1):
        turns = np.linspace(0, 2 * np.pi, 800, endpoint=False)
        reach = np.where(np.arange(800) % 2, 1.0, 0.01)
        star = np.column_stack([middle + reach * np.cos(turns), 48 + reach * np.sin(turns)]).tolist()
        stars.append(feature(polygon([*star, star[0]])))
    assert refusal(collection(*stars)) == (
        "front.geojson: its polygons cross each other in more than 20,000 places. "
        "Send one outline of the area for each date and source."
    )


def test_more_vertices_or_polygons_than_can_be_worked_with_are_refused() -> None:
    expected = f"front.geojson: the file has more than 500,000 vertices or 20,000 polygons. {SMALLER}"
    many = b'{"type":"Polygon","coordinates":[[[0,0],' + b"[1,1]," * 500_000 + b"[0,0]]]}"
    assert refusal(many) == expected
    assert refusal({"type": "MultiPolygon", "coordinates": [[ISLAND]] * 20_001}) == expected


def test_a_file_refused_carries_its_facts() -> None:
    with pytest.raises(FileRefused) as caught:
        read(b"")
    assert (caught.value.file_name, caught.value.reason, caught.value.remedy) == (
        "front.geojson",
        "the file is empty",
        AGAIN,
    )


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "geometry", "features", "coordinates", "crs", "properties"]), inner
        )
    ),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None)
@given(
    JSON_VALUES,
    st.sampled_from(["Polygon", "MultiPolygon", "Feature", "FeatureCollection", "GeometryCollection"]),
)
@example([[[[0]]]], "MultiPolygon")
@example({"code": [[[]]]}, "Polygon")
def test_whatever_stands_in_a_file_it_is_read_or_refused_with_a_sentence(value: object, kind: str) -> None:
    members = ("coordinates", "geometries", "features", "geometry", "properties")
    for document in (
        {"type": kind, **dict.fromkeys(members, value)},
        {**polygon(RING), "crs": value},
        feature(polygon(RING), date=value, source=value),
        feature({"type": kind, "coordinates": [value, RING]}),
    ):
        try:
            found = [str(line.area.is_valid) for line in read(document)]
        except FileRefused as refused:
            found = [str(refused)]
        assert found == ["True"] or (found[0].startswith("front.geojson: ") and found[0].isprintable())


def test_an_area_read_back_is_the_same_in_every_digit(shared: Path) -> None:
    for path in sorted((shared / "data/front_lines").glob("*.geojson"))[::14]:
        (line,) = read_front_lines(path.read_bytes(), file_name=path.name, on=DAY, source="DeepState")
        text = to_geojson(line.area)
        back = area_from_geojson(text)
        assert back.is_valid
        assert back.normalize().equals_exact(line.area.normalize(), 0)
        assert to_geojson(back) == text


def test_the_stored_text_is_compact_has_6_decimals_and_turns_as_rfc_7946_wants() -> None:
    (line,) = read(polygon([[37.12345678, 48], [37, 49], [38, 49], [37.12345678, 48]]))
    assert to_geojson(line.area) == (
        '{"type":"MultiPolygon","coordinates":[[[[37.0,49.0],[37.123457,48.0],[38.0,49.0],[37.0,49.0]]]]}'
    )


def test_the_stored_text_does_not_depend_on_the_order_in_the_file() -> None:
    (one,) = read(collection(feature(polygon(RING, HOLE)), feature(polygon(ISLAND))))
    turned = [*RING[2:], *RING[1:3]]
    (other,) = read(collection(feature(polygon(ISLAND[::-1])), feature(polygon(turned, HOLE[::-1]))))
    assert to_geojson(one.area) == to_geojson(other.area)


def test_a_real_front_keeps_its_area_its_parts_and_its_hole(shared: Path) -> None:
    content = (shared / "data/front_lines/deepstate_2025-08-20.geojson").read_bytes()
    (line,) = read_front_lines(content, file_name="f", on=DAY, source="DeepState")
    before = shapely.get_parts(shapely.from_geojson(content))[0]
    assert (len(line.area.geoms), sum(len(part.interiors) for part in line.area.geoms)) == (13, 2)
    assert shapely.symmetric_difference(before, line.area).area < 1e-5
