"""The filter bar: adopted from a link, kept through page changes, corrected by what is typed."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.store.record import Record
from dashboard.store.undo import undo
from tests.databases import databases
from tests.records import AT, BILO, HULI, POKR, TOWN_ROWS, people, record_of, send, towns
from tests.screens import PAGES, Screen
from tests.ui.conftest import Opens

LINK = {"town": [POKR, BILO], "as_of": "2025-09-11", "period": "7", "source": "Map", "count_at": "departure"}


def shown_towns(page: Screen) -> set[str]:
    return {row["town_name"] for row in page.csv("situation.towns")}


def bar(page: Screen) -> tuple[list[str], str, date]:
    at = page.at
    return (
        at.multiselect(key="towns").value,
        at.selectbox(key="period").value,
        at.date_input(key="as_of").value,
    )


def test_without_an_address_everything_as_of_the_newest_date_is_shown(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("situation")
    assert bar(page) == ([], "30", date(2025, 9, 12))
    assert page.address == {}
    assert page.notices == []
    assert shown_towns(page) == {
        "Pokrovsk",
        "Bilozerske",
        "Kostiantynivka",
    }  # not what lies inside the held area


def test_a_link_opens_exactly_what_was_seen(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("situation", **LINK)
    assert bar(page) == ([POKR, BILO], "7", date(2025, 9, 11))
    assert page.at.selectbox(key="source").value == "Map"
    assert page.at.selectbox(key="count_at").value == "departure"
    assert page.address == LINK
    assert shown_towns(page) == {"Pokrovsk", "Bilozerske"}
    assert {row["front_distance_km"] for row in page.csv("situation.towns")} == {"9.0", "16.0"}


@pytest.mark.parametrize("name", PAGES)
def test_a_link_is_adopted_on_every_page(screen: Opens, small_url: str, name: str) -> None:
    page = screen(small_url).open(name, **LINK)
    assert bar(page) == ([POKR, BILO], "7", date(2025, 9, 11))
    assert {key: page.address[key] for key in LINK} == LINK


def test_a_change_of_page_keeps_the_filters_and_writes_them_back(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("situation", **LINK)
    for name in (*PAGES[1:], "situation"):
        page.go(name)
        assert bar(page) == ([POKR, BILO], "7", date(2025, 9, 11)), name
        assert {key: page.address[key] for key in LINK} == LINK, name


def test_what_is_chosen_in_the_bar_stands_in_the_address(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("situation")
    page.at.multiselect(key="towns").set_value([POKR])
    page.at.selectbox(key="area").set_value("UA1416")
    page.at.selectbox(key="period").set_value("90")
    page.at.date_input(key="as_of").set_value(date(2025, 9, 2))
    page.run()
    assert page.address == {"town": POKR, "area": "UA1416", "period": "90", "as_of": "2025-09-02"}
    assert page.cards["People remaining"][0] == "1 400"
    page.at.multiselect(key="towns").set_value([])
    page.at.selectbox(key="area").set_value(None)
    page.at.selectbox(key="period").set_value("30")
    page.at.date_input(key="as_of").set_value(date(2025, 9, 12))
    assert page.run().address == {}


def test_the_back_button_brings_back_what_the_address_says(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("situation", town=POKR)
    page.at.multiselect(key="towns").set_value([BILO])
    page.run()
    assert page.address == {"town": BILO}
    page.open("situation", town=POKR)
    assert bar(page)[0] == [POKR]
    assert shown_towns(page) == {"Pokrovsk"}


@pytest.mark.parametrize("name", ["Покровськ", "покровск", "Красноармейск", "POKROVSK"])
def test_a_town_may_be_typed_in_ukrainian_russian_and_english(
    screen: Opens, small_url: str, name: str
) -> None:
    page = screen(small_url).open("situation")
    page.at.session_state["towns"] = [name]
    page.run()
    assert bar(page)[0] == [POKR]
    assert page.address == {"town": POKR}
    assert page.notices == []


def test_what_is_typed_and_nobody_knows_is_said_and_left_out(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("situation")
    page.at.session_state["towns"] = [BILO, "Pokrosvk", "Костянтинівка", "<b>x</b>"]
    page.run()
    assert bar(page)[0] == [BILO]
    assert page.notices == [
        'No town is called "Pokrosvk". Near in spelling: Pokrovsk. It was left out.',
        '2 towns are called "Костянтинівка": Kostiantynivka (Kramatorskyi) UA1412007001; '
        "Kostiantynivka (Pokrovskyi) UA1416013011. Give the code. It was left out.",
        'No town is called "<b>x</b>". It was left out.',
    ]
    assert "<b>x</b>" not in page.markup


def test_every_field_offers_what_the_data_holds(screen: Opens, small_url: str) -> None:
    at = screen(small_url).open("situation").at
    assert (
        "Pokrovsk · Покровськ · Покровск · Красноармейск · Krasnoarmiisk"
        in at.multiselect(key="towns").options
    )
    assert at.selectbox(key="area").options[:2] == ["Donetska oblast", "Kramatorskyi raion"]
    assert at.selectbox(key="source").options == ["Map", "Old map"]
    assert at.selectbox(key="count_at").options == ["departure", "transit"]
    as_of = at.date_input(key="as_of")
    assert (as_of.min, as_of.max) == (date(2025, 7, 1), date(2025, 9, 15))


def test_two_areas_of_one_name_are_told_apart(screen: Opens, tmp_path: Path) -> None:
    rows = [(*row[:9], "Myrnenska", *row[10:]) for row in TOWN_ROWS if row[0] in (POKR, HULI)]
    record = record_of(tmp_path / "dashboard.db", towns(*rows))
    page = screen(databases.url_of(record)).open("situation", area="UA2310003")
    offered = page.at.selectbox(key="area").options
    assert [option for option in offered if "hromada" in option] == [
        "Myrnenska hromada (UA1416021)",
        "Myrnenska hromada (UA2310003)",
    ]
    assert page.run().address == {"area": "UA2310003"}
    assert shown_towns(page) == {"Huliaipole"}


def test_own_days_are_chosen_in_the_bar_and_kept_in_the_address(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("evacuations")
    page.at.selectbox(key="period").set_value("own")
    page.run()
    page.at.date_input(key="own_days").set_value((date(2025, 9, 1), date(2025, 9, 9)))
    page.run()
    assert page.address == {"period": "own", "since": "2025-09-01", "until": "2025-09-09"}
    assert [row["evacuated"] for row in page.csv("evacuations.by")] == ["12"]
    page.go("front").go("evacuations")
    assert page.address == {"period": "own", "since": "2025-09-01", "until": "2025-09-09"}
    assert [row["evacuated"] for row in page.csv("evacuations.by")] == ["12"]


def test_half_chosen_own_days_show_the_default_time(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("evacuations")
    page.at.selectbox(key="period").set_value("own")
    page.run()
    page.at.date_input(key="own_days").set_value((date(2025, 9, 2),))
    page.run()
    assert page.address == {}
    assert sum(int(row["evacuated"]) for row in page.csv("evacuations.by")) == 23


def test_own_days_after_the_as_of_day_end_on_it(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open(
        "evacuations", as_of="2025-09-09", period="own", since="2025-09-01", until="2025-09-12"
    )
    assert [row["evacuated"] for row in page.csv("evacuations.by")] == ["12"]
    assert page.notices == []


@pytest.mark.parametrize(
    ("link", "complaint"),
    [
        ({"town": "Atlantis"}, 'No town is called "Atlantis". It was left out.'),
        ({"area": "UA99"}, "Area: “UA99” is not in the data, so the default is shown."),
        ({"as_of": "2019-01-01"}, "As of: “2019-01-01” is not in the data, so the default is shown."),
        ({"source": "Nobody"}, "Front distances by: “Nobody” is not in the data, so the default is shown."),
        ({"period": "<script>"}, "Time: “<script>” is not in the data, so the default is shown."),
    ],
)
@pytest.mark.parametrize("name", PAGES)
def test_an_address_that_the_data_does_not_hold_shows_the_default_and_says_so(
    screen: Opens, small_url: str, name: str, link: dict[str, str], complaint: str
) -> None:
    page = screen(small_url).open(name, **link)
    assert page.notices == [complaint]
    assert bar(page) == ([], "30", date(2025, 9, 12))
    assert not set(link) & set(page.address)
    page.run()
    assert page.notices == []  # told once


def test_an_address_of_another_program_does_no_harm(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("situation", utm_source="x", embed="true", town="", known="x")
    assert page.notices == ['No town is called "". It was left out.']
    assert bar(page)[0] == []


def test_what_was_known_is_kept_through_page_changes(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("situation", known="2")
    assert page.address == {"known": "2"}
    assert page.cards["Evacuated, 7 days"][0] == "no report"
    for name in PAGES[1:]:
        page.go(name)
        assert page.address["known"] == "2", name
        assert page.notices[0].startswith("You see what was known after upload 2."), name


def test_days_that_an_undo_takes_away_are_left_and_the_page_still_opens(
    screen: Opens, small: Record, tmp_path: Path
) -> None:
    record = databases.new(tmp_path / "copy.db", like=small)
    page = screen(databases.url_of(record)).open(
        "situation", as_of="2025-07-05", period="own", since="2025-07-01", until="2025-07-05"
    )
    assert page.notices == []
    undo(record, 4, by="Olena", at=AT)  # the distances: the data now begins on 1 September
    page.run()
    assert [notice for notice in page.notices if "could not be drawn" in notice] == []
    assert bar(page)[2] == date(2025, 9, 1)


def test_a_session_that_chose_no_day_follows_the_newest_date(
    screen: Opens, small: Record, tmp_path: Path
) -> None:
    record = databases.new(tmp_path / "copy.db", like=small)
    page = screen(databases.url_of(record)).open("situation")
    assert page.cards["People remaining"][0] == "10 100"
    send(record, people((HULI, "2025-09-14", 50)))
    page.run()
    assert bar(page)[2] == date(2025, 9, 14)
    assert page.address == {}
    assert page.cards["People remaining"][0] == "10 150"


def test_a_source_that_had_nothing_yet_on_the_as_of_day_leaves_the_page_standing(
    screen: Opens, small_url: str
) -> None:
    page = screen(small_url).open("situation", source="Map", as_of="2025-07-05")
    assert page.notices == []
    assert page.cards["Towns within 10 km"][0] == "no report"
