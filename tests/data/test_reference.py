"""Towns and outlines: complete, coded right, without a namesake's population, made as documented."""

import csv
import json
import subprocess
import sys
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
import shapely
from shapely.geometry import Point, shape

from dashboard.model.names import codes_by_name, folded
from dashboard.model.tables import TABLES
from data.canonical import Row, read_rows, write_table
from data.reference.topology import polygons
from tests.data.outlines import edges

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "data" / "reference"
README = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
TOWNS = read_rows(REFERENCE / "towns.csv")
BY_CODE = {town["town_code"]: town for town in TOWNS}
OUTLINES = json.loads((REFERENCE / "outlines.geojson").read_text(encoding="utf-8"))["features"]
SHAPES = {outline["properties"]["name"]: shape(outline["geometry"]) for outline in OUTLINES}
WITHHELD = {
    "UA1402001008",
    "UA1402009010",
    "UA1404001022",
    "UA1404007024",
    "UA1404009007",
    "UA1404011008",
    "UA1404013014",
    "UA1408009013",
    "UA1410003006",
    "UA1412007012",
    "UA1416013009",
    "UA1416013011",
    "UA1416019017",
    "UA1416019022",
    "UA1416019039",
}


@pytest.fixture(scope="module")
def gazetteer(shared: Path) -> list[Row]:
    return read_rows(shared / "data" / "gazetteer" / "settlements.csv")


def spellings(town: Row) -> list[str]:
    return [town["town_name"], town["town_name_uk"], *town["other_names"].split(";")]


def known(towns: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    return codes_by_name((town["town_code"], name) for town in towns for name in spellings(town))


def test_towns_are_those_coded_in_the_oblast_not_those_named_after_it(gazetteer: list[Row]) -> None:
    assert {town["admin4_code"] for town in gazetteer if town["admin1_code"] == "UA14"} == set(BY_CODE)
    named = [town["admin4_code"] for town in gazetteer if town["admin1_name"] == "Donetska"]
    assert set(named) - set(BY_CODE) == {"UA6510013002"}
    assert len(TOWNS) == 331


def test_every_code_is_the_start_of_its_katottg(gazetteer: list[Row]) -> None:
    katottg = {town["admin4_code"]: town["katottg"] for town in gazetteer}
    assert [code for code in BY_CODE if katottg[code][:12] != code] == []


def test_every_code_starts_with_its_parent_and_has_one_name() -> None:
    names: dict[str, set[str]] = {}
    for town in TOWNS:
        codes = [town["admin1_code"], town["admin2_code"], town["admin3_code"], town["town_code"]]
        assert [len(code) for code in codes] == [4, 6, 9, 12]
        assert all(child.startswith(parent) for parent, child in pairwise(codes)), codes
        for level in ("admin1", "admin2", "admin3"):
            names.setdefault(town[f"{level}_code"], set()).add(town[f"{level}_name"])
    assert {code: names for code, names in names.items() if len(names) > 1} == {}


def test_a_village_does_not_carry_the_population_of_the_city_of_its_name() -> None:
    assert BY_CODE["UA1416013011"]["population_baseline"] == ""
    assert BY_CODE["UA1412007001"]["population_baseline"] == "67350"


def test_populations_joined_by_name_are_empty_and_every_other_one_is_the_gazetteers(
    gazetteer: list[Row],
) -> None:
    found = {town["admin4_code"]: town["population_2022"] for town in gazetteer if town["population_2022"]}
    withheld = {code for code in found if code in BY_CODE and not BY_CODE[code]["population_baseline"]}
    assert withheld == WITHHELD
    kept = {
        code: town["population_baseline"] for code, town in BY_CODE.items() if town["population_baseline"]
    }
    assert kept == {code: found[code] for code in kept}
    assert len(kept) == 84


def test_no_village_has_a_population(gazetteer: list[Row]) -> None:
    villages = {town["admin4_code"] for town in gazetteer if town["category"] == "C"}
    assert [code for code in villages & BY_CODE.keys() if BY_CODE[code]["population_baseline"]] == []


def test_no_two_towns_of_one_name_have_the_same_population() -> None:
    pairs = [(folded(t["town_name_uk"]), t["population_baseline"]) for t in TOWNS if t["population_baseline"]]
    assert len(set(pairs)) == len(pairs)


def test_the_readme_names_every_population_that_was_taken_out() -> None:
    assert [code for code in WITHHELD if code not in README] == []


@pytest.mark.parametrize(
    ("spelling", "town_code"),
    [
        ("Artemivsk", "UA1402001001"),
        ("Dzerzhynsk", "UA1402011001"),
        ("Димитров", "UA1416015001"),
        ("Красноармейск", "UA1416021001"),
        ("Slavyansk", "UA1412021001"),
        ("Slaviansk", "UA1412021001"),
        ("Konstantinovka", "UA1412007001"),
        ("Kostyantynivka", "UA1412007001"),
        ("Chasov Yar", "UA1402013001"),
        ("Dobropolye", "UA1416007001"),
        ("Belozerskoye", "UA1416003001"),
        ("Белицкое", "UA1416007002"),
    ],
)
def test_a_town_is_found_by_its_other_names(spelling: str, town_code: str) -> None:
    assert known(TOWNS)[folded(spelling)] == (town_code,)


def test_no_added_spelling_makes_a_name_ambiguous_that_was_not(gazetteer: list[Row]) -> None:
    before = codes_by_name(
        (town["admin4_code"], town[column])
        for town in gazetteer
        if town["admin1_code"] == "UA14"
        for column in ("name_en", "name_uk", "name_ru")
    )
    now = known(TOWNS)
    assert [name for name, codes in now.items() if len(codes) > 1 and len(before.get(name, ())) < 2] == []


def test_corrections_name_the_town_they_mean() -> None:
    for file in (REFERENCE / "corrections").glob("*.csv"):
        for row in read_rows(file):
            assert BY_CODE[row["town_code"]]["town_name"] == row["town_name"], file.name


def test_a_spelling_known_to_be_wrong_is_left_out() -> None:
    for row in read_rows(REFERENCE / "corrections" / "wrong_spellings.csv"):
        assert row["spelling"] not in spellings(BY_CODE[row["town_code"]])


def test_towns_are_written_as_the_script_writes_them(shared: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "data.reference.make_reference", "--into", str(tmp_path), "--gazetteer"]
    subprocess.run(
        [*command, str(shared / "data" / "gazetteer" / "settlements.csv")], cwd=ROOT, check=True, timeout=60
    )
    assert (tmp_path / "towns.csv").read_bytes() == (REFERENCE / "towns.csv").read_bytes()


def test_towns_have_the_columns_of_the_model_in_their_order() -> None:
    with (REFERENCE / "towns.csv").open(encoding="utf-8", newline="") as file:
        assert tuple(next(csv.reader(file))) == TABLES["towns"].names


def test_a_table_with_one_key_twice_is_not_written(tmp_path: Path) -> None:
    row = {"town_code": "UA1416003001", "date": "2025-09-12", "source": "x", "front_distance_km": "1.0"}
    with pytest.raises(ValueError, match="1 keys stand twice") as caught:
        write_table(tmp_path / "front.csv", [row, row], dataset="front_distances")
    assert str(caught.value) == (
        "front.csv: 1 keys stand twice, for example ('UA1416003001', '2025-09-12', 'x')"
    )
    assert not (tmp_path / "front.csv").exists()


def test_outlines_are_the_27_regions_valid_and_without_gaps_between_neighbours() -> None:
    assert len(SHAPES) == 27
    assert [name for name, area in SHAPES.items() if not area.is_valid or area.is_empty] == []
    assert shapely.coverage_is_valid(list(SHAPES.values()))
    assert {"Autonomous Republic of Crimea", "Sevastopol", "Kyiv", "Donetska"} <= set(SHAPES)


@pytest.mark.parametrize(
    ("name", "longitude", "latitude"),
    [
        ("Donetska", 37.06019, 48.53411),
        ("Autonomous Republic of Crimea", 34.1, 44.95),
        ("Kyiv", 30.52, 50.45),
        ("Lvivska", 24.03, 49.84),
        ("Odeska", 30.73, 46.48),
        ("Kharkivska", 36.23, 49.99),
    ],
)
def test_an_outline_contains_a_town_known_to_lie_there(name: str, longitude: float, latitude: float) -> None:
    assert [found for found, area in SHAPES.items() if area.covers(Point(longitude, latitude))] == [name]


def test_the_outline_holds_every_town_but_the_one_the_readme_names() -> None:
    outside = [
        town["town_name"]
        for town in TOWNS
        if not SHAPES["Donetska"].covers(Point(float(town["longitude"]), float(town["latitude"])))
    ]
    assert outside == ["Trypillia"]
    assert "Trypillia (`UA1402009029`) lies 1.1 km outside" in README


def test_outlines_are_small_and_rounded() -> None:
    assert (REFERENCE / "outlines.geojson").stat().st_size < 300_000
    corners = shapely.get_coordinates(list(SHAPES.values()))
    assert abs(corners - corners.round(3)).max() == 0


def test_outlines_are_not_drawn_from_the_openstreetmap_raions(shared: Path) -> None:
    raions = json.loads(
        (shared / "data" / "boundaries" / "donetska_raions.geojson").read_text(encoding="utf-8")
    )
    theirs = edges(shape(raion["geometry"]) for raion in raions["features"])
    assert len(theirs) > 10_000
    assert edges(SHAPES.values()) & theirs == set()


def test_an_arc_walked_backwards_closes_the_neighbours_ring() -> None:
    topology = {
        "transform": {"scale": [0.5, 0.5], "translate": [10.0, 20.0]},
        "arcs": [[[0, 0], [0, 2]], [[0, 2], [-2, 0], [0, -2], [2, 0]], [[0, 0], [2, 0], [0, 2], [-2, 0]]],
        "objects": {
            "two": {
                "geometries": [
                    {"type": "Polygon", "properties": {"name": "west"}, "arcs": [[0, 1]]},
                    {"type": "MultiPolygon", "properties": {"name": "east"}, "arcs": [[[2, -1]]]},
                ]
            }
        },
    }
    found = polygons(topology, object_name="two")
    assert found["west"].equals(shapely.box(9, 20, 10, 21))
    assert found["east"].equals(shapely.box(10, 20, 11, 21))
