"""People remaining: the newest estimate of each town, never one nobody made."""

from datetime import date

import pytest

from dashboard.analysis.asking import Ask
from dashboard.analysis.remaining import people_remaining
from dashboard.model.filters import Filters
from tests.analysis.conftest import Told
from tests.records import BILO, KOST, POKR, csv_of, on, people

DAY = "2025-09-12"


def remaining(ask: Ask, filters: Filters) -> tuple[int | None, int, int]:
    found = people_remaining(ask, filters, overview=ask("overview", filters))
    return found.people, found.towns, found.towns_chosen


def test_a_town_never_reported_is_absent_not_zero(told: Told) -> None:
    ask = told(people((POKR, "2025-09-01", 1400)))
    assert remaining(ask, on(DAY)) == (1400, 1, 5)
    assert remaining(ask, on(DAY, towns=(BILO,))) == (None, 0, 1)


def test_an_estimate_of_nobody_left_is_zero_people_in_one_town(told: Told) -> None:
    ask = told(people((POKR, "2025-09-01", 0)))
    assert remaining(ask, on(DAY)) == (0, 1, 5)


def test_the_newest_estimate_counts_though_a_newer_report_gives_none(told: Told) -> None:
    ask = told(
        csv_of(
            "town_code date status population_remaining",
            (POKR, "2025-09-01", "at_risk", 1400),
            (POKR, "2025-09-08", "at_risk", None),
        )
    )
    found = people_remaining(ask, on(DAY), overview=ask("overview", on(DAY)))
    assert (found.people, found.newest) == (1400, date(2025, 9, 1))


def test_an_estimate_is_old_after_more_than_30_days(told: Told) -> None:
    ask = told(people((POKR, "2025-08-13", 1400), (BILO, "2025-08-12", 700), (KOST, "2025-09-12", 8000)))
    found = people_remaining(ask, on(DAY), overview=ask("overview", on(DAY)))
    assert (found.old_towns, found.old_people) == (1, 700)
    assert (found.newest, found.oldest) == (date(2025, 9, 12), date(2025, 8, 12))


def test_a_town_new_to_the_reports_is_no_growth(told: Told) -> None:
    ask = told(
        people(
            (POKR, "2025-08-29", 5000),
            (POKR, "2025-09-05", 1000),
            (POKR, "2025-09-12", 900),
            (KOST, "2025-09-10", 8000),
        )
    )
    found = people_remaining(ask, on(DAY), overview=ask("overview", on(DAY)))
    assert found.people == 8900
    assert found.change == pytest.approx(-0.1)


def test_there_is_no_change_where_nobody_reported_seven_days_before_or_nobody_was_left_then(
    told: Told,
) -> None:
    ask = told(people((POKR, "2025-09-06", 1000), (KOST, "2025-09-05", 0)))
    for town in (POKR, KOST):
        chosen = on(DAY, towns=(town,))
        assert people_remaining(ask, chosen, overview=ask("overview", chosen)).change is None


def test_weekly_sums_run_from_seven_weeks_before_and_begin_where_the_reports_do(told: Told) -> None:
    ask = told(people((POKR, "2025-08-29", 1000), (KOST, "2025-09-05", 8000), (POKR, "2025-09-12", 900)))
    found = people_remaining(ask, on(DAY), overview=ask("overview", on(DAY)))
    assert found.weekly == (None, None, None, None, None, 1000, 9000, 8900)
