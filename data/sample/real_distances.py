"""Distances of the towns to the area DeepState shows as held, computed from an archive that stays outside.

The archive's own terms are not verified, so its polygons are read, measured and left where they are; a
distance is a figure taken from them, with its source beside it.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import numpy as np

from dashboard.ingest.lines.distances import distances_km
from dashboard.ingest.lines.front_lines import read_front_lines
from data.canonical import Row

SOURCE = "DeepState"
FILE_PREFIX = "deepstate_"
DAILY_SINCE = date(2025, 8, 1)
# From here the archive is daily; kept are one day a week, the salient of 10 to 12 August and the newest day.
KEPT_OF_DAILY = tuple(
    date.fromisoformat(day)
    for day in (
        "2025-08-06",
        "2025-08-10",
        "2025-08-12",
        "2025-08-13",
        "2025-08-20",
        "2025-08-27",
        "2025-09-03",
        "2025-09-10",
        "2025-09-12",
    )
)


def kept_files(folder: Path) -> Iterator[tuple[date, Path]]:
    """Every file of the weekly period, the chosen ones of the daily; a day the source lacks stays a gap."""
    for path in sorted(folder.glob(f"{FILE_PREFIX}*.geojson")):
        day = date.fromisoformat(path.stem.removeprefix(FILE_PREFIX))
        if day < DAILY_SINCE or day in KEPT_OF_DAILY:
            yield day, path


def distance_rows(folder: Path, towns: Iterable[Row]) -> list[dict[str, object]]:
    """One row per town and kept day."""
    places = list(towns)
    longitudes = np.array([float(town["longitude"]) for town in places])
    latitudes = np.array([float(town["latitude"]) for town in places])
    near = (longitudes.min(), latitudes.min(), longitudes.max(), latitudes.max())
    rows: list[dict[str, object]] = []
    for day, path in kept_files(folder):
        (line,) = read_front_lines(path.read_bytes(), file_name=path.name, on=day, source=SOURCE, near=near)
        distances = distances_km(line.area, longitudes=longitudes, latitudes=latitudes)
        rows += [
            {
                "town_code": town["town_code"],
                "date": day.isoformat(),
                "source": SOURCE,
                "front_distance_km": f"{distance:.1f}",
                "method": "computed",
            }
            for town, distance in zip(places, distances, strict=True)
        ]
    return rows
