"""Which town first, on the page: the order, its reasons, the weights of the address."""

import html
import re
from collections.abc import Callable
from typing import ParamSpec

import pytest
from pandas import DataFrame

from dashboard.analysis import attention_parts as parts_of
from dashboard.analysis.ahead.outlook import outlook
from dashboard.analysis.attention import EQUAL_WEIGHTS
from dashboard.look.words import word
from dashboard.ui import attention_part, near_towns
from dashboard.ui.kept import kept
from tests.pages.checks import faults
from tests.records import BILO, HULI, KOST, POKR
from tests.screens import Screen
from tests.ui.conftest import Opens

Given = ParamSpec("Given")
PARTS = parts_of.PARTS
TITLE = word("attention.title")


def order(page: Screen) -> list[str]:
    """The names, without the raion that tells towns of one name apart."""
    return [re.split(r" silent| \(", cells[0])[0] for cells in page.table(TITLE)]


def weights_shown(page: Screen) -> list[int]:
    page.unfold("weights_opened")
    return [page.at.slider(key=f"weight_{name}").value for name in PARTS]


def weigh(page: Screen, name: str, weight: int) -> Screen:
    page.unfold("weights_opened")
    page.at.slider(key=f"weight_{name}").set_value(weight)
    return page.run()


def test_the_table_is_the_order_of_its_file(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("situation")
    rows = page.csv("situation.towns")
    assert [row["rank"] for row in rows] == [str(place) for place in range(1, len(rows) + 1)]
    assert order(page) == [row["town_name"] for row in rows]
    assert HULI not in {row["town_code"] for row in rows}
    assert word("attention.inside", count=1) in page.markup


def test_the_file_holds_every_part_and_its_sum_is_the_score(screen: Opens, demonstration: str) -> None:
    rows = screen(demonstration).open("situation", weights="1-2-3-4-10").csv("situation.towns")
    assert len(rows) > 30
    for row in rows:
        adds = 0.0
        for name, weight in zip(PARTS, (1, 2, 3, 4, 10), strict=True):
            part = float(row[f"part_{name}"]) if row[f"part_{name}"] else 0.5
            assert float(row[f"adds_{name}"]) == pytest.approx(part * weight / 20, abs=1e-6)
            adds += part * weight / 20
        assert float(row["score"]) == pytest.approx(adds, abs=1e-6)
    reported = [row for row in rows if row["ever_reported"] == "True"]
    assert rows[: len(reported)] == reported
    scores = [float(row["score"]) for row in reported]
    assert scores == sorted(scores, reverse=True)


def test_a_row_opens_to_each_part_with_its_reckoning_figures_and_source(
    screen: Opens, small_url: str
) -> None:
    page = screen(small_url).open("situation", source="Map")
    why = {cells[0].split(" silent")[0]: cells[7] for cells in page.table(TITLE)}
    row = next(row for row in page.csv("situation.towns") if row["town_code"] == BILO)
    assert (row["people"], row["services_closed"], row["front_distance_km"]) == ("700", "1", "14.5")
    people = float(row["part_people"])
    assert (
        f"People left {people:.2f} × weight 0.20 adds {people / 5:.2f} 700 people left BBC, 10 Sep 2025"
        in (why["Bilozerske"])
    )
    assert (
        "Services lost 1.00 × weight 0.20 adds 0.20 1 of 1 service closed; water BBC, 10 Sep 2025 (2 days old)"
        in (why["Bilozerske"])
    )
    assert (
        "Pace short of time not reported, taken as 0.50 × weight 0.20 adds 0.10 pace: not enough reports"
        in (why["Bilozerske"])
    )
    assert "front not within 10 km today, no outlook Map, 12 Sep 2025 (today)" in why["Bilozerske"]
    assert "front within 10 km today, no outlook Map, 12 Sep 2025 (today)" in why["Pokrovsk"]
    assert any(link.endswith(f"town?code={BILO}") for link in page.links)


def test_another_distance_is_another_contact(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("situation")
    contact = {row["town_code"]: row["part_contact"] for row in page.csv("situation.towns")}
    assert (contact[POKR], contact[BILO]) == ("1.0", "0.0")
    page.at.segmented_control(key="within").set_value(15)
    contact = {row["town_code"]: row["part_contact"] for row in page.run().csv("situation.towns")}
    assert (contact[POKR], contact[BILO]) == ("1.0", "1.0")


def test_moving_a_weight_turns_the_order_and_stands_in_the_address(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("situation")
    assert "weights" not in page.address
    for name in ("contact", "pace", "services", "age"):
        weigh(page, name, 0)
    assert page.address["weights"] in ("0-5-0-0-0", ["0-5-0-0-0"])
    assert order(page)[:3] == ["Kostiantynivka", "Pokrovsk", "Bilozerske"]  # by people remaining
    other = screen(small_url).open("situation", weights="5-0-0-0-0")
    assert order(other)[0] == "Pokrovsk"
    assert weights_shown(other) == [5, 0, 0, 0, 0]
    other.at.button(key="weights_equal").click()
    other.run()
    assert "weights" not in other.address
    assert weights_shown(other) == list(EQUAL_WEIGHTS)


def test_the_weights_outlast_a_change_of_page(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("situation", weights="1-2-3-4-5")
    page.go("front")
    page.go("situation")
    assert weights_shown(page) == [1, 2, 3, 4, 5]
    assert page.address["weights"] in ("1-2-3-4-5", ["1-2-3-4-5"])


@pytest.mark.parametrize("text", ["5-5-5-5-11", "<img src=x onerror=alert(1)>", "1-2-3", "٣-5-5-5-5"])
def test_weights_that_cannot_be_read_are_named_and_equal_ones_used(
    screen: Opens, small_url: str, text: str
) -> None:
    page = screen(small_url).open("situation", weights=text)
    assert page.notices == [
        f'weights: found "{text}", expected 5 whole numbers from 0 to 10, like 5-5-5-5-5. Equal weights are used.'
    ]
    assert weights_shown(page) == list(EQUAL_WEIGHTS)
    assert "<img src=x" not in page.markup
    assert faults(page) == []
    assert page.run().notices == []


def test_with_no_weight_at_all_the_page_says_that_nothing_counts(screen: Opens, demonstration: str) -> None:
    page = screen(demonstration).open("situation", weights="0-0-0-0-0")
    assert word("attention.no_weights") in page.markup
    rows = [row for row in page.csv("situation.towns") if row["ever_reported"] == "True"]
    distances = [float(row["front_distance_km"]) for row in rows]
    assert distances == sorted(distances)
    assert faults(page) == []


def test_the_steadiness_is_told_where_there_are_more_towns_than_first_places(
    screen: Opens, demonstration: str, small_url: str
) -> None:
    markup = html.unescape(screen(demonstration).open("situation").markup)
    found = re.search(r"These 5 stay the first 5 in (\d+) of 243 trials", markup)
    assert found is not None and 0 < int(found[1]) <= 243
    assert "stay the first" not in screen(small_url).open("situation").markup


def test_moving_a_weight_reckons_no_outlook_again(
    screen: Opens, small_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reckoned: list[str] = []

    def counted(name: str, reckon: Callable[Given, DataFrame]) -> Callable[Given, DataFrame]:
        def noted(*args: Given.args, **named: Given.kwargs) -> DataFrame:
            reckoned.append(name)
            return reckon(*args, **named)

        return noted

    monkeypatch.setattr(near_towns, "outlook", counted("outlook", outlook))
    monkeypatch.setattr(attention_part, "attention_parts", counted("parts", parts_of.attention_parts))
    page = screen(small_url).open("situation")
    assert reckoned == ["outlook", "parts"]
    before = order(page)
    assert order(weigh(page, "people", 0)) != before
    assert reckoned == ["outlook", "parts"]


def test_one_town_alone_has_a_row(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("situation", town=KOST)
    assert order(page) == ["Kostiantynivka"]
    held = screen(small_url).open("situation", town=HULI)
    assert held.csv("situation.towns") == []
    assert faults(held) == []


def test_the_weights_outlast_the_closing_of_what_they_were_set_in(screen: Opens, small_url: str) -> None:
    page = weigh(screen(small_url).open("situation"), "people", 9)
    page.at.session_state["weights_opened"] = False
    page.run().run()
    assert not [slider for slider in page.at.slider if str(slider.key).startswith("weight_")]
    assert page.address["weights"] in ("5-9-5-5-5", ["5-9-5-5-5"])
    assert weights_shown(page) == [5, 9, 5, 5, 5]


def test_of_a_large_country_the_nearest_towns_are_looked_at_and_the_page_says_so(
    screen: Opens, demonstration: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.analysis.near_towns.MOST_TOWNS", 3)
    kept.clear()
    page = screen(demonstration).open("situation")
    nearest = [float(row["front_distance_km"]) for row in page.csv("situation.towns")]
    assert len(nearest) == 3 and max(nearest) < 1
    assert word("near.cut", towns=331, count=3) in page.markup
    assert word("near.cut", towns=331, count=3) in page.go("evacuations").markup
    assert word("near.cut", towns=331, count=3) in page.go("front").markup
    kept.clear()
