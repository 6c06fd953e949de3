"""Writes the files of the demonstration; the published facts (`facts_*.csv`) are typed by hand and only read.

    python -m data.sample.make_demonstration --front-lines ../shared/data/front_lines
    python -m data.sample.make_demonstration

The first line measures the real distances anew and needs the archive of front lines. The second writes
everything that follows from them: the sketch of the held area and the two invented series. Both write the
same bytes every time: each town and table has its own seeded random numbers.
"""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

import shapely
from shapely.geometry import mapping, shape

from data.canonical import Row, read_rows, write_table
from data.sample.evacuation_rows import evacuation_rows
from data.sample.front_sketch import SOURCE as SKETCH
from data.sample.front_sketch import in_plane, measured, sketch
from data.sample.people_left import people_left
from data.sample.real_distances import distance_rows
from data.sample.status_rows import status_rows
from data.sample.stories import STORIES
from data.sample.town_front import fronts

HERE = Path(__file__).parent
REFERENCE = HERE.parent / "reference"
OBLAST = "UA14"


def oblast_outline() -> shapely.Geometry:
    """The oblast of the towns, in the plane of the sketch."""
    outlines = json.loads((REFERENCE / "outlines.geojson").read_text(encoding="utf-8"))["features"]
    (found,) = [outline for outline in outlines if outline["properties"]["admin1_code"] == OBLAST]
    return in_plane(shape(found["geometry"]))


def sketched_lines(distances: Iterable[Row], towns: Iterable[Row]) -> str:
    """One feature per day with distances, as GeoJSON."""
    places = {town["town_code"]: (float(town["longitude"]), float(town["latitude"])) for town in towns}
    by_day: dict[str, list[tuple[tuple[float, float], float]]] = {}
    for row in distances:
        town = (places[row["town_code"]], float(row["front_distance_km"]))
        by_day.setdefault(row["date"], []).append(town)
    oblast = oblast_outline()
    features = []
    for day in sorted(by_day):
        points, distances_km = zip(*by_day[day], strict=True)
        area = sketch(measured(points, distances_km), oblast=oblast)
        geometry = json.loads(json.dumps(mapping(area)), parse_float=lambda text: round(float(text), 3))
        properties = {"date": day, "source": SKETCH}
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, separators=(",", ":")) + "\n"


def write_series(into: Path, *, distances: Iterable[Row], facts: list[Row]) -> None:
    """The two invented tables. Where a fact is published, the series has no row of that key."""
    published = {(fact["town_code"], fact["date"]) for fact in facts}
    front = fronts(distances)
    status: list[dict[str, object]] = []
    evacuations: list[dict[str, object]] = []
    for story in STORIES:
        people = people_left(story, front[story.town_code], facts=facts)
        status += status_rows(story, front[story.town_code], people=people)
        evacuations += evacuation_rows(story, front[story.town_code], people=people)
    unpublished = [row for row in status if (row["town_code"], str(row["date"])) not in published]
    write_table(into / "town_status.csv", unpublished, dataset="town_status")
    write_table(into / "evacuations.csv", evacuations, dataset="evacuations")


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the files of the demonstration.")
    parser.add_argument("--front-lines", type=Path, help="folder of the archive; measures the distances anew")
    parser.add_argument("--into", type=Path, default=HERE, help="folder to write to")
    chosen = parser.parse_args()
    towns = read_rows(REFERENCE / "towns.csv")
    distances_file = HERE / "front_distances.csv"
    if chosen.front_lines is not None:
        distances_file = chosen.into / "front_distances.csv"
        write_table(distances_file, distance_rows(chosen.front_lines, towns), dataset="front_distances")
    distances = read_rows(distances_file)
    (chosen.into / "front_lines.geojson").write_text(sketched_lines(distances, towns), encoding="utf-8")
    write_series(chosen.into, distances=distances, facts=read_rows(HERE / "facts_status.csv"))


if __name__ == "__main__":
    main()
