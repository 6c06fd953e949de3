"""Pace against time on the pages: the demonstration's figures reckoned from its files, and the sentences."""

from datetime import date, timedelta
from math import ceil

import pytest

from dashboard.look.words import word
from tests.analysis.sample_figures import SELECTIONS, Sample, before, between
from tests.pages.checks import faults
from tests.records import BILO, KOST, POKR
from tests.ui.conftest import Opens

TITLE = word("clear.title")


@pytest.fixture(scope="module")
def sample() -> Sample:
    return Sample()


@pytest.mark.parametrize("name", ["everything", "an older day", "a raion", "one town", "at transit"])
def test_the_days_to_clear_of_the_demonstration(
    screen: Opens, demonstration_url: str, sample: Sample, name: str
) -> None:
    selected = SELECTIONS[name]
    page = screen(demonstration_url).open("evacuations", **selected.address)
    rows = page.csv("evacuations.clear")
    assert {row["town_code"] for row in rows} == sample.chosen(selected)
    counted = sample.counted(selected, since=before(selected.as_of, 13), until=selected.as_of)
    newest = sample.newest(sample.status, "population_remaining", selected.as_of)
    for row in rows:
        code = row["town_code"]
        days = {report["date"] for report in counted if report["town_code"] == code}
        left = sum(int(report["evacuated"]) for report in counted if report["town_code"] == code)
        assert int(row["days_reported"]) == len(days), code
        on, people = newest.get(code, ("", ""))
        old = bool(on) and between(on, selected.as_of) > 30
        if len(days) >= 3:
            assert float(row["per_day"]) == pytest.approx(left / len(days)), code
        if len(days) < 3 or not on or old or not left or people == "0":
            assert row["days_to_clear"] == "", code
            assert row["why"], code
        else:
            expected = ceil(round(int(people) * len(days) / left, 6))
            assert int(row["days_to_clear"]) == expected, code
            clear_on = date.fromisoformat(selected.as_of) + timedelta(days=expected)
            assert row["clear_on"] == str(clear_on), code


def test_the_table_lists_who_leaves_and_the_file_has_every_town(screen: Opens, small_url: str) -> None:
    page = screen(small_url).open("evacuations")
    assert {row["town_code"] for row in page.csv("evacuations.clear")} >= {POKR, BILO, KOST}
    shown = {cells[0].split(" silent")[0]: cells for cells in page.table(TITLE)}
    assert set(shown) == {"Pokrovsk", "Bilozerske"}
    assert shown["Pokrovsk"][4] == word("clear.brief_few_reports")
    assert shown["Pokrovsk"][3] == "2 of 14"
    assert shown["Pokrovsk"][5] == word("clear.not_reckoned")
    assert word("clear.unlisted", count=3, days=14) in page.markup
    alone = screen(small_url).open("evacuations", town=KOST)
    assert [cells[4] for cells in alone.table(TITLE)] == [word("clear.brief_no_reports")]


def test_the_chosen_distance_stands_in_the_address_and_the_head(screen: Opens, demonstration: str) -> None:
    page = screen(demonstration).open("evacuations", within="25")
    assert word("clear.chance_head", edge=25) in page.markup
    assert {row["within_km"] for row in page.csv("evacuations.clear")} == {"25"}
    assert faults(screen(demonstration).open("evacuations", within="<b>7")) == []


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (POKR, "Not enough reports for a pace: 2 of 14 days have one, 3 are needed."),
        (KOST, "No evacuation reported in 14 days."),
    ],
)
def test_the_page_of_a_town_has_its_sentence(screen: Opens, small_url: str, code: str, sentence: str) -> None:
    page = screen(small_url).open("town", code=code)
    assert sentence in page.markup
    assert faults(page) == []


def test_the_sentence_of_a_town_is_that_of_its_row(screen: Opens, demonstration: str) -> None:
    page = screen(demonstration).open("evacuations")
    row = next(row for row in page.csv("evacuations.clear") if row["town_name"] == "Bilytske")
    town = screen(demonstration).open("town", code=row["town_code"]).markup.replace("\u00a0", " ")
    assert (
        f"(reported on {row['days_reported']} of 14 days) clearing takes {row['days_to_clear']} days; "
        in town
    )
