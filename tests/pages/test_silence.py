"""A town that has gone silent is marked wherever one of its figures is shown, and no other town is."""

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest

from dashboard.look.words import word
from tests.databases import databases
from tests.pages.checks import faults
from tests.records import BILO, HULI, POKR, departures, distances, people, record_of, towns
from tests.screens import Screen

Opens = Callable[[str], Screen]
AS_OF = date(2025, 9, 12)
MARK = "silent 8 d"
SAID = "silent: no report for 8 days, longer than expected"


def days(*ages: int) -> list[str]:
    return [(AS_OF - timedelta(days=age)).isoformat() for age in ages]


@pytest.fixture(scope="module")
def quiet_url(engine: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Pokrovsk reported daily until 8 days before, Bilozerske once a week and 9 days before, Huliaipole never."""
    daily, weekly = days(*range(20, 7, -1)), days(44, 37, 30, 23, 16, 9)
    record = record_of(
        tmp_path_factory.mktemp("quiet") / "dashboard.db",
        towns(),
        people(*((POKR, day, 1400) for day in daily), *((BILO, day, 700) for day in weekly)),
        departures(*((POKR, day, 5) for day in daily), *((BILO, day, 9) for day in weekly)),
        distances(
            *(
                (code, day, "A", km)
                for code in (POKR, BILO, HULI)
                for day, km in zip(days(8, 0), (12, 9), strict=True)
            )
        ),
    )
    return databases.url_of(record)


def plain(shown: object) -> str:
    """With usual blanks only, also of what Plotly is told."""
    return unescape(str(shown)).replace("\\xa0", " ").replace("\u00a0", " ")


@pytest.fixture
def opened(screen: Opens, quiet_url: str) -> Callable[..., Screen]:
    def open_page(page: str, **address: str) -> Screen:
        return screen(quiet_url).open(
            page, as_of=AS_OF.isoformat(), period="own", since="2025-08-01", **address
        )

    return open_page


Opened = Callable[..., Screen]


def test_the_first_page_names_it_and_says_how_many_people_are_behind_it(opened: Opened) -> None:
    cards = opened("situation").cards
    silent, people_there = (
        plain(" ".join(cards[word(f"situation.{name}")])) for name in ("silent", "people")
    )
    assert silent.startswith("1 ") and f"Pokrovsk ({MARK})" in silent
    assert "1 400 of them in 1 town that is silent" in people_there


def test_a_town_that_reports_weekly_is_not_silent_after_nine_days(opened: Opened) -> None:
    page = opened("data", part=word("data.freshness"))
    marked = {row[0].split()[0]: "silent" in row[0] for row in page.table(word("data.freshness"))}
    assert marked == {"Pokrovsk": True, "Bilozerske": False}
    assert f"1 town is silent: Pokrovsk ({MARK})." in plain(page.markup)
    assert faults(page) == []


def test_tables_of_the_front_mark_it_and_their_files_carry_its_days(opened: Opened) -> None:
    page = opened("front")
    for name, label, column in (
        ("front.speeds", "front.nearest", 0),
        ("front.crossings", "front.crossings", 1),
    ):
        shown = {row[column].split()[0]: "silent" in row[column] for row in page.table(word(label))}
        assert shown == {"Pokrovsk": True, "Bilozerske": False, "Huliaipole": False}
        written = {row["town_name"]: row["silent_days"] for row in page.csv(name)}
        assert written == {"Pokrovsk": "8", "Bilozerske": "", "Huliaipole": ""}
    drawn = str(page.charts["front_distance"]["layout"]["annotations"])
    assert ("Pokrovsk (s)" in drawn, "Bilozerske (s)" in drawn) == (True, False)


def test_the_map_rings_it_and_says_so(opened: Opened) -> None:
    page = opened("map")
    layers = {made["id"]: made for made in page.map["layers"]}
    tips = {made["code"]: made["tip"] for made in layers["towns"]["data"]}
    assert [code for code, tip in tips.items() if "Silent" in tip] == [POKR]
    assert len(layers["silent"]["data"]) == 1
    assert {row["town_code"]: row["silent_days"] for row in page.csv("map.towns")}[POKR] == "8"


def test_the_map_of_an_earlier_day_knows_nothing_of_a_later_silence(opened: Opened) -> None:
    page = opened("map")
    page.at.select_slider(key="map_day").set_value(AS_OF - timedelta(days=8))
    assert "silent" not in [made["id"] for made in page.run().map["layers"]]


def test_charts_of_evacuations_mark_it(opened: Opened) -> None:
    charts = opened("evacuations").charts
    assert f"Pokrovsk ({MARK})" in plain(charts["evacuations_by"]["layout"]["annotations"])
    assert f"Pokrovsk ({MARK})" in plain(charts["evacuations_flows"]["data"])
    assert "Pokrovsk (s)" in str(charts["evacuations_pace"]["layout"]["annotations"])
    assert "Bilozerske (" not in str(charts)


def test_its_own_page_marks_its_name_and_what_it_reported(opened: Opened) -> None:
    page = opened("town", code=POKR)
    assert f'title="{SAID}"' in page.markup.split("</h2>")[0]
    marked = {label: SAID in words for label, (_, words) in page.cards.items()}
    assert marked[word("town.people")] and marked[word("town.evacuated")]
    assert not marked[word("town.front")] and not marked[word("town.status")]
    assert "silent" not in opened("town", code=BILO).markup


def test_a_town_that_never_reported_is_not_silent(opened: Opened) -> None:
    assert "silent" not in opened("town", code=HULI).markup
