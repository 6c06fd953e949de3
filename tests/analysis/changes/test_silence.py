"""A town has gone silent where it is silent now and was not then."""

from datetime import date

from tests.analysis.conftest import Told
from tests.analysis.told_changes import changed, seen
from tests.records import BILO, KOST, POKR, departures, people

NAMES = ("town_code", "kind", "before", "after", "before_date", "date")


def test_a_town_falls_silent_on_the_first_day_beyond_its_rhythm(told: Told) -> None:
    """Without a known rhythm after 7 days: a report of 4 September is 8 days old on the 12th."""
    ask = told(people((POKR, "2025-09-04", 900), (BILO, "2025-09-05", 900)))
    assert seen(changed(ask), *NAMES) == [(POKR, "silent", None, 8, "09-04", "09-12")]
    assert changed(ask, day="2025-09-11").empty


def test_a_town_that_was_silent_already_did_not_change(told: Told) -> None:
    ask = told(people((POKR, "2025-08-28", 900), (BILO, "2025-08-29", 900)))
    assert seen(changed(ask), *NAMES) == [(BILO, "silent", None, 14, "08-29", "09-06")]


def test_the_usual_gap_of_a_town_is_told(told: Told) -> None:
    days = (1, 3, 5, 7, 9)
    ask = told(departures(*((KOST, f"2025-08-{day:02}", 0) for day in days)))
    found = changed(ask, day="2025-08-14", since=date(2025, 8, 13))
    assert seen(found, *NAMES) == [(KOST, "silent", 2, 5, "08-09", "08-14")]
