"""The usual gap between reports, against a reckoning by hand."""

import random
from collections.abc import Collection
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from pandas import DataFrame

from dashboard.analysis.rhythm import LEAST_GAPS, usual_gap_days
from tests.analysis.conftest import Told
from tests.records import BILO, POKR, departures, on, people

AS_OF = date(2025, 9, 12)


def by_hand(days_ago: Collection[int]) -> float:
    """The shortest gap that at least 19 of 20 do not exceed; NaN with fewer than four gaps in 180 days."""
    days = sorted(ago for ago in set(days_ago) if ago < 180)
    gaps = sorted(later - earlier for earlier, later in pairwise(days))
    if len(gaps) < LEAST_GAPS:
        return np.nan
    return next(gap for gap in gaps if 20 * sum(other <= gap for other in gaps) >= 19 * len(gaps))


def reported(days_ago: Collection[int]) -> dict[str, int]:
    return {
        f"reported_{first}": sum(1 << (ago - first) for ago in set(days_ago) if first <= ago < first + 60)
        for first in (0, 60, 120)
    }


def test_the_usual_gap_of_many_rows_is_that_of_each_by_hand() -> None:
    chosen = random.Random(1)
    towns = [
        chosen.sample(range(180), chosen.choice((0, 1, 4, 5, 6, 20, 21, 22, 60, 180))) for _ in range(400)
    ]
    found = usual_gap_days(DataFrame([reported(days) for days in towns]))
    np.testing.assert_array_equal(found, [by_hand(days) for days in towns])
    assert np.isnan(found).any() and len(np.unique(found[~np.isnan(found)])) > 10


def test_no_row_has_no_gap() -> None:
    assert len(usual_gap_days(DataFrame([reported([3])]).head(0))) == 0


def test_the_days_are_told_in_bits_up_to_the_180th(told: Told) -> None:
    ago = (0, 1, 58, 59, 60, 61, 119, 120, 121, 178, 179, 180, 181)
    days = [(AS_OF - timedelta(days=each)).isoformat() for each in ago]
    ask = told(
        people(*((POKR, day, 1400) for day in days[::2])),
        departures(*((POKR, day, 7) for day in (*days[1::2], days[0])), (BILO, days[-1], 7)),
    )
    rows = ask("report_rhythm", on(AS_OF.isoformat())).set_index("town_code")
    names = list(reported([]))
    assert rows.loc[POKR, names].to_dict() == reported(ago)
    assert rows.loc[BILO, names].to_dict() == reported([])
    assert usual_gap_days(rows.loc[[POKR]])[0] == by_hand(ago) == 58
