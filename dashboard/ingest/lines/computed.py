"""Distances that follow from front lines: of every town when a line comes in, of a town when it is new or moved."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.ingest.lines.distances import distances_km
from dashboard.ingest.lines.front_lines import FrontLine, area_from_geojson, to_geojson

Point: TypeAlias = tuple[float | None, float | None]  # latitude and longitude

_EMPTY = pa.schema(
    {
        "town_code": pa.string(),
        "date": pa.date32(),
        "source": pa.string(),
        "front_distance_km": pa.float64(),
        "method": pa.string(),
    }
).empty_table()


def region(towns: pa.Table) -> tuple[float, float, float, float] | None:
    """West, south, east and north of the towns; None where no town has coordinates."""
    east_west, north_south = pc.min_max(towns["longitude"]).as_py(), pc.min_max(towns["latitude"]).as_py()
    if east_west["min"] is None or north_south["min"] is None:
        return None
    return (east_west["min"], north_south["min"], east_west["max"], north_south["max"])


def rows_of_lines(lines: Sequence[FrontLine]) -> pa.Table:
    return pa.table(
        {
            "date": pa.array([line.date for line in lines], pa.date32()),
            "source": pa.array([line.source for line in lines], pa.string()),
            "area": pa.array([to_geojson(line.area) for line in lines], pa.string()),
        }
    )


def distances_of_lines(lines: Sequence[FrontLine], towns: pa.Table) -> pa.Table:
    """One row per line and town with coordinates, as rows of front_distances."""
    placed = towns.filter(pc.and_(pc.is_valid(towns["latitude"]), pc.is_valid(towns["longitude"])))
    codes = placed["town_code"].combine_chunks()
    longitudes, latitudes = placed["longitude"].to_numpy(), placed["latitude"].to_numpy()
    parts = [
        pa.table(
            {
                "town_code": codes,
                "date": pa.array([line.date] * len(codes), pa.date32()),
                "source": pa.array([line.source] * len(codes), pa.string()),
                "front_distance_km": distances_km(line.area, longitudes=longitudes, latitudes=latitudes),
                "method": pa.array(["computed"] * len(codes), pa.string()),
            }
        )
        for line in lines
    ]
    return pa.concat_tables([_EMPTY, *parts]).combine_chunks()


def distances_of_towns(uploaded: pa.Table, *, known: pa.Table, lines: pa.Table) -> pa.Table:
    """The distances to every stored line of the towns that are new or whose coordinates moved."""
    if not {"latitude", "longitude"} & set(uploaded.column_names) or not lines.num_rows:
        return _EMPTY
    before = dict(zip(known["town_code"].to_pylist(), _points(known), strict=True))
    codes = uploaded["town_code"].to_pylist()
    points = [
        _place(code, new, before=before, given=uploaded.column_names)
        for code, new in zip(codes, _points(uploaded), strict=True)
    ]
    moved = [code not in before or before[code] != point for code, point in zip(codes, points, strict=True)]
    latitudes, longitudes = zip(*points, strict=True) if points else ((), ())
    placed = pa.table(
        {
            "town_code": uploaded["town_code"],
            "latitude": pa.array(latitudes, pa.float64()),
            "longitude": pa.array(longitudes, pa.float64()),
        }
    )
    stored = [
        FrontLine(date, source, area_from_geojson(area))
        for date, source, area in zip(
            lines["date"].to_pylist(), lines["source"].to_pylist(), lines["area"].to_pylist(), strict=True
        )
    ]
    return distances_of_lines(stored, placed.filter(pa.array(moved, pa.bool_())))


def _points(towns: pa.Table) -> list[Point]:
    """Latitude and longitude of each town; None where the table does not have the column."""
    names = ("latitude", "longitude")
    columns = [
        towns[name].to_pylist() if name in towns.column_names else [None] * towns.num_rows for name in names
    ]
    return list(zip(*columns, strict=True))


def _place(code: str, new: Point, *, before: Mapping[str, Point], given: Sequence[str]) -> Point:
    """Where a town will stand: a coordinate that the file does not have stays as it was."""
    old = before.get(code, (None, None))
    return (new[0] if "latitude" in given else old[0], new[1] if "longitude" in given else old[1])
