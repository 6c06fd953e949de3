"""Bars per day, week or month; a period without report is not zero."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal, TypedDict, Unpack

import pandas as pd
import pytest
from pandas import DataFrame

from dashboard.charts.evacuations import evacuated_bars
from dashboard.charts.figure import Figure
from dashboard.charts.periods import Unit
from dashboard.charts.texts import Spec
from dashboard.look.credit import Credit

Plotted = Callable[[Figure], Spec]


def reported(rows: Sequence[tuple[str, float | None]]) -> DataFrame:
    frame = DataFrame(rows, columns=["period", "evacuated"])
    frame["period"] = pd.to_datetime(frame["period"])
    return frame.assign(towns=1, reports=2, days_reported=3)


class Options(TypedDict, total=False):
    mode: Literal["bars", "cumulative", "both"]
    since: date
    until: date
    as_of: date


def draw(
    rows: Sequence[tuple[str, float | None]],
    credit: Credit,
    *,
    unit: Unit = "week",
    **options: Unpack[Options],
) -> Figure:
    return evacuated_bars(reported(rows), unit=unit, title="t", credit=credit, theme="light", **options)


def head(spec: Spec) -> str:
    texts = [note["text"] for note in spec["layout"]["annotations"] if note.get("name") == "title"]
    return str(texts[0])


WEEKS = [("2025-08-18", 100.0), ("2025-09-01", 40.0)]


def test_a_week_without_report_is_hatched_and_says_so(credit: Credit, plotted: Plotted) -> None:
    spec = plotted(draw(WEEKS, credit))
    bars, silent = spec["data"]
    assert (bars["x"], bars["y"]) == (["2025-08-18", "2025-09-01"], [100, 40])
    assert (silent["x"], silent["hovertext"]) == (["2025-08-25"], ["no report in the week from 25 Aug 2025"])
    assert silent["marker"]["pattern"]["shape"] == "/"
    assert "no report" in head(spec)


def test_a_period_reported_without_a_number_is_not_a_zero_bar(credit: Credit, plotted: Plotted) -> None:
    spec = plotted(draw([("2025-08-18", None), ("2025-08-25", 0.0)], credit))
    assert [trace["x"] for trace in spec["data"]] == [["2025-08-25"], ["2025-08-18"]]


def test_silence_before_the_first_and_after_the_last_report_shows_within_the_chosen_time(
    credit: Credit, plotted: Plotted
) -> None:
    spec = plotted(draw(WEEKS, credit, since=date(2025, 8, 13), until=date(2025, 9, 12)))
    assert spec["data"][1]["x"] == ["2025-08-11", "2025-08-25", "2025-09-08"]


def test_months_have_their_own_lengths(credit: Credit, plotted: Plotted) -> None:
    spec = plotted(draw([("2025-01-01", 1.0), ("2025-02-01", 2.0)], credit, unit="month"))
    day_ms = 86_400_000
    assert spec["data"][0]["width"] == pytest.approx([31 * 0.86 * day_ms, 28 * 0.86 * day_ms])
    assert spec["layout"]["xaxis"]["range"] == ["2025-01-01", "2025-03-01"]


def test_the_period_that_is_not_over_is_pale_and_says_so(credit: Credit, plotted: Plotted) -> None:
    spec = plotted(draw(WEEKS, credit, as_of=date(2025, 9, 3)))
    whole, part = spec["data"][0]["marker"]["color"]
    assert (whole.startswith("#"), part.startswith("rgba(")) == (True, True)
    assert spec["data"][0]["hovertext"][1] == (
        "40 evacuated in the week from 1 Sep 2025<br>reports on 3 days<br>pale: only in part in this time"
    )


def test_few_bars_carry_their_figures(credit: Credit) -> None:
    assert draw([("2025-08-18", 1240.0)], credit).to_dict()["data"][0]["text"] == ["1\u00a0240"]
    many = [(str(day)[:10], 1.0) for day in pd.date_range("2025-01-06", periods=12, freq="7D")]
    assert "text" not in draw(many, credit).to_dict()["data"][0]


def test_the_running_total_breaks_where_nobody_reported_and_ends_with_the_sum(
    credit: Credit, plotted: Plotted
) -> None:
    spec = plotted(draw(WEEKS, credit, mode="both"))
    line = spec["data"][-1]
    assert (line["x"], line["y"]) == (["2025-08-24", "2025-08-31", "2025-09-07"], [100, None, 140])
    assert spec["layout"]["annotations"][0]["text"] == "140 in all"


def test_the_running_total_alone_has_its_scale_and_no_bars(credit: Credit, plotted: Plotted) -> None:
    spec = plotted(draw(WEEKS, credit, mode="cumulative"))
    assert [trace["type"] for trace in spec["data"]] == ["scatter"]
    assert spec["layout"]["yaxis2"]["visible"] is True


def test_without_reports_the_chart_says_so(credit: Credit, plotted: Plotted) -> None:
    assert plotted(draw([], credit))["layout"]["annotations"][0]["text"] == "No report in this time."
