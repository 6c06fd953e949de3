"""Distance to the front over time."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypedDict, Unpack

import pandas as pd
import pytest
from pandas import DataFrame

from dashboard.charts.distance import distance_chart
from dashboard.charts.figure import ALIGNED, Figure
from dashboard.charts.texts import Spec
from dashboard.look.credit import Credit
from dashboard.look.palette import LIGHT

Frame = Callable[..., DataFrame]
Plotted = Callable[[Figure], Spec]


class Options(TypedDict, total=False):
    edges_km: Sequence[float]
    crossings: DataFrame
    highlight: Sequence[str]
    as_of: date
    aligned: bool
    silent: Mapping[str, int]


def draw(reports: DataFrame, credit: Credit, **options: Unpack[Options]) -> Figure:
    return distance_chart(reports, title="t", credit=credit, theme="light", **options)


def texts(spec: Spec) -> list[str]:
    return [note["text"] for note in spec["layout"]["annotations"] if "name" not in note]


def lines(spec: Spec) -> list[Spec]:
    return [trace for trace in spec["data"] if trace["mode"].startswith("lines") and "hovertemplate" in trace]


def crossing(**changed: object) -> DataFrame:
    row = {
        "town_code": "a",
        "town_name": "A",
        "source": "x",
        "date": pd.Timestamp("2025-08-12"),
        "from_km": 21.6,
        "to_km": 14.8,
        "edge_km": 15,
        "direction": "nearer",
    }
    return DataFrame([{**row, **changed}])


def test_a_distance_holds_until_the_next_report_as_a_step(
    distances: Frame, credit: Credit, plotted: Plotted
) -> None:
    spec = plotted(draw(distances([("a", "x", "2025-09-01", 9.0), ("a", "x", "2025-09-08", 7.0)]), credit))
    (line,) = lines(spec)
    assert (line["x"], line["y"]) == (["2025-09-01", "2025-09-08"], [9, 7])
    assert (line["line"]["shape"], line["line"]["dash"], line["mode"]) == ("hv", "solid", "lines+markers")


def test_sources_are_never_joined_and_the_lesser_one_is_broken(
    distances: Frame, credit: Credit, plotted: Plotted
) -> None:
    rows = [
        ("a", "ISW", "2025-09-01", 9.0),
        ("a", "VIINA", "2025-08-25", 7.0),
        ("a", "VIINA", "2025-09-01", 6.0),
    ]
    spec = plotted(draw(distances(rows), credit))
    assert [(line["y"], line["line"]["dash"]) for line in lines(spec)] == [
        ([9], "4px,3px"),
        ([7, 6], "solid"),
    ]
    assert len({line["line"]["color"] for line in lines(spec)}) == 1
    head = spec["layout"]["annotations"][-2]["text"]
    assert "solid line: VIINA · broken line: ISW" in head


def test_at_most_eight_towns_are_in_colour_and_the_rest_is_grey_and_counted(
    distances: Frame, credit: Credit, plotted: Plotted
) -> None:
    rows = [(f"t{i:02}", "x", "2025-09-01", 10.0 + i) for i in range(11)]
    spec = plotted(draw(distances(rows), credit))
    assert [line["hovertemplate"].split(",")[0] for line in lines(spec)] == [f"T{i:02}" for i in range(8)]
    assert [y for y in spec["data"][0]["y"] if y is not None] == [18, 19, 20]
    assert "grey: 3 other towns" in spec["layout"]["annotations"][-2]["text"]


def test_the_towns_asked_for_are_in_colour_not_the_nearest(distances: Frame, credit: Credit) -> None:
    rows = [("far", "x", "2025-09-01", 90.0), ("near", "x", "2025-09-01", 5.0)]
    spec = draw(distances(rows), credit, highlight=["far", "unheard_of"]).to_dict()
    assert [line["hovertemplate"].split(",")[0] for line in lines(spec)] == ["Far"]


def test_the_nearest_town_is_first_also_at_distance_zero(distances: Frame, credit: Credit) -> None:
    rows = [(f"t{i}", "x", "2025-09-01", float(i)) for i in range(9)]
    assert "T0" in "".join(line["hovertemplate"] for line in lines(draw(distances(rows), credit).to_dict()))


def test_each_line_is_named_at_its_end_and_names_do_not_lie_on_each_other(
    distances: Frame, credit: Credit
) -> None:
    rows = [(name, "x", "2025-09-01", km) for name, km in (("a", 5.0), ("b", 5.1), ("c", 20.0))]
    spec = draw(distances(rows), credit).to_dict()
    named = {note["text"][-1]: note["y"] for note in spec["layout"]["annotations"] if "●" in note["text"]}
    per_px = spec["layout"]["yaxis"]["range"][1] / 300
    assert set(named) == {"A", "B", "C"}
    assert (named["B"] - named["A"]) / per_px == pytest.approx(16, abs=0.5)


def test_bands_lie_behind_with_their_labels_and_ticks_stand_at_the_edges(
    distances: Frame, credit: Credit, plotted: Plotted
) -> None:
    rows = [("a", "x", "2025-09-01", 30.0)]
    spec = plotted(draw(distances(rows), credit, edges_km=(10, 20)))
    stripes = [(shape["y0"], shape["y1"]) for shape in spec["layout"]["shapes"]]
    assert stripes == [(0, 10), (10, 20), (20, pytest.approx(32.4))]
    assert texts(spec)[:3] == ["up to 10 km", "10–20 km", "beyond 20 km"]
    assert spec["layout"]["yaxis"]["tickvals"] == [0, 10, 20]


def test_the_scale_begins_at_zero(distances: Frame, credit: Credit) -> None:
    low, high = draw(distances([("a", "x", "2025-09-01", 80.0)]), credit).to_dict()["layout"]["yaxis"][
        "range"
    ]
    assert -1 <= low <= 0
    assert high > 80


@pytest.mark.parametrize(
    ("changed", "symbol", "said"),
    [
        ({}, "triangle-down", "A: within 15 km, from 21.6 km to 14.8 km, 12 Aug 2025"),
        (
            {"direction": "farther", "from_km": 14.8, "to_km": 21.6},
            "triangle-up",
            "A: beyond 15 km again, from 14.8 km to 21.6 km, 12 Aug 2025",
        ),
        (
            {"edge_km": 0, "to_km": 0.0},
            "triangle-down",
            "A: inside held area, before 21.6 km away, 12 Aug 2025",
        ),
    ],
)
def test_a_crossing_is_marked_where_the_distance_came_to(
    distances: Frame, credit: Credit, plotted: Plotted, changed: dict[str, object], symbol: str, said: str
) -> None:
    reports = distances([("a", "x", "2025-09-01", 9.0)])
    mark = plotted(draw(reports, credit, crossings=crossing(**changed)))["data"][-1]
    assert (mark["marker"]["symbol"], mark["x"], mark["y"]) == (
        [symbol],
        ["2025-08-12"],
        [changed.get("to_km", 14.8)],
    )
    assert [text.replace("\u00a0", " ") for text in mark["hovertext"]] == [said]


def test_crossings_of_grey_towns_are_not_marked(distances: Frame, credit: Credit) -> None:
    reports = distances([("b", "x", "2025-09-01", 9.0)])
    assert len(draw(reports, credit, crossings=crossing()).to_dict()["data"]) == 1


def test_the_as_of_day_is_a_line_with_its_date(distances: Frame, credit: Credit, plotted: Plotted) -> None:
    reports = distances([("a", "x", "2025-09-01", 9.0)])
    spec = plotted(draw(reports, credit, as_of=date(2025, 9, 12)))
    assert spec["layout"]["shapes"][-1]["x0"] == "2025-09-12"
    assert texts(spec)[-1] == "as of 12 Sep 2025"
    assert spec["layout"]["xaxis"]["range"] == ["2025-09-01", "2025-09-13"]


def test_an_aligned_chart_has_the_margins_of_the_services(distances: Frame, credit: Credit) -> None:
    margin = draw(distances([("a", "x", "2025-09-01", 9.0)]), credit, aligned=True).to_dict()["layout"][
        "margin"
    ]
    assert (margin["l"], margin["r"]) == (ALIGNED.left, ALIGNED.right)


def test_a_name_from_the_data_is_text_on_every_surface(distances: Frame, credit: Credit) -> None:
    reports = distances([("a", "x", "2025-09-01", 9.0)])
    reports["town_name"] = "<b>%{y}</b>"
    spec = draw(reports, credit).to_dict()
    assert lines(spec)[0]["hovertemplate"].startswith("&lt;b&gt;&#37;{y}&lt;/b&gt;, x<br>")
    assert f'<span style="color:{LIGHT.series[0]}">●</span> &lt;b&gt;&#37;{{y}}&lt;/b&gt;' in texts(spec)


def test_without_reports_the_chart_says_so(distances: Frame, credit: Credit, plotted: Plotted) -> None:
    assert texts(plotted(draw(distances([]), credit))) == ["No report in this time."]


def test_a_silent_town_is_marked_at_its_line_and_named_with_its_days(
    distances: Frame, credit: Credit, plotted: Plotted
) -> None:
    reports = distances([("a", "x", "2025-09-01", 9.0), ("b", "x", "2025-09-01", 5.0)])
    spec = plotted(draw(reports, credit, silent={"b": 12, "c": 30}))
    assert [text.rsplit("</span> ", 1)[-1] for text in texts(spec) if "●" in text] == ["A", "B (s)"]
    head = spec["layout"]["annotations"][-2]["text"].replace("\u00a0", " ")
    assert "(s) silent, no report for longer than expected: B 12 d<" in head
    assert "(s)" not in str(plotted(draw(reports, credit, silent={"c": 30})))
