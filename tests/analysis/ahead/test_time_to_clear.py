"""Clearing a town at its pace, against the chance of the front: each rule at, below and above its limit."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from dashboard.analysis.ahead.time_to_clear import time_to_clear
from dashboard.analysis.asking import Ask
from dashboard.model.filters import Filters
from tests.analysis.conftest import Told
from tests.analysis.given_outlooks import NONE, outlooks_of
from tests.records import BILO, HULI, KOST, POKR, csv_of, departures, on, people

DAY = "2025-09-12"
# On 9 of the 14 days 108 people, so 12 a reported day: 54 on 5 days of the first week, 54 on 4 of the second.
NINE_DAYS = [(1, 12), (3, 12), (4, 18), (6, 12), (7, 10), (8, 11), (10, 8), (11, 10), (13, 15)]
RISING = (0.2, 0.4, 0.65, 0.7)
OUTLOOKS = outlooks_of((BILO, 16.0, RISING))


def back(days: int) -> str:
    return str(date.fromisoformat(DAY) - timedelta(days=days))


def left(code: str, *reports: tuple[int, int]) -> str:
    """Departures of a town: how many days ago, and how many people."""
    return departures(*((code, back(ago), count) for ago, count in reports))


def reckoned(ask: Ask, filters: Filters, *, outlooks: DataFrame, within_km: int = 10) -> DataFrame:
    overview = ask("overview", filters)
    return time_to_clear(ask, filters, overview=overview, outlooks=outlooks, within_km=within_km)


def cleared(
    ask: Ask, *, outlooks: DataFrame = OUTLOOKS, within_km: int = 10, filters: Filters | None = None
) -> Any:
    """The row of Bilozerske, missing as None."""
    chosen = on(DAY) if filters is None else filters
    rows = reckoned(ask, chosen, outlooks=outlooks, within_km=within_km)
    row = rows[rows["town_code"] == BILO].astype(object)
    return next(row.where(row.notna(), None).itertuples(index=False))


def test_the_days_to_clear_are_people_over_the_pace_of_the_reported_days(told: Told) -> None:
    row = cleared(told(people((BILO, back(2), 696)), left(BILO, *NINE_DAYS)))
    assert (row.per_day, row.days_reported, row.people, row.why) == (12.0, 9, 696, None)
    assert (row.days_to_clear, row.clear_on) == (58, pd.Timestamp("2025-11-09"))


def test_a_day_begun_is_a_day_to_clear(told: Told) -> None:
    assert cleared(told(people((BILO, DAY, 697)), left(BILO, *NINE_DAYS))).days_to_clear == 59


def test_the_ends_of_the_pace_are_the_fastest_week_and_the_slower_of_the_slowest_week_and_all_days(
    told: Told,
) -> None:
    row = cleared(told(people((BILO, DAY, 696)), left(BILO, *NINE_DAYS)))
    weeks = [
        [count for ago, count in NINE_DAYS if last <= ago < last + 7] for last in range(8)
    ]  # each seven days in a row of the fourteen
    paces = [sum(week) / len(week) for week in weeks]
    assert row.per_day_fast == pytest.approx(max(paces))
    assert min(paces) > 108 / 14
    assert row.per_day_slow == pytest.approx(108 / 14)
    assert (row.days_to_clear_fast, row.days_to_clear_slow) == (-(-696 // max(paces)), 91)


def test_with_a_report_on_every_day_the_slow_end_is_the_slowest_week(told: Told) -> None:
    daily = [(ago, 20 if ago >= 7 else 10) for ago in range(14)]
    row = cleared(told(people((BILO, DAY, 300)), left(BILO, *daily)))
    assert (row.per_day, row.per_day_fast, row.per_day_slow) == (15.0, 20.0, 10.0)
    assert (row.days_to_clear_fast, row.days_to_clear, row.days_to_clear_slow) == (15, 20, 30)


def test_the_chance_is_that_of_the_day_when_all_have_left(told: Told) -> None:
    row = cleared(told(people((BILO, DAY, 696)), left(BILO, *NINE_DAYS)))
    assert row.chance == pytest.approx(0.4 + 0.25 * 28 / 30)
    assert row.chance_in_90_days == pytest.approx(0.7)


@pytest.mark.parametrize(("count", "chance"), [(1080, 0.7), (1081, None)])
def test_beyond_90_days_there_is_no_chance_but_that_of_the_last_day(
    told: Told, count: int, chance: float | None
) -> None:
    row = cleared(told(people((BILO, DAY, count)), left(BILO, *NINE_DAYS)))
    assert row.days_to_clear == (90 if count == 1080 else 91)
    assert row.chance == chance
    assert row.chance_in_90_days == 0.7


def test_likely_still_there_are_those_left_when_the_chance_reaches_one_half(told: Told) -> None:
    row = cleared(told(people((BILO, DAY, 696)), left(BILO, *NINE_DAYS)))
    assert row.near_in_days == 42  # 0.4 on day 30, 0.65 on day 60: 0.5 after 12 of these 30 days
    assert row.near_on == pd.Timestamp("2025-10-24")
    assert row.still_there_low == round(696 - 42 * row.per_day_fast)
    assert row.still_there_high == 696 - 42 * 108 / 14 == 372


@pytest.mark.parametrize(
    ("chances", "days"),
    [
        ((0.0, 0.0, 0.0, 0.5), 90),
        ((0.0, 0.0, 0.0, 0.4999), None),
        ((0.5, 0.5, 0.5, 0.5), 14),
        ((0.7, 0.1, 0.1, 0.1), 10),
    ],
)
def test_the_first_day_of_one_half_is_found_at_the_limit_and_not_below(
    told: Told, chances: tuple[float, ...], days: int | None
) -> None:
    ask = told(people((BILO, DAY, 696)), left(BILO, *NINE_DAYS))
    assert cleared(ask, outlooks=outlooks_of((BILO, 16.0, chances))).near_in_days == days


@pytest.mark.parametrize(("km", "days"), [(10.0, 0), (10.1, 7)])
def test_where_the_front_is_within_today_everybody_is_still_there(told: Told, km: float, days: int) -> None:
    ask = told(people((BILO, DAY, 696)), left(BILO, *NINE_DAYS))
    row = cleared(ask, outlooks=outlooks_of((BILO, km, (1.0, 1.0, 1.0, 1.0))))
    assert row.near_in_days == days
    assert (row.still_there_high == 696) is (days == 0)


def test_nobody_is_left_below_zero(told: Told) -> None:
    ask = told(people((BILO, DAY, 100)), left(BILO, *NINE_DAYS))
    row = cleared(ask, outlooks=outlooks_of((BILO, 16.0, (0.0, 0.0, 0.0, 0.5))))
    assert (row.still_there_low, row.still_there_high) == (0, 0)


def test_another_distance_has_other_chances(told: Told) -> None:
    ask = told(people((BILO, DAY, 696)), left(BILO, *NINE_DAYS))
    row = cleared(ask, outlooks=outlooks_of((BILO, 16.0, (1.0, 1.0, 1.0, 1.0)), within_km=25), within_km=25)
    assert (row.within_km, row.chance, row.near_in_days) == (25, 1.0, 0)


@pytest.mark.parametrize(
    ("reports", "why"),
    [
        ([], "no_reports"),
        ([(14, 12), (15, 12), (16, 12)], "no_reports"),
        ([(0, 12), (13, 12)], "few_reports"),
        ([(0, 12), (5, 12), (14, 12)], "few_reports"),
        ([(0, 12), (5, 12), (13, 12)], None),
        ([(0, 0), (5, 0), (13, 0)], "nobody_left"),
        ([(0, 0), (5, 0), (13, 1)], None),
    ],
)
def test_three_of_fourteen_days_must_have_a_report(
    told: Told, reports: list[tuple[int, int]], why: str | None
) -> None:
    texts = [left(BILO, *reports)] if reports else []
    row = cleared(told(people((BILO, DAY, 700)), *texts))
    assert row.why == why
    assert (row.days_to_clear is None) is (why is not None)
    assert (row.per_day is None) is (why in ("no_reports", "few_reports"))


def test_where_nobody_left_the_town_is_never_clear_and_all_are_still_there(told: Told) -> None:
    row = cleared(told(people((BILO, DAY, 700)), left(BILO, (0, 0), (1, 0), (2, 0))))
    assert (row.days_to_clear, row.clear_on, row.chance, row.chance_in_90_days) == (None, None, None, 0.7)
    assert (row.near_in_days, row.still_there_low, row.still_there_high) == (42, 700, 700)


@pytest.mark.parametrize(
    ("reports", "why"),
    [
        ([(30, 700)], None),
        ([(31, 700)], "old_people"),
        ([(31, 700), (3, 650)], None),
        ([(0, 0)], "nobody_there"),
        ([(40, 0)], "old_people"),
        ([], "no_people"),
    ],
)
def test_the_people_remaining_must_be_reported_and_at_most_30_days_old(
    told: Told, reports: list[tuple[int, int]], why: str | None
) -> None:
    texts = [people(*((BILO, back(ago), count) for ago, count in reports))] if reports else []
    row = cleared(told(*texts, left(BILO, *NINE_DAYS)))
    assert row.why == why
    assert row.per_day == 12.0
    assert (row.days_to_clear is None) is (why is not None)


def test_an_empty_town_is_empty_also_where_nobody_counted_departures(told: Told) -> None:
    assert cleared(told(people((BILO, DAY, 0)))).why == "nobody_there"
    assert cleared(told(people((BILO, DAY, 0)), left(BILO, (0, 12)))).why == "nobody_there"
    assert cleared(told(people((BILO, back(31), 0)))).why == "no_reports"


def test_without_an_outlook_the_days_stand_and_the_chance_is_missing(told: Told) -> None:
    ask = told(people((BILO, DAY, 696)), left(BILO, *NINE_DAYS))
    for outlooks in (outlooks_of((BILO, 5.0, NONE)), outlooks_of((POKR, 5.0, RISING))):
        row = cleared(ask, outlooks=outlooks)
        assert row.days_to_clear == 58
        assert (row.chance, row.chance_in_90_days, row.near_in_days) == (None, None, None)
        assert (row.still_there_low, row.still_there_high) == (None, None)


def test_people_counted_elsewhere_are_no_departures(told: Told) -> None:
    transit = csv_of(
        "town_code date count_at evacuated", *((BILO, back(ago), "transit", 90) for ago in range(5))
    )
    ask = told(people((BILO, DAY, 696)), left(BILO, *NINE_DAYS), transit)
    assert cleared(ask).per_day == 12.0
    row = cleared(ask, filters=on(DAY, count_at="transit"))
    assert (row.per_day, row.days_reported) == (90.0, 5)


def test_two_teams_on_one_day_are_one_day(told: Told) -> None:
    rows = [
        (BILO, back(0), 5, "A"),
        (BILO, back(0), 7, "B"),
        (BILO, back(1), 4, "A"),
        (BILO, back(2), 8, "A"),
    ]
    row = cleared(told(people((BILO, DAY, 80)), csv_of("town_code date evacuated team", *rows)))
    assert (row.per_day, row.days_reported, row.days_to_clear) == (8.0, 3, 10)


def test_nothing_after_the_as_of_day_counts(told: Told) -> None:
    ask = told(
        people((BILO, back(10), 696), (BILO, back(0), 5)),
        left(BILO, *((ago + 10, count) for ago, count in NINE_DAYS), (9, 500), (0, 500)),
    )
    row = cleared(ask, filters=on(back(10)))
    assert (row.per_day, row.days_to_clear) == (12.0, 58)


def test_the_days_of_the_charts_do_not_matter(told: Told) -> None:
    ask = told(people((BILO, DAY, 696)), left(BILO, *NINE_DAYS))
    assert cleared(ask, filters=on(DAY, since="2025-09-01", until="2025-09-03")).days_to_clear == 58


def test_every_chosen_town_has_a_row_and_no_other(told: Told) -> None:
    ask = told(
        people((BILO, DAY, 696), (POKR, DAY, 50)), left(BILO, *NINE_DAYS), left(POKR, (0, 5), (1, 5), (2, 5))
    )
    outlooks = outlooks_of((BILO, 16.0, RISING), (POKR, 3.0, (1.0, 1.0, 1.0, 1.0)))
    every = reckoned(ask, on(DAY), outlooks=outlooks).set_index("town_code")
    assert set(every.index) >= {BILO, POKR, KOST, HULI}
    assert every["days_to_clear"].dropna().to_dict() == {BILO: 58, POKR: 10}
    one = reckoned(ask, on(DAY).of_town(POKR), outlooks=outlooks)
    assert list(one["town_code"]) == [POKR]
    assert one["chance"].iloc[0] == 1.0


def test_without_any_report_every_town_says_so(told: Told) -> None:
    rows = reckoned(told(), on(DAY), outlooks=OUTLOOKS)
    assert len(rows) == 5
    assert set(rows["why"]) == {"no_reports"}
    assert set(rows["days_reported"]) == {0}


def test_the_days_between_the_horizons_are_those_of_the_outlook(told: Told) -> None:
    """Straight between today, when it is beyond 10 km, and the horizons."""
    ask = told(people((BILO, DAY, 696)), left(BILO, *NINE_DAYS))
    chances = {day: float(np.interp(day, (0, 14, 30, 60, 90), (0.0, *RISING))) for day in range(91)}
    assert cleared(ask).near_in_days == min(day for day, chance in chances.items() if chance >= 0.5 - 1e-9)
