"""Distances that follow from front lines."""

import datetime

import pyarrow as pa
from shapely import MultiPolygon, box

from dashboard.ingest.lines.computed import distances_of_lines, distances_of_towns, region, rows_of_lines
from dashboard.ingest.lines.front_lines import FrontLine, area_from_geojson

DAY, NEXT = datetime.date(2025, 9, 10), datetime.date(2025, 9, 11)
LINES = [
    FrontLine(DAY, "A", MultiPolygon([box(38, 48, 39, 49)])),
    FrontLine(NEXT, "B", MultiPolygon([box(37.5, 48, 39, 49)])),
]
STORED = rows_of_lines(LINES)


def places(*rows: tuple[str, float | None, float | None]) -> pa.Table:
    codes, latitudes, longitudes = zip(*rows, strict=True) if rows else ((), (), ())
    return pa.table(
        {
            "town_code": pa.array(codes, pa.string()),
            "latitude": pa.array(latitudes, pa.float64()),
            "longitude": pa.array(longitudes, pa.float64()),
        }
    )


KNOWN = places(("in", 48.5, 38.5), ("out", 48.5, 37.0), ("nowhere", None, 37.0))


def computed(uploaded: pa.Table, *, lines: pa.Table = STORED) -> list[tuple[object, ...]]:
    found = distances_of_towns(uploaded, known=KNOWN, lines=lines).to_pylist()
    return [(row["town_code"], row["source"], row["front_distance_km"]) for row in found]


def test_every_town_with_coordinates_has_a_distance_to_every_line() -> None:
    rows = [tuple(row.values()) for row in distances_of_lines(LINES, KNOWN).to_pylist()]
    assert rows == [
        ("in", DAY, "A", 0.0, "computed"),
        ("out", DAY, "A", 73.9, "computed"),
        ("in", NEXT, "B", 0.0, "computed"),
        ("out", NEXT, "B", 37.0, "computed"),
    ]


def test_no_line_or_no_town_gives_no_distance_of_the_right_types() -> None:
    for found in (distances_of_lines([], KNOWN), distances_of_lines(LINES, places())):
        assert found.num_rows == 0
        assert found.schema == distances_of_lines(LINES, KNOWN).schema


def test_only_new_and_moved_towns_are_measured() -> None:
    uploaded = places(("in", 48.5, 38.5), ("out", 48.5, 37.2), ("new", 48.5, 37.4), ("bare", None, None))
    assert computed(uploaded) == [
        ("out", "A", 59.1),
        ("new", "A", 44.3),
        ("out", "B", 22.2),
        ("new", "B", 7.4),
    ]


def test_a_town_that_gets_its_first_coordinate_is_measured() -> None:
    assert computed(places(("nowhere", 48.5, 37.4))) == [("nowhere", "A", 44.3), ("nowhere", "B", 7.4)]


def test_a_file_with_one_of_the_coordinates_moves_the_town_in_that_direction() -> None:
    assert computed(places(("out", None, 37.4)).select(["town_code", "longitude"])) == [
        ("out", "A", 44.3),
        ("out", "B", 7.4),
    ]
    assert computed(places(("out", 48.5, None)).select(["town_code", "latitude"])) == []


def test_a_file_without_coordinates_measures_nothing() -> None:
    assert computed(places(("out", None, None)).select(["town_code"])) == []
    assert computed(places(("new", None, None)).select(["town_code"])) == []


def test_where_no_line_is_stored_nothing_is_measured() -> None:
    assert computed(places(("new", 48.5, 37.4)), lines=STORED.slice(0, 0)) == []


def test_a_line_is_stored_as_text_that_gives_the_same_area_again() -> None:
    (area, *_) = STORED["area"].to_pylist()
    assert area_from_geojson(area).equals(LINES[0].area)
    assert STORED["date"].to_pylist() == [DAY, NEXT]


def test_the_region_is_that_of_the_towns_with_coordinates() -> None:
    assert region(places(("a", 48.5, 38.5), ("b", 47.0, 37.0), ("c", None, None))) == (37.0, 47.0, 38.5, 48.5)
    assert region(places(("c", None, None))) is None
    assert region(places()) is None
