"""The pages on a shared folder: the figures of a database, changes at the next look, and what is wrong in the files."""

import re
from pathlib import Path
from shutil import copy

import pytest

from dashboard.look.words import word
from dashboard.settings import PROJECT
from tests.ingest.folder.folders import begun, write
from tests.pages.checks import faults
from tests.records import BILO, KOST, POKR, people, towns
from tests.screens import PAGES, Screen
from tests.ui.conftest import Opens

pytestmark = pytest.mark.sqlite_only

PEOPLE = word("situation.people")
DATA = PROJECT / "data"
DEMONSTRATION = {
    "towns.csv": DATA / "reference" / "towns.csv",
    "town_status_facts.csv": DATA / "sample" / "facts_status.csv",
    "front_distances_facts.csv": DATA / "sample" / "facts_front.csv",
    **{
        name: DATA / "sample" / name
        for name in ("town_status.csv", "evacuations.csv", "front_distances.csv", "front_lines.geojson")
    },
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return begun(tmp_path / "shared")


@pytest.fixture(scope="module")
def demonstration_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("demonstration")
    for name, file in DEMONSTRATION.items():
        copy(file, found / name)
    return found


def opened(screen: Opens, folder: Path, page: str = "situation", **address: str) -> Screen:
    return screen(f"csv:{folder}").open(page, **address)


def without_uploads(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """A folder has one upload where the database has seven."""
    return [{name: cell for name, cell in row.items() if name != "upload_id"} for row in rows]


@pytest.mark.parametrize("name", [name for name in PAGES if name not in ("upload", "data")])
def test_every_page_shows_and_hands_out_what_it_does_on_a_database(
    screen: Opens, demonstration_folder: Path, demonstration: str, name: str
) -> None:
    one, other = (screen(url).open(name) for url in (f"csv:{demonstration_folder}", demonstration))
    assert (faults(one), one.notices) == ([], [])
    assert {label: value for label, (value, _) in one.cards.items()} == {
        label: value for label, (value, _) in other.cards.items()
    }
    kept_rules = {"csv_situation_alerts"}  # a folder keeps none, so nothing is judged by them
    assert one.files == [key for key in other.files if key not in kept_rules] != []
    for key in one.files:
        assert without_uploads(one.rows(key)) == without_uploads(other.rows(key)), key


@pytest.mark.parametrize("part", ["history", "freshness", "dictionary", "rules", "downloads", "files"])
def test_every_part_of_the_data_page_stands(screen: Opens, demonstration_folder: Path, part: str) -> None:
    page = opened(screen, demonstration_folder, "data", part=word(f"data.{part}"))
    assert page.at.button_group[0].value == part
    assert faults(page) == []


def test_a_changed_file_is_shown_at_the_next_look(screen: Opens, folder: Path) -> None:
    page = opened(screen, folder)
    assert page.cards[PEOPLE][0] == "2 100"
    write(folder, minutes=5, town_status=people((POKR, "2025-09-01", 1300), (BILO, "2025-09-01", 700)))
    page.run()
    assert page.cards[PEOPLE][0] == "2 000"
    assert page.notices == []
    assert screen(f"csv:{folder}").open("situation", known="1").cards[PEOPLE][0] == "2 100"


def test_a_broken_file_leaves_the_last_good_state_and_every_page_says_which_it_is(
    screen: Opens, folder: Path
) -> None:
    page = opened(screen, folder)
    write(folder, minutes=5, town_status=people((POKR, "2025-09-01", "ten"), (KOST, "2025-09-01", -3)))
    for name in PAGES:
        page.open(name)
        assert page.notices[0] == (
            f'{folder}: town_status.csv has 2 errors, the first: line 2, population_remaining: found "ten", expected a '
            "whole number of people from 0 to 10000000. Until that is mended, the state of 2025-09-14 08:30 UTC stays. "
            "All that was found in the files"
        )
        assert "./data?part=Files" in page.links
        assert faults(page) == []
    assert page.open("situation").cards[PEOPLE][0] == "2 100"
    write(folder, minutes=6, town_status=people((POKR, "2025-09-01", 10)))
    page.run()
    assert (page.cards[PEOPLE][0], page.notices) == ("10", [])


def test_a_first_start_with_a_broken_file_shows_no_figure_and_every_error(
    screen: Opens, folder: Path
) -> None:
    write(folder, minutes=5, town_status=people((POKR, "2025-09-01", "ten"), (KOST, "2025-09-01", -3)))
    page = opened(screen, folder)
    assert len(page.notices) == 1
    assert page.notices[0].endswith("Until that is mended, nothing is shown")
    assert (page.cards, page.files) == ({}, [])
    assert [re.sub(", expected.*", "", item) for item in re.findall("<li>(.*?)</li>", page.markup)] == [
        "town_status.csv, line 2, population_remaining: found &quot;ten&quot;",
        "town_status.csv, line 3, population_remaining: found &quot;-3&quot;",
    ]
    write(folder, minutes=6, town_status=people((POKR, "2025-09-01", 10)))
    page.run()
    assert (page.cards[PEOPLE][0], page.notices) == ("10", [])


def test_the_files_stand_on_the_data_page_with_all_that_was_found_in_them(
    screen: Opens, folder: Path
) -> None:
    write(folder, evacuations=f"town_code,date,evacuated,team,colour\n{POKR},2025-09-01,3,A,red\n")
    (folder / "notes.xlsx").write_bytes(b"x")
    page = opened(screen, folder, "data", part=word("data.files"))
    write(folder, minutes=5, town_status=people((POKR, "2025-09-01", "ten")))
    page.run()
    assert page.table(word("data.files")) == [
        ["town_status.csv", "town status", "14 Sep 2025, 08:35", "–", "1", "0"],
        ["towns.csv", "towns", "14 Sep 2025, 08:30", "5", "0", "0"],
        ["evacuations.csv", "evacuations", "14 Sep 2025, 08:30", "1", "0", "2"],
        ["front_distances.csv", "front distances", "14 Sep 2025, 08:30", "1", "0", "0"],
    ]
    said = {(row["file"], row["severity"], row["line"], row["column"]) for row in page.csv("data_findings")}
    assert said == {
        ("town_status.csv", "error", "2", "population_remaining"),
        ("evacuations.csv", "notice", "1", "colour"),
        ("evacuations.csv", "notice", "2", "evacuated"),
    }
    assert "Not read: notes.xlsx." in page.markup
    assert faults(page) == []


def test_what_was_found_of_a_person_is_not_repeated(screen: Opens, folder: Path) -> None:
    page = opened(screen, folder, "data", part=word("data.files"))
    text = f"town_code,date,population_remaining,notes\n{POKR},2025-09-01,5,call Ivan +380 67 123 45 67\n"
    write(folder, minutes=5, town_status=text)
    page.run()
    assert "personal data" in page.markup
    assert "67 123" not in page.everything() + page.download("csv_data_findings")


def test_text_of_a_file_and_of_its_name_is_shown_and_not_run(screen: Opens, folder: Path) -> None:
    write(folder, **{"town_status_<b>x": people((KOST, "2025-09-01", "<script>"))})
    (folder / "<img src=x>.txt").write_text("x")
    page = opened(screen, folder)
    assert "<b>x" not in page.markup
    (folder / "town_status_<b>x.csv").unlink()
    page.open("data", part=word("data.files"))
    assert "<img" not in page.markup


def test_nothing_can_be_uploaded_and_the_page_says_what_to_do(screen: Opens, folder: Path) -> None:
    page = opened(screen, folder, "upload")
    assert word("upload.read_only") in page.markup
    assert str(folder) in page.markup
    assert "The tables are the files of this folder. Change the files there" in page.markup
    assert "./data?part=Files" in page.links
    assert page.at.get("file_uploader") == []
    assert faults(page) == []


def test_a_state_of_the_folder_is_opened_and_cannot_be_taken_back(screen: Opens, folder: Path) -> None:
    page = opened(screen, folder, "data", upload="1")
    assert [button.key for button in page.at.button if button.key == "undo_begin"] == []
    assert word("data.history_note") not in page.open("data").markup
    rows = page.open("data").table(word("data.history"))
    assert [row[:5] for row in rows] == [
        ["1", "14 Sep 2025, 08:30", "shared folder", "front_distances.csv and 2 more files", "several files"]
    ]


def test_a_database_has_no_part_for_files(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("data", part=word("data.files"))
    assert page.at.button_group[0].value == "history"
    assert word("data.files_note") not in page.markup


def test_a_town_that_leaves_is_gone_at_the_next_look(screen: Opens, folder: Path) -> None:
    page = opened(screen, folder)
    assert len(page.csv("situation.towns")) == 5
    write(folder, minutes=5, towns="".join(line for line in towns().splitlines(True) if KOST not in line))
    page.run()
    assert KOST not in {row["town_code"] for row in page.csv("situation.towns")}
