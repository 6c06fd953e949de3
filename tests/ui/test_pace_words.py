"""Pace against time in sentences: whole ones, for each reason and at each end."""

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from dashboard.ui.pace_words import clear_in, pace_sentence

ROW: dict[str, Any] = {
    "people": 696,
    "people_date": pd.Timestamp("2025-09-10"),
    "days_reported": 9,
    "per_day": 12.0,
    "why": None,
    "days_to_clear": 58,
    "chance": 0.64,
    "chance_in_90_days": 0.7,
    "near_in_days": 42,
    "near_on": pd.Timestamp("2025-10-24"),
    "still_there_low": 180,
    "still_there_high": 420,
    "within_km": 10,
}
AT = "At 12 a day (reported on 9 of 14 days)"
STILL = "people likely still there: 180–420 (on 24 Oct 2025, when that chance reaches one half)"


def said(**changed: Any) -> str:
    return pace_sentence(SimpleNamespace(**ROW | changed)).replace("\u00a0", " ")


def test_the_sentence_tells_pace_time_chance_and_who_is_likely_still_there() -> None:
    assert said() == (
        f"{AT} clearing takes 58 days; chance that the front is within 10 km by then: 64 %; {STILL}."
    )


def test_beyond_the_outlook_its_last_day_is_told() -> None:
    assert said(days_to_clear=1, days_reported=14, per_day=3.44, chance=float("nan")) == (
        "At 3.4 a day (reported on 14 of 14 days) clearing takes 1 day; that is beyond the outlook; chance that the "
        f"front is within 10 km in 90 days: 70 %; {STILL}."
    )


@pytest.mark.parametrize(
    ("changed", "end"),
    [
        (
            {"still_there_low": 300, "still_there_high": 300},
            "people likely still there: 300 (on 24 Oct 2025, when",
        ),
        (
            {"still_there_low": 0, "still_there_high": 90},
            "people likely still there: 0–90 (on 24 Oct 2025, when",
        ),
        (
            {"still_there_low": 0, "still_there_high": 0},
            "at this pace all have left before the chance reaches one half.",
        ),
        (
            {"near_in_days": 0, "near_on": pd.Timestamp("2025-09-12")},
            "the front is within that distance already, and all 696 people are still there.",
        ),
        ({"near_in_days": pd.NA, "near_on": pd.NaT}, "the chance stays under one half for 90 days."),
    ],
)
def test_who_is_likely_still_there(changed: dict[str, Any], end: str) -> None:
    assert said(**changed).split("; ")[-1].startswith(end)


def test_without_an_outlook_no_chance_and_nobody_left_behind_is_told() -> None:
    changed = {"chance": float("nan"), "chance_in_90_days": float("nan"), "near_in_days": pd.NA}
    assert said(**changed) == f"{AT} clearing takes 58 days; there is no outlook for the front."
    why = pace_sentence(SimpleNamespace(**ROW | changed), why_no_outlook="inside", source="A")
    assert why.replace("\u00a0", " ") == (
        f"{AT} clearing takes 58 days; there is no outlook for the front (inside the held area)."
    )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"why": "no_reports"}, "No evacuation reported in 14 days."),
        (
            {"why": "few_reports", "days_reported": 1},
            "Not enough reports for a pace: 1 of 14 days has one, 3 are needed.",
        ),
        (
            {"why": "few_reports", "days_reported": 2},
            "Not enough reports for a pace: 2 of 14 days have one, 3 are needed.",
        ),
        ({"why": "no_people"}, f"{AT}; how many people remain is not reported."),
        (
            {"why": "old_people"},
            f"{AT}; the number of people remaining is of 10 Sep 2025, too old to reckon with.",
        ),
        ({"why": "nobody_there"}, "Nobody remains by the report of 10 Sep 2025."),
    ],
)
def test_states_are_words_and_no_numbers(changed: dict[str, Any], sentence: str) -> None:
    assert said(**changed) == sentence


def test_a_pace_of_nobody_is_never_clear() -> None:
    assert said(why="nobody_left", per_day=0.0, days_to_clear=pd.NA, chance=float("nan")) == (
        "Nobody left on the 9 days of 14 with a report: at this pace the town is never clear; that is beyond the "
        f"outlook; chance that the front is within 10 km in 90 days: 70 %; {STILL}."
    )


def test_a_cell_says_days_or_why_there_are_none() -> None:
    assert clear_in(SimpleNamespace(**ROW)) == "58 days"
    whys = ("no_reports", "few_reports", "no_people", "old_people", "nobody_there", "nobody_left")
    assert [clear_in(SimpleNamespace(**ROW | {"why": why})) for why in whys] == [
        "no evacuation reported",
        "not enough reports",
        "people not reported",
        "number of people too old",
        "nobody remains",
        "never, nobody left",
    ]
