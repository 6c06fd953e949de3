"""Each kind of figure is written in one way, and what is missing is never written as 0."""

from collections.abc import Callable
from datetime import date
from functools import partial

import numpy
import pandas
import pytest

from dashboard.look.formats import (
    age,
    chance,
    dated,
    day,
    is_missing,
    km,
    pace,
    people,
    share,
    signed,
    signed_share,
)

SPACE = "\u00a0"


NOTHING = (None, float("nan"), numpy.float64("nan"), numpy.float32("nan"), pandas.NaT, pandas.NA)


@pytest.mark.parametrize("missing", NOTHING)
def test_every_kind_of_nothing_is_missing_and_is_called_so(missing: object) -> None:
    assert is_missing(missing)
    kinds: tuple[Callable[..., str], ...] = (people, km, share, chance, signed, signed_share, day, age, pace)
    kinds += (partial(dated, as_of=date(2025, 9, 12)),)
    assert {kind(missing) for kind in kinds} == {"no report"}


def test_zero_is_a_figure_and_not_missing() -> None:
    assert not is_missing(0)
    shown = (people(0), km(0.0), share(0.0), signed(0), signed_share(0.0), pace(0))
    assert shown == ("0", f"0{SPACE}km", f"0{SPACE}%", "0", f"0{SPACE}%", "0 a day")


def test_people_are_grouped_in_threes_that_no_line_break_parts() -> None:
    assert people(184300) == f"184{SPACE}300"
    assert people(1421125.0) == f"1{SPACE}421{SPACE}125"
    assert people(700) == "700"


def test_distances_have_one_decimal_and_their_unit() -> None:
    assert km(14.84) == f"14.8{SPACE}km"
    assert km(14.84, unit=False) == "14.8"
    assert km(0.04) == f"0.0{SPACE}km"


def test_small_shares_keep_a_decimal() -> None:
    assert [share(part) for part in (0.786, 0.0995, 0.021, 0.0004)] == [
        f"79{SPACE}%",
        f"10{SPACE}%",
        f"2.1{SPACE}%",
        f"0.0{SPACE}%",
    ]


def test_changes_carry_their_sign_with_a_real_minus() -> None:
    assert [signed(change) for change in (2, -1240, 0.4)] == ["+2", f"\u22121{SPACE}240", "0"]
    assert signed(-6.84, decimals=1) == "\u22126.8"
    assert signed(-0.04, decimals=1) == "0.0"
    assert [signed_share(change) for change in (-0.021, 0.5)] == [f"\u22122.1{SPACE}%", f"+50{SPACE}%"]


def test_days_are_written_without_the_locale_of_the_machine() -> None:
    assert day(date(2025, 9, 12)) == "12 Sep 2025"
    assert day(pandas.Timestamp("2025-05-01 13:00")) == "1 May 2025"


def test_age_is_told_in_days_with_its_number_form() -> None:
    assert [age(days) for days in (0, 1, 3, 1204, -1)] == [
        "today",
        "1 day old",
        "3 days old",
        f"1{SPACE}204 days old",
        "1 day ahead",
    ]


def test_a_dated_figure_says_how_old_it_is_on_the_as_of_day() -> None:
    assert dated(date(2025, 9, 9), as_of=date(2025, 9, 12)) == "9 Sep 2025 (3 days old)"
    assert dated(pandas.Timestamp("2025-09-12"), as_of=date(2025, 9, 12)) == "12 Sep 2025 (today)"


def test_a_slow_pace_keeps_a_decimal() -> None:
    assert [pace(per_day) for per_day in (12.3, 3.44, 1240)] == [
        "12 a day",
        "3.4 a day",
        f"1{SPACE}240 a day",
    ]


def test_a_chance_is_never_shown_as_certain_in_either_direction() -> None:
    assert [chance(part).replace(SPACE, " ") for part in (0.0, 0.0099, 0.01, 0.214, 0.99, 0.9901, 1.0)] == [
        "<1 %",
        "<1 %",
        "1 %",
        "21 %",
        "99 %",
        ">99 %",
        ">99 %",
    ]
