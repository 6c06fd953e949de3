"""The file of a figure holds what the figure shows; filters, the day and the upload in force act on every page."""

import re

import pytest

from dashboard.look.words import word
from dashboard.model.tables import DATASETS
from tests.databases import databases
from tests.pages.checks import faults
from tests.records import (
    BILO,
    HULI,
    KOST,
    KOST_VILLAGE,
    POKR,
    TOWN_ROWS,
    departures,
    distances,
    people,
    record_of,
    towns,
)
from tests.screens import PAGES
from tests.ui.conftest import Opens

MISSING = word("missing.letter")
LINKS: dict[str, dict[str, str | list[str]]] = {
    "everything": {},
    "some towns": {"town": [POKR, BILO], "period": "90"},
    "an area": {"area": "UA14"},
    "an older day": {"as_of": "2025-09-09"},
}
LINK = pytest.mark.parametrize("link", LINKS.values(), ids=LINKS)


def plain(count: str) -> str:
    """A number of a file as the pages write it."""
    return MISSING if count == "" else f"{int(float(count)):,}".replace(",", " ")


def first(cell: str, *, of: str) -> bool:
    """Whether a cell begins with a figure; its age or a chip may follow."""
    return cell == of or cell.startswith(f"{of} ")


@LINK
def test_the_cards_and_their_file_say_the_same(screen: Opens, small_url: str, link: dict[str, str]) -> None:
    for name in ("situation", "town", "evacuations"):
        page = screen(small_url).open(name, **link)
        rows = page.csv(f"{name}.figures")
        assert {
            row["figure"]: row["value"].replace("\u00a0", " ") or word("missing.report") for row in rows
        } == {label: value for label, (value, _) in page.cards.items()}
        for row in rows:
            shown = page.cards[row["figure"]][1]
            for part in (
                row["unit"],
                row["change"].removeprefix("'"),
                *row["notes"].split("; "),
                row["source"],
            ):
                assert part.replace("\u00a0", " ") in shown, (name, part)


@LINK
def test_the_towns_of_the_situation(screen: Opens, small_url: str, link: dict[str, str]) -> None:
    page = screen(small_url).open("situation", **link)
    shown, rows = page.table(word("attention.title")), page.csv("situation.towns")
    assert [cells[0].split(" (")[0] for cells in shown] == [row["town_name"] for row in rows]
    for cells, row in zip(shown, rows, strict=True):
        distance = row["front_distance_km"]
        assert first(cells[1], of=distance if distance else MISSING), row
        assert first(cells[2], of=plain(row["people"])), row
        assert first(cells[3], of=plain(row["evacuated_14_days"])), row
        assert first(cells[5], of=row["services_closed"] or MISSING), row


@LINK
def test_closing_speeds_and_crossings(screen: Opens, small_url: str, link: dict[str, str]) -> None:
    page = screen(small_url).open("front", **link)
    speeds, rows = (
        page.table(word("front.nearest")) if page.csv("front.speeds") else [],
        page.csv("front.speeds"),
    )
    assert [cells[0] for cells in speeds] == [row["town_name"] for row in rows]
    for cells, row in zip(speeds, rows, strict=True):
        assert first(cells[1], of="0" if row["last_km"] == "0.0" else row["last_km"]), row
        speed = row["closing_km_per_day"]
        assert cells[2].lstrip("+\u2212") == (f"{abs(float(speed)):.2f}" if speed else MISSING)
        assert f"{row['reports']} report" in cells[3]
    rows = page.csv("front.crossings")
    crossed = page.table(word("front.crossings")) if rows else []
    assert [(cells[1], cells[5]) for cells in crossed] == [(row["town_name"], row["source"]) for row in rows]
    for cells, row in zip(crossed, rows, strict=True):
        assert [float(cell) for cell in cells[3:5]] == [float(row["from_km"]), float(row["to_km"])]


def test_the_reports_of_a_town(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("town", code=POKR, period="all")
    shown, rows = page.table(word("town.reports")), page.csv("town.reports")
    assert [cells[4] for cells in shown] == [row["upload_id"] for row in rows]
    assert [word(f"dataset.{row['dataset']}") for row in rows] == [cells[1] for cells in shown]
    assert len(rows) == 6


def test_the_history_of_uploads_and_the_dictionary(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("data")
    rows = page.csv("data.history")
    shown = page.table(word("data.history"))
    assert [cells[0] for cells in shown] == [row["upload_id"] for row in rows] == ["4", "3", "2", "1"]
    assert [cells[5] for cells in shown] == [row["rows_new"] for row in rows]
    assert {cells[2] for cells in shown} == {row["uploaded_by"] for row in rows} == {"Olena"}
    page.at.segmented_control(key="part").set_value("dictionary")
    rows = page.run().csv("data.dictionary")
    assert [cells[1] for cells in page.table(word("data.dictionary"))] == [row["column"] for row in rows]
    assert {row["dataset"] for row in rows} == {word(f"dataset.{name}") for name in DATASETS}


def test_the_freshness_of_every_town_that_ever_reported(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("data")
    page.at.segmented_control(key="part").set_value("freshness")
    rows = page.run().csv("data.freshness")
    shown = {cells[0]: cells for cells in page.table(word("data.freshness"))}
    assert set(shown) == {row["town_name"] for row in rows} == {"Pokrovsk", "Bilozerske", "Kostiantynivka"}
    newest = {row["town_name"]: (row["town_status"], row["evacuations"]) for row in rows}
    assert newest["Pokrovsk"] == ("2025-09-01", "2025-09-09")
    assert shown["Pokrovsk"][1].startswith("1 Sep 2025")
    assert newest["Bilozerske"][1] == "2025-09-11"  # counted in transit, but a report from there
    assert shown["Bilozerske"][2].startswith("11 Sep 2025")
    assert newest["Kostiantynivka"] == ("2025-09-12", "")
    assert shown["Kostiantynivka"][2] == MISSING


def test_the_gaps_of_every_table_of_every_town(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("data")
    page.at.segmented_control(key="part").set_value("freshness")
    rows, shown = page.run().csv("data.gaps"), page.table(word("freshness.gaps"))
    assert [(row["town_name"], row["dataset"], row["source"]) for row in rows] == [
        ("Bilozerske", "town_status", ""),
        ("Bilozerske", "evacuations", ""),
        ("Kostiantynivka", "town_status", ""),
        ("Pokrovsk", "town_status", ""),
        ("Pokrovsk", "evacuations", ""),
        ("", "front_distances", "Map"),
        ("", "front_distances", "Old map"),
    ]
    for cells, row in zip(shown, rows, strict=True):
        assert cells[0].startswith(row["town_name"] or word("freshness.every_town"))
        assert first(cells[4], of=row["longest_gap_days"])
        assert cells[6].endswith(f"{row['days_reported']} of {row['days']}")


def test_every_point_of_a_chart_is_in_its_file(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("front", period="all")
    told = {(row["date"], float(row["front_distance_km"])) for row in page.csv("front.distance")}
    lines = [
        line
        for line in page.charts["front_distance"]["data"]
        if line["type"] == "scatter" and "lines" in line["mode"]
    ]
    drawn = {
        (day, km) for line in lines for day, km in zip(line["x"], line["y"], strict=True) if km is not None
    }
    assert drawn == told
    page = screen(small_url).open("evacuations", period="all")
    bars = page.charts["evacuations_periods"]["data"][0]
    rows = page.csv("evacuations.periods")
    assert dict(zip(bars["x"], bars["y"], strict=True)) == {
        row["period"]: float(row["evacuated"]) for row in rows
    }


FIGURES = (
    "situation.towns",
    "map.towns",
    "evacuations.by",
    "evacuations.flows",
    "evacuations.pace",
    "front.distance",
    "front.speeds",
    "front.crossings",
)


@pytest.fixture(scope="module")
def even_url(engine: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Five towns that all report the same."""
    codes = [str(row[0]) for row in TOWN_ROWS]
    days = ("2025-09-01", "2025-09-12")
    record = record_of(
        tmp_path_factory.mktemp("even") / "dashboard.db",
        towns(),
        people(*((code, day, 500) for code in codes for day in days)),
        departures(*((code, day, 5) for code in codes for day in days)),
        distances(*((code, day, "A", km) for code in codes for day, km in zip(days, (12, 9), strict=True))),
    )
    return databases.url_of(record)


@pytest.mark.parametrize("key", FIGURES)
@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ({}, {POKR, BILO, KOST, KOST_VILLAGE, HULI}),
        ({"town": POKR}, {POKR}),
        ({"town": [POKR, HULI]}, {POKR, HULI}),
        ({"town": [POKR, HULI], "area": "UA23"}, {HULI}),
        ({"area": "UA14"}, {POKR, BILO, KOST, KOST_VILLAGE}),
        ({"area": "UA1416"}, {POKR, BILO, KOST_VILLAGE}),
        ({"area": "UA1416003"}, {BILO}),
    ],
)
def test_a_filter_removes_every_other_town_from_every_figure(
    screen: Opens, even_url: str, key: str, link: dict[str, str], kept: set[str]
) -> None:
    page = screen(even_url).open(key.split(".")[0], **link)
    assert {row["town_code"] for row in page.csv(key)} == kept


@pytest.mark.parametrize("part", ["freshness", "downloads"])
def test_a_filter_removes_every_other_town_from_the_data_page(
    screen: Opens, small_url: str, part: str
) -> None:
    for link, kept in (({"town": POKR}, {POKR}), ({"area": "UA1416"}, {POKR, BILO})):
        page = screen(small_url).open("data", **link)
        page.at.segmented_control(key="part").set_value(part)
        page.run()
        keys = (
            ["csv_data_freshness"]
            if part == "freshness"
            else ["dataset_town_status", "dataset_front_distances"]
        )
        for key in keys:
            assert {row["town_code"] for row in page.rows(key)} == kept, (key, link)


def test_a_download_of_no_town_has_no_row(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("data", town=HULI, area="UA14")
    page.at.segmented_control(key="part").set_value("downloads")
    assert page.run().rows("dataset_front_distances") == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_after_the_as_of_day_is_on_a_page(screen: Opens, small_url: str, name: str) -> None:
    page = screen(small_url).open(name, as_of="2025-09-09", period="all")
    if name == "data":
        page.at.segmented_control(key="part").set_value("freshness")
        page.run()
    for key in page.files:
        days = re.findall(r"\b2025-\d\d-\d\d\b", page.download(key))
        assert all(day <= "2025-09-09" for day in days), key
    assert "10 Sep 2025" not in page.markup
    assert "11 Sep 2025" not in page.markup
    assert faults(page) == []


def test_counts_at_another_point_take_the_place_of_departures_on_every_page(
    screen: Opens, small_url: str
) -> None:
    page = screen(small_url).open("evacuations", count_at="transit")
    assert page.cards[word("evacuations.total", point="transit")][0] == "9"
    assert [row["town_code"] for row in page.csv("evacuations.by")] == [BILO]
    page.go("situation")
    assert page.cards[word("situation.evacuated")][0] == "9"
    page.open("town", code=BILO, count_at="transit")
    assert page.cards[word("town.evacuated")][0] == "9"


def test_a_number_nobody_reported_is_said_to_be_missing_in_words_too(screen: Opens, small_url: str) -> None:
    missing = word("missing.report")
    value, text = screen(small_url).open("situation", town=KOST).cards[word("situation.evacuated")]
    assert value == missing
    assert word("situation.evacuated_more", month=missing, all=missing) in text
    assert word("situation.evacuated_before", before=missing) in text
    page = screen(small_url).open("town", code=KOST)
    assert word("town.evacuated_14_days", people=missing) in page.cards[word("town.evacuated")][1]


def test_another_source_takes_the_place_of_the_widest_on_every_page(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("situation", source="Old map")
    rows = {row["town_code"]: row["front_distance_km"] for row in page.csv("situation.towns")}
    assert {code: km for code, km in rows.items() if km} == {POKR: "30.0"}
    page.go("front")
    assert page.csv("front.crossings") == []
    assert {row["source"] for row in page.csv("front.speeds")} <= {"Old map"}
    page.go("map")
    assert {row["front_distance_km"] for row in page.csv("map.towns") if row["front_distance_km"]} <= {"30.0"}


@pytest.mark.parametrize("name", PAGES)
def test_what_was_known_after_the_first_upload_are_towns_alone(
    screen: Opens, demonstration: str, name: str
) -> None:
    page = screen(demonstration).open(name, known="1")
    assert faults(page) == []
    assert page.notices[0].startswith("You see what was known after upload 1.")
    if name == "situation":
        assert page.cards[word("situation.people")][0] == word("missing.report")
        assert "0 of 331 towns reported" in page.cards[word("situation.people")][1]
    if name == "data":
        assert [row["upload_id"] for row in page.csv("data.history")] == ["1"]


def test_what_was_known_after_each_upload_grows(screen: Opens, small_url: str) -> None:
    page = screen(small_url)
    shown = [page.open("situation", known=str(upload)).cards for upload in (1, 2, 3, 4, 5)]
    people = [cards[word("situation.people")][0] for cards in shown]
    near = [cards[word("situation.near", edge=10)][0] for cards in shown]
    evacuated = [cards[word("situation.evacuated")][0] for cards in shown]
    assert people == [word("missing.report"), *["10 100"] * 4]
    assert evacuated == [word("missing.report"), word("missing.report"), "18", "18", "18"]
    assert near == [*[word("missing.report")] * 3, "1", "1"]


def test_an_upload_that_is_not_there_yet_is_the_newest(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("situation", known="99")
    assert page.notices == []
    assert page.cards[word("situation.people")][0] == "10 100"


def test_two_towns_of_one_name_are_told_apart_on_the_page_of_a_town(screen: Opens, small_url: str) -> None:
    village = "UA1416013011"
    page = screen(small_url).open("town", code=village)
    assert f"{village} ·" in page.markup
    page.run()
    assert f"{village} ·" in page.markup
    offered = page.at.selectbox(key="code").options
    assert len(set(offered)) == len(offered) == 5
    page.at.selectbox(key="code").set_value(KOST)
    page.run()
    assert page.address["code"] == KOST
    assert page.cards[word("town.people")][0] == "8 000"
