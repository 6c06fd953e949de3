"""The map: its slider, its play, its colours, and a click that opens a town."""

from datetime import date

import pytest
from streamlit.elements.deck_gl_json_chart import PydeckState

from tests.databases import databases
from tests.records import BILO, HULI, POKR, TOWN_ROWS, distances, record_of, towns
from tests.screens import Screen
from tests.ui.conftest import Opens

DAYS = [date(2025, 9, day) for day in (1, 5, 12)]


@pytest.fixture(scope="module")
def three_days(engine: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    rows = [
        (code, day, "Map", 10 + place + day.day)
        for place, code in enumerate((POKR, BILO, HULI))
        for day in DAYS
    ]
    record = record_of(tmp_path_factory.mktemp("map") / "dashboard.db", towns(), distances(*rows))
    return databases.url_of(record)


def drawn(page: Screen) -> list[str]:
    return [town["code"] for layer in page.map["layers"] if layer["id"] == "towns" for town in layer["data"]]


def kilometres(page: Screen) -> dict[str, str]:
    return {
        row["town_code"]: row["front_distance_km"]
        for row in page.csv("map.towns")
        if row["front_distance_km"]
    }


def test_the_slider_stands_on_the_newest_day_and_moves_the_figures(screen: Opens, three_days: str) -> None:
    page = screen(three_days).open("map")
    slider = page.at.select_slider(key="map_day")
    assert slider.value == DAYS[-1]
    assert slider.options == ["1 Sep 2025", "5 Sep 2025", "12 Sep 2025"]
    assert kilometres(page)[POKR] == "22.0"
    slider.set_value(DAYS[0])
    assert kilometres(page.run())[POKR] == "11.0"
    assert len(drawn(page)) == 5


def test_the_slider_offers_the_chosen_days_of_the_source_alone(screen: Opens, three_days: str) -> None:
    page = screen(three_days).open("map", period="own", since="2025-09-02", until="2025-09-12")
    assert page.at.select_slider(key="map_day").options == ["5 Sep 2025", "12 Sep 2025"]
    page = screen(three_days).open("map", as_of="2025-09-05")
    assert page.at.select_slider(key="map_day").options == ["1 Sep 2025", "5 Sep 2025"]
    page.open("map", as_of="2025-09-01")
    assert list(page.at.select_slider) == []
    assert kilometres(page)[POKR] == "11.0"


def test_play_begins_at_the_first_day_and_stops_at_the_last(screen: Opens, three_days: str) -> None:
    page = screen(three_days).open("map")
    page.at.button(key="map_play").click()
    days = []
    for _ in range(5):
        page.run()
        days.append(page.at.select_slider(key="map_day").value)
    assert days[:3] == DAYS
    assert days[-1] == DAYS[-1]
    assert not page.at.session_state["map_plays"]


def test_colour_by_status_changes_the_colours_and_no_figure(screen: Opens, three_days: str) -> None:
    page = screen(three_days).open("map")
    before, figures = page.map, kilometres(page)
    page.at.segmented_control(key="colour").set_value("status")
    page.run()
    assert kilometres(page) == figures
    assert page.map != before


def test_a_click_on_a_town_opens_its_page(screen: Opens, three_days: str) -> None:
    page = screen(three_days).open("map")
    place = drawn(page).index(BILO)
    page.at.session_state["map"] = PydeckState({"selection": {"indices": {"towns": [place]}, "objects": {}}})
    page.run()
    assert page.address["code"] == BILO
    assert "Bilozerske · Білозерське" in page.markup


def test_towns_without_coordinates_are_told_and_not_drawn(
    screen: Opens, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = [(*row[:10], None, None, row[12]) if row[0] == POKR else row for row in TOWN_ROWS]
    record = record_of(tmp_path_factory.mktemp("map") / "dashboard.db", towns(*rows))
    page = screen(databases.url_of(record)).open("map")
    assert POKR not in drawn(page)
    assert "1 town without coordinates is not on the map" in page.markup
    assert POKR in {row["town_code"] for row in page.csv("map.towns")}
