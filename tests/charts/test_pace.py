"""Pace of evacuation."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypedDict, Unpack

import pandas as pd
from pandas import DataFrame

from dashboard.charts.figure import Figure
from dashboard.charts.pace import pace_chart
from dashboard.charts.texts import Spec
from dashboard.look.credit import Credit
from dashboard.look.palette import LIGHT

Plotted = Callable[[Figure], Spec]


def paces(rows: list[tuple[str, str, float | None]]) -> DataFrame:
    frame = DataFrame(rows, columns=["town_code", "date", "per_day"])
    frame["date"] = pd.to_datetime(frame["date"])
    return frame.assign(town_name=frame["town_code"].str.upper(), days_reported=5, window_days=14)


class Options(TypedDict, total=False):
    daily: DataFrame
    trends: DataFrame
    as_of: date
    silent: Mapping[str, int]


def draw(frame: DataFrame, credit: Credit, **options: Unpack[Options]) -> Figure:
    return pace_chart(frame, title="t", credit=credit, theme="light", **options)


ROWS: list[tuple[str, str, float | None]] = [
    ("a", "2025-09-01", 10.0),
    ("a", "2025-09-02", 12.0),
    ("b", "2025-09-01", 50.0),
    ("b", "2025-09-02", 40.0),
]


def test_the_town_with_the_highest_pace_comes_first(credit: Credit, plotted: Plotted) -> None:
    spec = plotted(draw(paces(ROWS), credit))
    assert {trace["hovertemplate"][0]: trace["line"]["color"] for trace in spec["data"]} == {
        "A": LIGHT.series[1],
        "B": LIGHT.series[0],
    }


def test_pointing_at_a_day_tells_how_many_days_of_the_window_have_a_report(credit: Credit) -> None:
    trace = draw(paces(ROWS), credit).to_dict()["data"][0]
    assert trace["customdata"] == [(5, 14), (5, 14)]
    assert trace["hovertemplate"] == (
        "A<br>%{x}: %{y:.1f} a day, reports on %{customdata[0]} of %{customdata[1]} days<extra></extra>"
    )


def test_a_day_without_a_pace_is_no_point_and_no_zero(credit: Credit, plotted: Plotted) -> None:
    rows: list[tuple[str, str, float | None]] = [("a", "2025-09-01", 10.0), ("a", "2025-09-02", None)]
    (trace,) = plotted(draw(paces(rows), credit))["data"]
    assert (trace["x"], trace["y"]) == (["2025-09-01"], [10])


def test_a_day_that_stands_alone_between_gaps_is_drawn_as_a_point(credit: Credit) -> None:
    rows = [("a", day, 5.0) for day in ("2025-07-01", "2025-08-01", "2025-09-01", "2025-09-02")]
    (trace,) = draw(paces(rows), credit).to_dict()["data"]
    assert trace["y"] == [5, None, 5, None, 5, 5]
    assert trace["marker"]["size"] == [4, 0, 4, 0, 0, 0]


def test_coverage_is_a_square_per_day_with_a_report_in_the_row_of_its_town(
    credit: Credit, plotted: Plotted
) -> None:
    daily = paces([("b", "2025-09-02", None), ("b", "2025-09-02", None), ("a", "2025-09-01", None)])
    spec = plotted(draw(paces(ROWS), credit, daily=daily))
    squares = spec["data"][-1]
    assert sorted(zip(squares["x"], squares["y"], strict=True)) == [("2025-09-01", 0), ("2025-09-02", 1)]
    assert "dots: days with a report" in spec["layout"]["annotations"][-2]["text"]


def test_a_trend_is_drawn_over_the_past_it_was_taken_from_and_not_further(
    credit: Credit, plotted: Plotted
) -> None:
    trend = {"town_code": "a", "since": pd.Timestamp("2025-09-01"), "until": pd.Timestamp("2025-09-02")}
    trends = DataFrame([{**trend, "from_per_day": 10.0, "to_per_day": 12.0}])
    spec = plotted(draw(paces(ROWS), credit, trends=trends, as_of=date(2025, 9, 2)))
    drawn = next(trace for trace in spec["data"] if trace["line"]["width"] == 1)
    assert (drawn["x"], drawn["y"]) == (["2025-09-01", "2025-09-02"], [10, 12])
    assert "past trend, not a forecast" in spec["layout"]["annotations"][-2]["text"]


def test_without_reports_the_chart_says_so(credit: Credit, plotted: Plotted) -> None:
    assert plotted(draw(paces([]), credit))["layout"]["annotations"][0]["text"] == "No report in this time."


def test_a_silent_town_is_marked_at_its_line_and_at_its_row_of_dots(credit: Credit, plotted: Plotted) -> None:
    daily = DataFrame({"town_code": ["a", "b"], "date": pd.to_datetime(["2025-09-01", "2025-09-01"])})
    spec = plotted(draw(paces(ROWS), credit, daily=daily, silent={"a": 12}))
    names = [note["text"].rsplit("</span> ", 1)[-1] for note in spec["layout"]["annotations"]]
    assert (names.count("A (s)"), names.count("B"), names.count("A")) == (2, 2, 0)
