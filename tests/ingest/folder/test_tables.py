"""The tables that files amount to: the same as if they had been uploaded."""

from pathlib import Path
from shutil import copy

import pandas as pd
import pytest

from dashboard.ingest.folder.reader import FolderReader
from dashboard.model.tables import DATASETS
from dashboard.opening import open_answers
from dashboard.settings import PROJECT
from dashboard.store.export import dataset_rows
from tests.ingest.folder.folders import begun, following, write
from tests.records import BILO, HULI, KOST, KOST_VILLAGE, POKR, distances, towns
from tests.store.seen import rows_of

LINE = (
    '{"type": "Feature", "properties": {"date": "2025-09-02", "source": "Map"}, "geometry": {"type": "Polygon", '
    '"coordinates": [[[%(east)s, 47], [%(east)s, 49], [40, 49], [40, 47], [%(east)s, 47]]]}}'
)
KEY = ("town_code", "date", "source", "method")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return begun(tmp_path / "shared")


def test_the_demonstration_from_a_folder_is_that_of_its_database(
    tmp_path: Path, demonstration_url: str
) -> None:
    for file in (PROJECT / "data" / "reference" / "towns.csv", *(PROJECT / "data" / "sample").glob("*.*")):
        name = {"facts_status.csv": "town_status_facts.csv", "facts_front.csv": "front_distances_facts.csv"}
        if file.suffix in (".csv", ".geojson"):
            copy(file, tmp_path / name.get(file.name, file.name))
    one, other = following(tmp_path), open_answers(demonstration_url)
    versions = one.follow().version, other.follow().version
    assert one.folder.others == ()
    for dataset in DATASETS:
        rows, expected = (
            dataset_rows(a, dataset, version=v) for a, v in zip((one, other), versions, strict=True)
        )
        assert len(rows) > 50
        pd.testing.assert_frame_equal(rows, expected)


def test_front_lines_bring_the_distances_that_no_file_has(folder: Path) -> None:
    write(folder, front_lines=LINE % {"east": 38})
    write(
        folder, front_distances=distances((POKR, "2025-09-02", "Map", 61.5), (POKR, "2025-09-01", "Map", 62))
    )
    reader = following(folder)
    assert [row for row in rows_of(reader, "front_distances", *KEY) if row[1] == "2025-09-02"] == [
        (KOST, "2025-09-02", "Map", "computed"),
        (BILO, "2025-09-02", "Map", "computed"),
        (KOST_VILLAGE, "2025-09-02", "Map", "computed"),
        (POKR, "2025-09-02", "Map", "reported"),
        (HULI, "2025-09-02", "Map", "computed"),
    ]
    reported = rows_of(reader, "front_distances", "front_distance_km", "method")
    assert (61.5, "reported") in reported


def test_a_distance_that_leaves_its_file_is_the_computed_one_again(folder: Path) -> None:
    write(
        folder, front_lines=LINE % {"east": 38}, front_distances=distances((POKR, "2025-09-02", "Map", 61.5))
    )
    reader = following(folder)
    reader.follow()
    write(folder, minutes=5, front_distances=distances((BILO, "2025-09-02", "Map", 61.5)))
    reader.follow()
    methods = {row[0]: row[3] for row in rows_of(reader, "front_distances", *KEY)}
    assert (methods[POKR], methods[BILO]) == ("computed", "reported")


def test_a_line_or_a_town_that_moves_moves_the_computed_distances(folder: Path) -> None:
    def distance_km(reader: FolderReader) -> float:
        found = rows_of(reader, "front_distances", "town_code", "date", "front_distance_km")
        return next(float(str(km)) for code, day, km in found if (code, day) == (HULI, "2025-09-02"))

    write(folder, front_lines=LINE % {"east": 38})
    reader = following(folder)
    first = distance_km(reader)
    write(folder, minutes=5, front_lines=LINE % {"east": 37})
    nearer = distance_km(reader)
    write(folder, minutes=6, towns=towns().replace("36.26", "36.76"))
    nearest = distance_km(reader)
    assert first > nearer + 50 > nearest + 80
    assert reader.follow().version == 3


def test_a_line_in_two_files_is_one_line(folder: Path) -> None:
    write(folder, front_lines=LINE % {"east": 38}, front_lines_again=LINE % {"east": 38})
    reader = following(folder)
    assert len(rows_of(reader, "front_lines")) == 1
    assert len(rows_of(reader, "front_distances")) == 6
    last = reader.folder.files[-1]
    assert [str(finding) for finding in last.findings] == [
        "repeats front_lines.geojson (2025-09-02, Map), counted once"
    ]


def test_a_file_without_a_column_that_has_a_default_gets_it(folder: Path) -> None:
    write(folder, evacuations=f"town_code,date,evacuated\n{POKR},2025-09-01,5\n")
    assert rows_of(following(folder), "evacuations", "count_at", "team") == [("departure", None)]
    assert rows_of(following(folder), "front_distances", "method") == [("reported",)]
