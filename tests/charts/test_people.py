"""People remaining: points, never joined."""

from collections.abc import Callable

import pandas as pd
from pandas import DataFrame

from dashboard.charts.figure import Figure
from dashboard.charts.people import people_chart
from dashboard.charts.texts import Spec
from dashboard.look.credit import Credit

Plotted = Callable[[Figure], Spec]


def draw(values: list[float | None], credit: Credit, baseline: float | None = None) -> Figure:
    dates = pd.date_range("2025-09-01", periods=len(values))
    frame = DataFrame({"town_code": "a", "town_name": "A", "date": dates, "people": values})
    return people_chart(frame, title="t", credit=credit, theme="light", baseline=baseline)


def test_estimates_are_points_and_a_missing_one_is_none(credit: Credit, plotted: Plotted) -> None:
    (trace,) = plotted(draw([700, None, 0], credit))["data"]
    assert (trace["mode"], trace["y"]) == ("markers", [700, None, 0])


def test_a_near_baseline_is_a_line(credit: Credit, plotted: Plotted) -> None:
    spec = plotted(draw([700], credit, baseline=1200))
    assert spec["layout"]["shapes"][0]["y0"] == 1200
    assert "broken line: baseline 1\u00a0200" in spec["layout"]["annotations"][-2]["text"]


def test_a_far_baseline_is_said_and_does_not_press_the_points_to_the_ground(credit: Credit) -> None:
    spec = draw([700], credit, baseline=14634).to_dict()
    assert spec["layout"]["shapes"] == []
    assert spec["layout"]["yaxis"]["range"][1] < 800
    assert "baseline: 14\u00a0634" in spec["layout"]["annotations"][-2]["text"]


def test_an_unknown_baseline_is_left_out(credit: Credit) -> None:
    assert "baseline" not in str(draw([700], credit).to_dict()["layout"]["annotations"])


def test_only_missing_estimates_are_no_report(credit: Credit, plotted: Plotted) -> None:
    spec = plotted(draw([None, None], credit))
    assert spec["layout"]["annotations"][0]["text"] == "No report in this time."
