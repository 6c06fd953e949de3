"""The outlook in words: every number of a sentence is one of its row, and nothing is told as certain."""

from typing import Any

import pytest
from pandas import DataFrame

from dashboard.look.rows import rows_of
from dashboard.ui.outlook_words import (
    cases_sentence,
    chance_cell,
    edge_ahead,
    of_horizon,
    range_text,
    reasons_sentence,
    why_words,
)
from tests.outlooks import outlook_of, several


def after(days: int, outlooks: DataFrame) -> Any:
    return next(iter(rows_of(of_horizon(outlooks, days))))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_sentence_tells_how_often_how_near_and_since_when() -> None:
    assert plain(cases_sentence(after(30, outlook_of(name="Bilozerske")))) == (
        "In 43 of 200 comparable situations since 8 Jul 2024 the front then moved so that it would be within 10 km of "
        "Bilozerske 30 days later. Weighing the most similar ones most, that is a chance of 21 %."
    )


def test_the_sentence_is_about_the_edge_that_is_ahead_of_the_town() -> None:
    told = {km: cases_sentence(after(60, outlook_of(km=km))) for km in (4.0, 9.0, 12.0, 20.0, 40.0)}
    expected = {4.0: (20, 5), 9.0: (20, 5), 12.0: (60, 10), 20.0: (130, 15), 40.0: (200, 25)}
    for km, (came, edge) in expected.items():
        assert told[km].startswith(f"In {came} of 200 comparable situations"), km
        assert f"within {edge} km of A 60 days later" in told[km], km


@pytest.mark.parametrize(
    ("km", "edge"),
    [(0.1, 5), (5, 5), (5.1, 5), (10, 5), (10.1, 10), (15, 10), (15.1, 15), (25, 15), (25.1, 25)],
)
def test_a_distance_on_an_edge_has_that_edge_behind_it(km: float, edge: int) -> None:
    assert edge_ahead(km) == edge


def test_many_cases_are_grouped_in_threes() -> None:
    told = cases_sentence(after(30, outlook_of(cases=5222)))
    assert told.startswith("In 43 of 5\u00a0222 comparable situations")


@pytest.mark.parametrize(
    ("probability", "shown"),
    [
        (0.0, "<1 %"),
        (0.0099, "<1 %"),
        (0.01, "1 %"),
        (0.214, "21 %"),
        (0.99, "99 %"),
        (0.991, ">99 %"),
        (1.0, ">99 %"),
    ],
)
def test_a_chance_is_never_shown_as_certain(probability: float, shown: str) -> None:
    cell = chance_cell(probability)
    assert cell is not None
    escaped = shown.replace("<", "&lt;").replace(">", "&gt;").replace(" ", "\u00a0")
    assert f"<span>{escaped}<i " in cell


def test_the_bar_is_as_long_as_the_chance_and_is_not_read_out() -> None:
    assert '<i class="dash-chance" style="--part:21%" aria-hidden="true"></i>' in str(chance_cell(0.214))
    assert "<small>43 of 200</small>" in str(chance_cell(0.214, note="43 of 200"))


def test_without_a_chance_there_is_no_cell() -> None:
    assert chance_cell(float("nan")) is None


def test_a_range_of_one_figure_is_that_figure() -> None:
    assert range_text(12.04, 15.1) == "12.0–15.1"
    assert range_text(9.8, 9.8) == "9.8"
    assert range_text(0.0, 0.1) == "0–0.1"


@pytest.mark.parametrize(
    ("why", "sentence"),
    [
        ("inside", "No outlook: the town is inside the held area."),
        ("no_distance", "No outlook: Map has no distance of this town on or before this day."),
        ("old_distance", "Not enough data: the newest distance by Map is more than 14 days old."),
        (
            "short_history",
            "Not enough data: the distances by Map reach back less than 120 days, or too few of them are recent.",
        ),
        ("few_cases", "Not enough data: fewer than 50 comparable situations in the distances by Map."),
    ],
)
def test_each_reason_is_a_sentence_with_its_limit(why: str, sentence: str) -> None:
    assert why_words(why, source="Map") == sentence
    assert reasons_sentence([why], source="Map") == sentence
    assert reasons_sentence([why, why], source="Map") == sentence


def test_several_reasons_are_counted_by_town_most_towns_first() -> None:
    assert reasons_sentence(["inside", "short_history", "short_history"], source="Map") == (
        "No outlook for any of these towns: 2 towns with under 120 days of distances, or too few recent ones; "
        "1 town inside the held area."
    )


def test_of_a_horizon_there_is_one_row_for_each_town() -> None:
    rows = of_horizon(several(outlook_of("a"), outlook_of("b")), 60)
    assert rows["town_code"].tolist() == ["a", "b"] and set(rows["horizon_days"]) == {60}
