"""Which files of a folder are read: by their names, and none from elsewhere."""

from pathlib import Path

import pytest

from dashboard.errors import EngineUnavailable
from dashboard.ingest.folder.listing import listing


def listed(folder: Path, *names: str) -> list[tuple[str, str]]:
    for name in names:
        (folder / name).write_text("x")
    return [(file.table, file.name) for file in listing(folder).files]


def test_a_table_is_known_by_the_name_of_its_file_and_towns_come_first(tmp_path: Path) -> None:
    names = ("town_status_2025.csv", "front_lines.geojson", "Evacuations.CSV", "town_status.csv", "towns.csv")
    assert listed(tmp_path, *names) == [
        ("towns", "towns.csv"),
        ("town_status", "town_status.csv"),
        ("town_status", "town_status_2025.csv"),
        ("evacuations", "Evacuations.CSV"),
        ("front_lines", "front_lines.geojson"),
    ]


def test_what_by_its_name_is_no_table_is_named_and_not_read(tmp_path: Path) -> None:
    names = ("towns.xlsx", "town_status - Copy.csv", "townspeople.csv", "front_lines.csv", "read me.txt")
    assert listed(tmp_path, *names) == []
    assert listing(tmp_path).others == tuple(sorted(names))


@pytest.mark.parametrize(
    "name",
    [
        ".towns.csv",
        "~$towns.csv",
        ".~lock.towns.csv#",
        "towns.csv~",
        "towns.csv.part",
        "towns.csv.tmp",
        "Thumbs.db",
    ],
)
def test_hidden_files_locks_and_half_made_copies_are_passed_over(tmp_path: Path, name: str) -> None:
    assert listed(tmp_path, name) == []
    assert listing(tmp_path).others == ()


def test_a_link_is_followed_in_the_folder_and_not_out_of_it(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    (folder / "2025").mkdir(parents=True)
    (tmp_path / "secret.csv").write_text("x")
    (folder / "2025" / "now.csv").write_text("x")
    (folder / "towns.csv").symlink_to(folder / "2025" / "now.csv")
    (folder / "evacuations.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "town_status.csv").symlink_to(tmp_path / "nowhere.csv")
    found = listing(folder)
    assert [file.name for file in found.files] == ["towns.csv"]
    assert found.others == ("evacuations.csv",)


def test_folders_within_the_folder_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "towns.csv").mkdir()
    assert listing(tmp_path).files == ()


def test_a_folder_that_is_not_there_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable) as refused:
        listing(tmp_path / "gone")
    assert str(refused.value) == (
        f"{tmp_path / 'gone'}: the folder cannot be read (No such file or directory). "
        "Name a folder that can be read in DASHBOARD_DATABASE, or connect its drive again"
    )
