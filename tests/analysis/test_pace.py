"""The pace is people per reported day; a day without a report is not a day without evacuation."""

from datetime import date

import pandas as pd
import pytest
from pandas import DataFrame

from dashboard.analysis.pace import lead_in, pace, past_trends
from tests.analysis.conftest import Told
from tests.records import BILO, POKR, departures, on


def daily(*reports: tuple[str, str, int]) -> DataFrame:
    rows = DataFrame(reports, columns=["town_code", "date", "evacuated"])
    return rows.assign(date=pd.to_datetime(rows["date"]), town_name="Town " + rows["town_code"])


def paces(frame: DataFrame) -> dict[tuple[str, str], tuple[float | None, int, bool]]:
    return {
        (row.town_code, f"{row.date:%m-%d}"): (
            None if pd.isna(row.per_day) else row.per_day,
            row.days_reported,
            row.reported,
        )
        for row in frame.itertuples(index=False)
    }


def test_the_pace_divides_by_the_days_with_a_report(told: Told) -> None:
    filters = on("2025-09-05", since="2025-09-03")
    found = paces(pace(daily(("A", "2025-09-02", 10), ("A", "2025-09-04", 20)), filters, window_days=3))
    assert found == {
        ("A", "09-03"): (10.0, 1, False),
        ("A", "09-04"): (15.0, 2, True),
        ("A", "09-05"): (20.0, 1, False),
    }


def test_a_report_of_nobody_counts_as_a_day_and_a_window_without_a_report_has_no_pace() -> None:
    filters = on("2025-09-05", since="2025-09-02")
    found = paces(pace(daily(("A", "2025-09-02", 10), ("A", "2025-09-03", 0)), filters, window_days=2))
    assert found == {
        ("A", "09-02"): (10.0, 1, True),
        ("A", "09-03"): (5.0, 2, True),
        ("A", "09-04"): (0.0, 1, False),
        ("A", "09-05"): (None, 0, False),
    }


def test_the_pace_on_the_first_chosen_day_looks_fourteen_days_back(told: Told) -> None:
    filters = on("2025-09-14", since="2025-09-14")
    assert lead_in(filters) == date(2025, 9, 1)
    ask = told(
        departures((POKR, "2025-08-31", 1000), (POKR, "2025-09-01", 10), (POKR, "2025-09-14", 20)),
        departures((BILO, "2025-09-14", 7)),
    )
    found = pace(ask("evacuated_daily", filters, since=lead_in(filters)), filters)
    assert paces(found) == {(BILO, "09-14"): (7.0, 1, True), (POKR, "09-14"): (15.0, 2, True)}
    assert list(found["window_days"]) == [14, 14]


def test_several_reports_of_one_day_are_one_reported_day(told: Told) -> None:
    ask = told(
        "town_code,date,evacuated,team\n"
        f"{POKR},2025-09-13,10,A\n{POKR},2025-09-13,20,B\n{POKR},2025-09-14,60,A\n"
    )
    filters = on("2025-09-14", since="2025-09-14")
    found = pace(ask("evacuated_daily", filters, since=lead_in(filters)), filters)
    assert paces(found) == {(POKR, "09-14"): (45.0, 2, True)}


def test_without_a_report_there_is_no_row_and_all_columns() -> None:
    found = pace(daily(), on("2025-09-14"))
    assert found.empty
    assert {"town_code", "town_name", "date", "per_day", "days_reported", "window_days"} <= set(found.columns)


def test_towns_of_one_name_have_a_pace_each() -> None:
    reports = daily(("A", "2025-09-14", 10), ("B", "2025-09-14", 20)).assign(town_name="Kostiantynivka")
    found = pace(reports, on("2025-09-14", since="2025-09-14"))
    assert paces(found) == {("A", "09-14"): (10.0, 1, True), ("B", "09-14"): (20.0, 1, True)}


def line(**town: list[float | None]) -> DataFrame:
    parts = [
        DataFrame(
            {"town_code": code, "date": pd.date_range("2025-09-01", periods=len(per_day)), "per_day": per_day}
        )
        for code, per_day in town.items()
    ]
    return past_trends(pd.concat(parts).astype({"per_day": float}))


def test_the_past_trend_is_the_straight_line_through_the_days_that_have_a_pace() -> None:
    found = line(A=[10.0, 12.0, None, 16.0], B=[7.0, 7.0, 7.0])
    days = found[["since", "until"]].map(lambda day: f"{day:%m-%d}").to_numpy().tolist()
    assert days == [["09-01", "09-04"], ["09-01", "09-03"]]
    assert found[["from_per_day", "to_per_day", "change_per_week"]].round(9).to_numpy().tolist() == [
        [10.0, 16.0, 14.0],
        [7.0, 7.0, 0.0],
    ]


def test_a_past_trend_needs_three_days_and_never_falls_below_zero() -> None:
    found = line(A=[10.0, 12.0, None], B=[10.0, 0.0, 0.0, 0.0], C=[0.0, 0.0, 0.0, 10.0])
    assert list(found["town_code"]) == ["B", "C"]
    assert found["from_per_day"].iloc[1] == 0
    assert found["to_per_day"].iloc[1] == pytest.approx(7.0)
    assert found["from_per_day"].iloc[0] == pytest.approx(7.0)
    assert found["to_per_day"].iloc[0] == 0
    assert found["change_per_week"].iloc[0] == pytest.approx(-21.0)


def test_without_a_pace_there_is_no_trend() -> None:
    assert past_trends(pace(daily(), on("2025-09-14"))).empty
