"""Towns that reported once and no longer do, each by its own rhythm."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import pytest

from dashboard.analysis.asking import Ask
from dashboard.analysis.silence import longest_silent, silence
from dashboard.model.filters import Filters
from tests.analysis.conftest import Told
from tests.analysis.whole_situation import whole_situation
from tests.records import BILO, HULI, KOST, POKR, csv_of, departures, distances, on, people

DAY = "2025-09-12"
AS_OF = date.fromisoformat(DAY)


def every(gaps: Sequence[int], *, age: int, code: str = POKR) -> str:
    """Status reports with these gaps between them, the newest ``age`` days before the as-of day."""
    days = [AS_OF - timedelta(days=age)]
    for gap in reversed(gaps):
        days.append(days[-1] - timedelta(days=gap))
    return people(*((code, day.isoformat(), 1400) for day in reversed(days)))


def found(ask: Ask, filters: Filters | None = None) -> dict[str, tuple[int, int | None, int, bool]]:
    """Age, usual gap, silent after, silent, by town."""
    rows = silence(ask, filters or on(DAY))
    columns = ("town_code", "age_days", "usual_gap_days", "silent_after_days", "silent")
    return {
        code: (age, None if pd.isna(usual) else int(usual), after, silent)
        for code, age, usual, after, silent in zip(*(rows[name].tolist() for name in columns), strict=True)
    }


@pytest.mark.parametrize(
    ("gaps", "usual", "after"),
    [
        ([1] * 30, 1, 3),
        ([1] * 19 + [9], 1, 3),  # one of twenty gaps does not make the rhythm
        ([1] * 18 + [9], 9, 13),  # of nineteen it does
        ([1, 2, 1, 4, 2, 3, 1, 2], 4, 6),
        ([7] * 20, 7, 10),
        ([7] * 12 + [14, 14], 14, 21),
        ([5] * 8, 5, 7),
        ([30, 31, 30, 31, 31], 31, 46),
    ],
)
def test_a_town_is_silent_beyond_its_usual_gap_and_half_of_it(
    told: Told, gaps: list[int], usual: int, after: int
) -> None:
    ask = told(every(gaps, age=0))
    newest = AS_OF
    for age, silent in ((after - 1, False), (after, False), (after + 1, True)):
        seen = on((newest + timedelta(days=age)).isoformat())
        assert found(ask, seen) == {POKR: (age, usual, after, silent)}, age


@pytest.mark.parametrize("gaps", [[], [1], [1, 1, 1], [60, 60, 50]])
def test_without_four_gaps_a_town_is_silent_after_seven_days(told: Told, gaps: list[int]) -> None:
    ask = told(every(gaps, age=0))
    for age, silent in ((6, False), (7, False), (8, True)):
        seen = on((AS_OF + timedelta(days=age)).isoformat())
        assert found(ask, seen) == {POKR: (age, None, 7, silent)}, age


def test_four_gaps_are_a_rhythm(told: Told) -> None:
    assert found(told(every([1, 1, 1, 1], age=4))) == {POKR: (4, 1, 3, True)}


def test_gaps_of_more_than_180_days_ago_are_no_rhythm(told: Told) -> None:
    ask = told(every([20, 20, 20, 20], age=99))
    assert found(ask) == {
        POKR: (99, 20, 30, True)
    }  # the oldest report is of the 180th day, this day included
    assert found(ask, on("2025-09-13")) == {POKR: (100, None, 7, True)}


def test_a_town_that_fell_silent_years_ago_is_silent_since_then(told: Told) -> None:
    ask = told(every([1] * 10, age=700), every([1] * 10, age=0, code=BILO))
    assert found(ask) == {BILO: (0, 1, 3, False), POKR: (700, None, 7, True)}


def test_reports_of_status_and_evacuations_are_one_rhythm_and_a_day_counts_once(told: Told) -> None:
    status = people(*((POKR, f"2025-09-0{day}", 1400) for day in (1, 3, 5, 7)))
    moved = csv_of(
        "town_code date count_at evacuated",
        *((POKR, f"2025-09-0{day}", point, 5) for day in (2, 3, 4, 6) for point in ("departure", "transit")),
    )
    assert found(told(status)) == {POKR: (5, None, 7, False)}  # three gaps of two days
    assert found(told(status, moved)) == {POKR: (5, 1, 3, True)}


def test_a_distance_of_the_front_is_no_report_from_a_town(told: Told) -> None:
    ask = told(
        people((POKR, "2025-09-04", 1400), (BILO, "2025-09-05", 700), (KOST, "2025-08-01", 8000)),
        departures((KOST, "2025-09-03", 0)),
        distances((HULI, "2025-08-01", "A", 5.0)),
    )
    assert found(ask) == {BILO: (7, None, 7, False), KOST: (9, None, 7, True), POKR: (8, None, 7, True)}
    seen = whole_situation(ask, on(DAY))
    assert list(seen.silent["town_code"]) == [KOST, POKR]  # the longest silent first
    assert list(longest_silent(silence(ask, on(DAY)))["age_days"]) == [9, 8]
    assert seen.reporting_towns == 3


def test_only_chosen_towns_are_looked_at(told: Told) -> None:
    ask = told(every([1] * 5, age=9), every([7] * 5, age=9, code=BILO))
    assert found(ask, on(DAY, towns=(BILO,))) == {BILO: (9, 7, 10, False)}
    assert found(ask, on(DAY, area="UA1412")) == {}


def test_a_town_is_not_silent_because_its_people_were_counted_elsewhere(told: Told) -> None:
    ask = told(csv_of("town_code date count_at evacuated", (POKR, "2025-09-10", "transit", 5)))
    for point in ("departure", "transit"):
        seen = whole_situation(ask, on(DAY, count_at=point))
        assert (len(seen.silent), seen.reporting_towns) == (0, 1), point


def test_a_report_after_the_as_of_day_neither_ends_a_silence_nor_makes_a_rhythm(told: Told) -> None:
    later = [f"2025-09-1{day}" for day in range(6)]
    ask = told(
        people((POKR, "2025-09-01", 1400), *((POKR, day, 1300) for day in later)),
        departures(*((code, day, 5) for code in (POKR, BILO) for day in later)),
    )
    assert found(ask, on("2025-09-09")) == {POKR: (8, None, 7, True)}
    assert list(whole_situation(ask, on("2025-09-09")).silent["town_code"]) == [POKR]
