"""The outlook on the pages: the figures of the analysis and no others, a reason where there is none."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pandas import DataFrame

from dashboard.look.words import word
from dashboard.ui import near_towns
from dashboard.ui.outlook_words import why_words
from tests.databases import databases
from tests.outlooks import outlook_of, several
from tests.pages.checks import faults
from tests.records import BILO, HULI, KOST, POKR, distances, record_of, towns
from tests.ui.conftest import Opens

HOSTILE = "</td><script>alert(1)</script> **x** {0} %{y}"
Reckons = Callable[[DataFrame], None]


@pytest.fixture
def reckoned(monkeypatch: pytest.MonkeyPatch) -> Reckons:
    """Outlooks in the place of what the analysis would find."""

    def use(outlooks: DataFrame) -> None:
        def given(ask: object, filters: object) -> DataFrame:
            chosen = getattr(filters, "towns", ())
            return outlooks[outlooks["town_code"].isin(chosen)] if chosen else outlooks

        monkeypatch.setattr(near_towns, "outlook", given)

    return use


def of_small() -> DataFrame:
    return several(
        outlook_of(POKR, name="Pokrovsk", km=4.0),
        outlook_of(BILO, name="Bilozerske", km=14.5),
        outlook_of(HULI, name="Huliaipole", km=0.0, without="inside"),
        outlook_of(KOST, name="Kostiantynivka", km=None, on=None, without="no_distance"),
    )


def test_the_front_lists_the_towns_that_may_be_driven_to_after_30_days(
    screen: Opens, small_url: str, reckoned: Reckons
) -> None:
    reckoned(of_small())
    page = screen(small_url).open("front")
    assert page.table(word("outlook.title")) == [
        ["Pokrovsk", "4.0 today", "11.0–16.0", "14.5", "<1 %", "21 %", "70 %", ">99 %", "200"],
        ["Bilozerske", "14.5 today", "11.0–16.0", "14.5", "<1 %", "21 %", "70 %", ">99 %", "200"],
    ]
    assert faults(page) == []


def test_the_file_holds_every_horizon_and_also_the_towns_without_an_outlook(
    screen: Opens, small_url: str, reckoned: Reckons
) -> None:
    reckoned(of_small())
    rows = screen(small_url).open("front").csv("outlook.towns")
    assert [(row["town_code"], row["horizon_days"]) for row in rows] == [
        (code, days) for code in (POKR, BILO, HULI, KOST) for days in ("14", "30", "60", "90")
    ]
    assert [row["why"] for row in rows[8:]] == ["inside"] * 4 + ["no_distance"] * 4
    assert rows[1]["chance_within_10_km"] == "0.214" and rows[1]["came_within_10_km"] == "43.0"
    assert rows[8]["chance_within_10_km"] == ""


def test_the_horizon_is_chosen_and_stands_in_the_address(
    screen: Opens, small_url: str, reckoned: Reckons
) -> None:
    reckoned(of_small())
    page = screen(small_url).open("front", horizon=word("outlook.days", count=90))
    assert page.table(word("outlook.title"))[0][2:6] == ["0–19.0", "13.5", "21 %", "40 %"]
    page.at.segmented_control(key="horizon").set_value(14)
    assert page.run().table(word("outlook.title"))[0][2:6] == ["13.0–15.0", "14.8", "<1 %", "1 %"]


def test_a_town_that_was_chosen_by_name_is_listed_with_its_reason(
    screen: Opens, small_url: str, reckoned: Reckons
) -> None:
    reckoned(of_small())
    page = screen(small_url).open("front", town=[POKR, HULI])
    assert [row[:3] for row in page.table(word("outlook.title"))] == [
        ["Pokrovsk", "4.0 today", "11.0–16.0"],
        ["Huliaipole", "0 today", "inside the held area"],
    ]


@pytest.mark.parametrize(
    "page_of", [("town", {"code": BILO}), ("front", {"town": BILO})], ids=["town", "front"]
)
def test_one_town_has_the_fan_the_sentence_and_every_horizon(
    screen: Opens, small_url: str, reckoned: Reckons, page_of: tuple[str, dict[str, str]]
) -> None:
    reckoned(outlook_of(BILO, name="Bilozerske", km=14.5))
    name, address = page_of
    page = screen(small_url).open(name, **address)
    assert faults(page) == []
    *_, median = page.charts[f"{name}_distance"]["data"]
    assert median["x"] == ["2025-09-12", "2025-09-26", "2025-10-12", "2025-11-11", "2025-12-11"]
    assert median["y"] == [14.5, 14.8, 14.5, 14.0, 13.5]
    assert (
        "In 43 of 200 comparable situations since 8 Jul 2024 the front then moved so that it would be within 10 km of "
        "Bilozerske 30 days later. Weighing the most similar ones most, that is a chance of 21\u00a0%."
    ) in page.markup
    shown = page.table(word("outlook.title"))
    assert [row[1] for row in shown] == ["13.0–15.0", "11.0–16.0", "8.0–17.5", "0–19.0"]
    assert shown[1][5] == "21 % 43 of 200"
    assert len(page.csv("outlook.town")) == 4


@pytest.mark.parametrize("why", ["inside", "no_distance", "old_distance", "short_history", "few_cases"])
def test_a_town_without_an_outlook_has_its_reason_and_no_fan(
    screen: Opens, small_url: str, reckoned: Reckons, why: str
) -> None:
    reckoned(outlook_of(BILO, name="Bilozerske", km=14.5, without=why))
    page = screen(small_url).open("town", code=BILO)
    assert why_words(why, source="Map") in page.empty
    assert not any(trace.get("fill") for trace in page.charts["town_distance"]["data"])
    assert "csv_outlook_town" not in page.files


def test_where_no_town_has_an_outlook_the_reasons_are_counted(
    screen: Opens, small_url: str, reckoned: Reckons
) -> None:
    reckoned(
        several(
            outlook_of(POKR, without="short_history"),
            outlook_of(BILO, without="short_history"),
            outlook_of(HULI, without="inside"),
        )
    )
    page = screen(small_url).open("front")
    assert page.empty == [
        "No outlook for any of these towns: 2 towns with under 120 days of distances, or too few recent ones; "
        "1 town inside the held area."
    ]


def test_the_present_days_of_a_young_database_are_not_enough(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("town", code=BILO)
    assert why_words("short_history", source="Map") in page.empty


def test_the_outlook_says_who_reckoned_it_from_whose_distances(
    screen: Opens, small_url: str, reckoned: Reckons
) -> None:
    reckoned(of_small())
    credit = "Source: Map · newest 12 Sep 2025 (today) · 2 towns, 2 reports · outlook reckoned here, not by the source"
    assert credit in screen(small_url).open("front").markup


def test_text_of_the_data_is_text_in_every_part_of_the_outlook(
    screen: Opens, tmp_path: Path, engine: str, reckoned: Reckons
) -> None:
    record = record_of(tmp_path / "hostile.db", towns(), distances((BILO, "2025-09-12", "Map", 14.5)))
    reckoned(outlook_of(BILO, name=HOSTILE, km=14.5))
    page = screen(databases.url_of(record)).open("town", code=BILO)
    assert faults(page) == []
    assert "<script>" not in page.markup
    assert "of &lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt; **x** {0} %{y} 30 days later" in page.markup
    *_, median = page.charts["town_distance"]["data"]
    assert "<script>" not in str(median) and "%{y}" not in str(median)


def test_the_page_shows_what_the_analysis_finds_in_the_demonstration(
    screen: Opens, demonstration: str
) -> None:
    page = screen(demonstration).open("front")
    rows = [
        row
        for row in page.csv("outlook.towns")
        if row["horizon_days"] == "30" and row["why"] not in ("inside", "no_distance")
    ]
    shown = page.table(word("outlook.title"))
    assert len(shown) == len(rows) > 20
    assert sum(not row["why"] for row in rows) > 20
    for cells, row in zip(shown, rows, strict=True):
        assert re.split(r" silent| \(", cells[0])[0] == row["town_name"]
        assert cells[1].split()[0] == f"{float(row['distance_km']):.1f}"
        if not row["why"]:
            low, high = (one_decimal(float(row[name])) for name in ("p10_km", "p90_km"))
            assert cells[2].split("–") == ([low] if low == high else [low, high]), row
            assert cells[5] == percent(float(row["chance_within_10_km"])), row
    present = [float(row["distance_km"]) for row in rows]
    assert present == sorted(present)


def one_decimal(km: float) -> str:
    return "0" if km == 0 else f"{km:.1f}"


def percent(chance: float) -> str:
    return "<1 %" if chance < 0.01 else ">99 %" if chance > 0.99 else f"{round(100 * chance)} %"
