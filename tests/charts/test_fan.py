"""The outlook of one town as a fan after its line."""

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest
from pandas import DataFrame

from dashboard.charts.distance import distance_chart
from dashboard.charts.fan import FAN_MARGINS
from dashboard.charts.figure import ALIGNED, Figure
from dashboard.charts.texts import Spec
from dashboard.look.colour import rgba
from dashboard.look.credit import Credit
from dashboard.look.palette import LIGHT
from tests.outlooks import outlook_of, several

Frame = Callable[..., DataFrame]
Plotted = Callable[[Figure], Spec]
Draw = Callable[..., Figure]

DAYS = ["2025-09-12", "2025-09-26", "2025-10-12", "2025-11-11", "2025-12-11"]
AS_OF = date(2025, 9, 12)


@pytest.fixture
def draw(distances: Frame, credit: Credit) -> Draw:
    """The chart of a town "a" that stood at 14.8 km, with an outlook."""

    def chart(
        outlook: DataFrame | None, *, since: date | None = None, until: date = AS_OF, aligned: bool = False
    ) -> Figure:
        reports = distances([("a", "Map", "2025-09-01", 16.0), ("a", "Map", "2025-09-12", 14.8)])
        return distance_chart(
            reports,
            title="A: distance",
            credit=credit,
            theme="light",
            since=since,
            until=until,
            as_of=AS_OF,
            aligned=aligned,
            outlook=outlook,
        )

    return chart


def fan(spec: Spec) -> list[Spec]:
    """The two surfaces and the median."""
    return [
        trace for trace in spec["data"] if trace.get("fill") or trace["marker"].get("symbol") == "diamond"
    ]


def names(spec: Spec) -> dict[str, float]:
    """How high, in km, each part of the fan is named."""
    wanted = ("10–90 %", "middle 50 %", "median")
    return {note["text"]: note["y"] for note in spec["layout"]["annotations"] if note["text"] in wanted}


def test_the_ranges_widen_from_the_present_distance_over_the_horizons(draw: Draw, plotted: Plotted) -> None:
    outer, inner, median = fan(plotted(draw(outlook_of())))
    assert outer["x"] == inner["x"] == [*DAYS, *reversed(DAYS)]
    assert outer["y"] == [14.8, 13.0, 11.0, 8.0, 0.0, 19.0, 17.5, 16.0, 15.0, 14.8]
    assert inner["y"] == [14.8, 14.0, 13.0, 11.5, 10.0, 14.8, 14.8, 14.8, 14.8, 14.8]
    assert (median["x"], median["y"]) == (DAYS, [14.8, 14.8, 14.5, 14.0, 13.5])
    assert (outer["fill"], inner["fill"]) == ("toself", "toself")


def test_the_inner_range_is_darker_and_both_have_an_edge_in_the_colour_of_the_line(draw: Draw) -> None:
    outer, inner, median = fan(draw(outlook_of()).to_dict())
    colour = LIGHT.series[0]
    assert (outer["fillcolor"], inner["fillcolor"]) == (rgba(colour, 0.16), rgba(colour, 0.3))
    assert outer["line"]["color"] == inner["line"]["color"] == rgba(colour, 0.7)
    assert (median["line"]["color"], median["line"]["dash"]) == (colour, "2px,3px")


def test_it_begins_on_the_day_of_the_newest_distance_and_not_on_the_as_of_day(draw: Draw) -> None:
    *_, median = fan(draw(outlook_of(on="2025-09-09")).to_dict())
    assert median["x"] == ["2025-09-09", "2025-09-23", "2025-10-09", "2025-11-08", "2025-12-08"]


def test_the_time_goes_on_to_the_end_of_the_fan_and_the_height_holds_it(draw: Draw) -> None:
    layout = draw(outlook_of(), since=date(2025, 8, 14)).to_dict()["layout"]
    assert layout["xaxis"]["range"] == ["2025-08-14", "2025-12-12"]
    assert layout["yaxis"]["range"][1] == pytest.approx(1.08 * 19.0)
    assert layout["shapes"][-1]["x0"] == "2025-09-12"


def test_without_an_outlook_the_time_the_height_and_the_margins_stay_as_they_were(draw: Draw) -> None:
    for none in (None, outlook_of(without="inside"), several(outlook_of("a"), outlook_of("b"))):
        spec = draw(none, aligned=True).to_dict()
        assert fan(spec) == [] and names(spec) == {}
        assert spec["layout"]["xaxis"]["range"][1] == "2025-09-13"
        assert spec["layout"]["yaxis"]["range"][1] == pytest.approx(1.08 * 16.0)
        assert (spec["layout"]["margin"]["l"], spec["layout"]["margin"]["r"]) == (ALIGNED.left, ALIGNED.right)
        assert spec == draw(None, aligned=True).to_dict()


def test_it_ends_before_the_first_horizon_that_has_no_outlook(draw: Draw) -> None:
    *_, median = fan(draw(outlook_of(without={60: "few_cases"})).to_dict())
    assert median["x"] == DAYS[:3]
    assert fan(draw(outlook_of(without={14: "few_cases"})).to_dict()) == []


def test_it_does_not_hang_in_the_air_after_a_chart_that_ends_before_it(draw: Draw) -> None:
    assert fan(draw(outlook_of(), until=date(2025, 9, 11)).to_dict()) == []
    assert len(fan(draw(outlook_of(), until=date(2025, 9, 12)).to_dict())) == 3


def test_a_line_that_begins_before_the_time_shown_may_have_its_fan(draw: Draw) -> None:
    assert len(fan(draw(outlook_of(on="2025-09-01"), since=date(2025, 9, 6)).to_dict())) == 3


def test_each_part_is_named_beside_its_end(draw: Draw) -> None:
    spec = draw(outlook_of()).to_dict()
    named = names(spec)
    assert named["10–90 %"] == 19.0
    assert (spec["layout"]["margin"]["l"], spec["layout"]["margin"]["r"]) == (
        FAN_MARGINS.left,
        FAN_MARGINS.right,
    )
    placed = [note for note in spec["layout"]["annotations"] if note["text"] in named]
    assert {(note["x"], note["xanchor"]) for note in placed} == {("2025-12-11", "left")}


def test_the_names_of_a_flat_fan_do_not_lie_on_each_other(draw: Draw) -> None:
    flat = outlook_of()
    flat[[f"p{point}_km" for point in (10, 25, 50, 75, 90)]] = 14.8
    spec = draw(flat).to_dict()
    median, inner, outer = (names(spec)[name] for name in ("median", "middle 50 %", "10–90 %"))
    pixels = spec["layout"]["yaxis"]["range"][1] / 300
    assert (inner - median) / pixels >= 15.5 and (outer - inner) / pixels >= 15.5


def test_the_towns_name_stands_above_where_the_fan_takes_its_place(draw: Draw) -> None:
    told = draw(outlook_of()).to_dict()["layout"]["annotations"][-2]["text"]
    assert "●</span> A</span><br>" in told and "to the right: outlook by comparable past cases" in told
    titled = draw(outlook_of(), aligned=True).to_dict()["layout"]["annotations"][-2]["text"]
    assert "●" not in titled


def test_a_point_says_its_day_its_ranges_and_its_chances(draw: Draw) -> None:
    *_, median = fan(draw(outlook_of()).to_dict())
    assert median["hovertext"][0] == ""
    assert median["hovertext"][2].replace("\u00a0", " ") == (
        "A, 12 Oct 2025, 30 days later<br>"
        "10–90 %: 11.0–16.0 km · 50 %: 13.0–14.8 km · median 14.5 km<br>"
        "within 5 km: &lt;1 % · within 10 km: 21 % · within 15 km: 70 % · within 25 km: &gt;99 %"
    )


def test_a_screen_reader_is_told_the_ranges_of_each_horizon(draw: Draw) -> None:
    said = draw(outlook_of(without={60: "few_cases", 90: "few_cases"})).alt.replace("\u00a0", " ")
    assert said.startswith(
        "A: distance. Outlook by comparable past cases, 10–90 % range: "
        "14 days later 13.0 to 15.0 km, half of the cases 14.0 to 14.8 km, median 14.8 km; "
        "30 days later 11.0 to 16.0 km, half of the cases 13.0 to 14.8 km, median 14.5 km. Source: DeepState"
    )
    assert draw(None).alt.startswith("A: distance. Source: DeepState")


def test_a_name_from_the_data_is_text_also_in_the_fan(draw: Draw) -> None:
    *_, median = fan(draw(outlook_of(name="<b>%{y}</b>")).to_dict())
    assert median["hovertext"][1].startswith("&lt;b&gt;&#37;{y}&lt;/b&gt;, 26 Sep 2025")


def test_the_order_of_the_rows_does_not_matter(draw: Draw) -> None:
    reversed_rows = outlook_of().iloc[::-1].reset_index(drop=True)
    assert draw(reversed_rows).to_dict() == draw(outlook_of()).to_dict()


def test_the_fan_has_the_colour_of_its_towns_line(distances: Frame, credit: Credit) -> None:
    reports = distances([("b", "Map", "2025-09-12", 9.0), ("a", "Map", "2025-09-12", 14.8)])
    chart = distance_chart(
        reports.sort_values(["town_code", "date"]).reset_index(drop=True),
        title="t",
        credit=credit,
        theme="light",
        highlight=["b", "a"],
        outlook=outlook_of("a"),
    )
    *_, median = fan(chart.to_dict())
    assert median["line"]["color"] == LIGHT.series[1]


def test_missing_chances_are_never_drawn_as_zero(draw: Draw) -> None:
    spec = draw(outlook_of(without={30: "few_cases", 60: "few_cases", 90: "few_cases"})).to_dict()
    assert all(not pd.isna(y) for trace in fan(spec) for y in trace["y"])
    assert len(fan(spec)[-1]["y"]) == 2
