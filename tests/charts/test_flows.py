"""From town to destination."""

from collections.abc import Callable

import pandas as pd
from pandas import DataFrame

from dashboard.charts.figure import Figure
from dashboard.charts.flows import flows_chart
from dashboard.charts.texts import Spec
from dashboard.look.credit import Credit

Plotted = Callable[[Figure], Spec]
Row = tuple[str, str, str | None, float | None]


def draw(rows: list[Row], credit: Credit, **options: int) -> Figure:
    frame = DataFrame(rows, columns=["town_code", "town_name", "destination", "evacuated"]).assign(reports=1)
    return flows_chart(frame, title="t", credit=credit, theme="light", **options)


def test_each_flow_joins_its_town_and_destination(credit: Credit, plotted: Plotted) -> None:
    trace = plotted(draw([("1", "Lyman", "Dnipro", 30.0), ("2", "Toretsk", "Dnipro", 50.0)], credit))["data"][
        0
    ]
    assert trace["node"]["label"] == ["Toretsk  50", "Lyman  30", "Dnipro  80"]
    links = zip(trace["link"]["source"], trace["link"]["target"], trace["link"]["value"], strict=True)
    assert sorted(links) == [(0, 2, 50), (1, 2, 30)]
    assert "Lyman to Dnipro: 30" in trace["link"]["customdata"]


def test_two_towns_of_one_name_stay_two(credit: Credit) -> None:
    trace = draw([("1", "Lyman", "Dnipro", 30.0), ("2", "Lyman", "Dnipro", 50.0)], credit).to_dict()["data"][
        0
    ]
    assert trace["node"]["label"] == ["Lyman  50", "Lyman  30", "Dnipro  80"]


def test_the_smaller_of_both_sides_are_added_up_and_nobody_is_lost(credit: Credit, plotted: Plotted) -> None:
    rows: list[Row] = [(str(i), f"T{i}", f"D{i}", float(100 - i)) for i in range(5)]
    trace = plotted(draw(rows, credit, at_most=2))["data"][0]
    assert trace["node"]["label"] == [
        "T0  100",
        "T1  99",
        "3 other towns  291",
        "D0  100",
        "D1  99",
        "3 other destinations  291",
    ]
    assert sum(trace["link"]["value"]) == 490


def test_a_missing_destination_is_not_stated_and_a_missing_number_no_flow(
    credit: Credit, plotted: Plotted
) -> None:
    trace = plotted(
        draw([("1", "Lyman", None, 3.0), ("1", "Lyman", "Kyiv", None), ("1", "Lyman", "Dnipro", 1.0)], credit)
    )["data"][0]
    assert trace["node"]["label"] == ["Lyman  4", "Dnipro  1", "not stated  3"]


def test_nodes_stand_below_each_other_within_the_plot(credit: Credit) -> None:
    rows: list[Row] = [(str(i), f"T{i}", "Dnipro", float(10 - i)) for i in range(6)]
    node = draw(rows, credit).to_dict()["data"][0]["node"]
    left = [y for x, y in zip(node["x"], node["y"], strict=True) if x < 0.5]
    assert left == sorted(left)
    assert 0 < left[0] < left[-1] < 1


def test_without_flows_the_chart_says_so(credit: Credit, plotted: Plotted) -> None:
    spec = plotted(draw([("1", "Lyman", "Kyiv", None)], credit))
    assert spec["layout"]["annotations"][0]["text"] == "No report in this time."


def test_a_silent_town_is_marked(credit: Credit, plotted: Plotted) -> None:
    frame = DataFrame({"town_code": ["1", "2"], "town_name": ["Lyman", "Siversk"], "evacuated": [30, 50]})
    frame = frame.assign(destination="Dnipro", reports=1, silent_days=pd.array([None, 12], dtype="Int64"))
    trace = plotted(flows_chart(frame, title="t", credit=credit, theme="light"))["data"][0]
    assert trace["node"]["label"] == ["Siversk (silent 12\u00a0d)  50", "Lyman  30", "Dnipro  80"]
