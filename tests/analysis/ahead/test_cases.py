"""Cases of the past, on series of a few towns: which days, what moved, what followed."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from dashboard.analysis.ahead import cases as module
from dashboard.analysis.ahead.cases import Past, cases, past
from dashboard.analysis.ahead.outlook import PAST
from tests.analysis.conftest import Told
from tests.records import BILO, HULI, POKR, distances, on

FIRST = date(2025, 1, 1)


def known(series: dict[str, dict[int, float]], *, until: int, near: bool = False) -> Past:
    """Reports by town and day; ``near``: the towns lie beside one another, else nowhere."""
    rows = [
        (code, pd.Timestamp(FIRST + timedelta(days=day)), km)
        for code, reports in series.items()
        for day, km in reports.items()
    ]
    place = (48.0, 37.0) if near else (np.nan, np.nan)
    return past(
        DataFrame(rows, columns=["town_code", "date", "front_distance_km"]),
        places=DataFrame([(code, *place) for code in series], columns=["town_code", "latitude", "longitude"]),
        until=pd.Timestamp(FIRST + timedelta(days=until)),
    )


def told_of(found: Past, *, horizon_days: int = 14) -> list[tuple[float, ...]]:
    happened = cases(found, horizon_days=horizon_days)
    columns = (happened.day, happened.distance_km, happened.moved_km, happened.change_km)
    return sorted(zip(*(column.round(6).tolist() for column in columns), strict=True))


def daily(days: range, km: float = 12.0) -> dict[int, float]:
    return dict.fromkeys(days, km)


def test_a_case_begins_each_week_before_the_horizon_and_after_thirty_known_days() -> None:
    found = told_of(known({"A": daily(range(70))}, until=69))
    assert [day for day, *_ in found] == [34, 41, 48, 55]
    assert told_of(known({"A": daily(range(44))}, until=43)) == []
    assert [day for day, *_ in told_of(known({"A": daily(range(45))}, until=44))] == [30]


def test_a_case_is_the_distance_then_and_what_changed_by_its_end() -> None:
    series = daily(range(56)) | daily(range(56, 70), km=9.5)
    assert told_of(known({"A": series}, until=69)) == [
        (34, 12, 0, 0),
        (41, 12, 0, 0),
        (48, 12, 0, -2.5),
        (55, 12, 0, -2.5),
    ]


def test_a_town_inside_begins_no_case_but_may_end_one() -> None:
    series = daily(range(50)) | daily(range(50, 70), km=0)
    assert told_of(known({"A": series}, until=69)) == [(34, 12, 0, 0), (41, 12, 0, -12), (48, 12, 0, -12)]


def test_a_distance_holds_for_fourteen_days_only() -> None:
    series = daily(range(56)) | {69: 12.0}
    assert [day for day, *_ in told_of(known({"A": series}, until=69))] == [34, 41, 48, 55]
    gone = daily(range(41))  # known until day 54, so not on days 55, 62 and 69
    assert [day for day, *_ in told_of(known({"A": gone}, until=69))] == [34]


def test_movement_fades_with_the_days_and_ends_after_ninety() -> None:
    series = daily(range(40)) | daily(range(40, 200), km=9)
    moved = known({"A": series}, until=199).moved_km[:, 0]
    assert moved[39] == 0
    assert moved[40] == pytest.approx(-3)
    assert moved[70] == pytest.approx(-3 * np.exp(-1))
    assert moved[129] == pytest.approx(-3 * np.exp(-89 / 30))
    assert moved[130] == pytest.approx(0)


def test_the_movement_of_a_case_is_the_mean_of_the_towns_around_that_are_outside() -> None:
    series = {
        "A": daily(range(40)) | daily(range(40, 70), km=9),
        "B": daily(range(70)),
        "C": daily(range(70), km=0),
    }
    faded = -3 * np.exp(-15 / 30)
    near = {
        distance: moved
        for day, distance, moved, _ in told_of(known(series, until=69, near=True))
        if day == 55
    }
    assert near == {9: pytest.approx(faded / 2), 12: pytest.approx(faded / 2)}
    apart = {distance: moved for day, distance, moved, _ in told_of(known(series, until=69)) if day == 55}
    assert apart == {9: pytest.approx(faded), 12: 0}


def test_of_very_many_cases_every_second_or_third_week_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    past_ = known({"A": daily(range(100)), "B": daily(range(100))}, until=99)
    monkeypatch.setattr(module, "MOST_CASES", 16)
    assert len(told_of(past_)) == 16
    monkeypatch.setattr(module, "MOST_CASES", 15)
    assert sorted({day for day, *_ in told_of(past_)}) == [43, 57, 71, 85]


@pytest.mark.parametrize("gap", [1, 3, 7, 14, 15, 16])
def test_the_present_movement_is_the_movement_of_cases(told: Told, gap: int) -> None:
    """One is reckoned by the question, the other day by day."""
    random = np.random.default_rng(gap)
    rows: list[Sequence[object]] = []
    for code in (POKR, BILO, HULI):
        for day in range(0, 241, gap):
            rows.append(
                (code, (FIRST + timedelta(days=day)).isoformat(), "A", round(random.uniform(5, 9), 1))
            )
    as_of = FIRST + timedelta(days=240)
    ask, filters = told(distances(*rows)), on(as_of.isoformat())
    present = ask("present_distances", filters).set_index("town_code")
    reports = ask("past_distances", filters, **PAST)
    found = past(reports, places=present.reset_index(), until=pd.Timestamp(as_of))
    expected = present.loc[list(found.codes), "moved_km"]
    if gap == 16:
        assert expected.isna().all()  # nobody knows when it moved
    else:
        assert found.moved_km[-1].tolist() == pytest.approx(expected.tolist())
