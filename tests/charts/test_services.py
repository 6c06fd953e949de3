"""Services over time: solid where reports follow soon, pale where they do not."""

from collections.abc import Callable
from datetime import date

import pandas as pd
from pandas import DataFrame

from dashboard.charts.distance import distance_chart
from dashboard.charts.figure import Figure
from dashboard.charts.services import services_timeline
from dashboard.charts.spans import Span, spans_of
from dashboard.charts.texts import Spec
from dashboard.look.credit import Credit
from dashboard.look.palette import LIGHT

Plotted = Callable[[Figure], Spec]
SINCE, UNTIL = date(2025, 8, 1), date(2025, 9, 12)


def states(rows: list[tuple[str, str, str | None]]) -> DataFrame:
    frame = DataFrame(rows, columns=["service", "date", "state"])
    frame["date"] = pd.to_datetime(frame["date"])
    return frame.assign(town_code="a", town_name="A")


def spans(rows: list[tuple[str, str, str | None]]) -> list[Span]:
    return spans_of(states(rows), since=SINCE, end=UNTIL, gap_days=14)


def draw(rows: list[tuple[str, str, str | None]], credit: Credit) -> Figure:
    return services_timeline(
        states(rows), since=SINCE, until=UNTIL, as_of=UNTIL, title="t", credit=credit, theme="light"
    )


def test_a_state_lasts_until_the_next_report() -> None:
    found = spans([("water", "2025-08-20", "open"), ("water", "2025-08-25", "closed")])
    assert found[0] == Span("water", "open", date(2025, 8, 20), date(2025, 8, 25), solid=True)


def test_after_the_last_report_a_state_is_only_the_last_known_one() -> None:
    found = spans([("water", "2025-09-01", "open")])
    assert found == [
        Span("water", "open", date(2025, 9, 1), date(2025, 9, 2), solid=True),
        Span("water", "open", date(2025, 9, 2), date(2025, 9, 13), solid=False),
    ]


def test_a_gap_of_14_days_is_solid_and_one_of_15_is_pale_but_for_the_day_of_the_report() -> None:
    soon = spans([("water", "2025-08-01", "open"), ("water", "2025-08-15", "open")])
    late = spans([("water", "2025-08-01", "open"), ("water", "2025-08-16", "open")])
    assert (soon[0].until, soon[0].solid) == (date(2025, 8, 16), True)
    assert [(s.until, s.solid) for s in late][:2] == [(date(2025, 8, 2), True), (date(2025, 8, 16), False)]


def test_a_report_from_before_tells_the_state_at_the_beginning() -> None:
    assert spans([("water", "2025-05-01", "closed")]) == [
        Span("water", "closed", SINCE, date(2025, 9, 13), False)
    ]


def test_a_report_without_a_state_is_no_report_and_unknown_is_one() -> None:
    found = spans([("water", "2025-09-12", "unknown"), ("gas", "2025-09-12", None)])
    assert [(span.service, span.state) for span in found] == [("water", "unknown")]


def test_every_service_has_its_row_and_the_silent_ones_say_so(credit: Credit, plotted: Plotted) -> None:
    spec = plotted(draw([("water", "2025-09-01", "open")], credit))
    assert spec["layout"]["yaxis"]["ticktext"][:2] == ["electricity", "water"]
    silent = [note["y"] for note in spec["layout"]["annotations"] if note["text"] == "no report"]
    assert silent == [0, *range(2, 10)]


def test_a_state_has_colour_and_letter_and_unknown_a_pattern(credit: Credit, plotted: Plotted) -> None:
    rows = [
        ("water", "2025-08-20", "closed"),
        ("water", "2025-08-30", "unknown"),
        ("water", "2025-09-12", "open"),
    ]
    closed, unknown = [t for t in plotted(draw(rows, credit))["data"] if t["marker"].get("opacity") != 0.5][
        1:3
    ]
    assert (closed["text"], closed["marker"]["color"]) == (["C"], LIGHT.services["closed"])
    assert (unknown["text"], unknown["marker"]["pattern"]["shape"]) == (["?"], "/")


def test_pointing_at_a_span_says_service_state_and_time(credit: Credit) -> None:
    spec = draw(
        [("mobile_network", "2025-08-20", "limited"), ("mobile_network", "2025-08-25", "open")], credit
    ).to_dict()
    said = [text for trace in spec["data"] for text in trace["hovertext"]]
    assert "mobile network limited, 20 Aug 2025 to 25 Aug 2025" in said


def test_the_legend_names_only_the_states_that_occur(credit: Credit) -> None:
    head = draw([("water", "2025-09-12", "open")], credit).to_dict()["layout"]["annotations"][-2]["text"]
    assert "O open" in head
    assert "closed" not in head


def test_time_axis_and_margins_are_those_of_the_aligned_distance_chart(credit: Credit) -> None:
    distances = DataFrame(
        {
            "town_code": ["a"],
            "town_name": ["A"],
            "source": ["x"],
            "date": pd.to_datetime(["2025-09-01"]),
            "front_distance_km": [9.0],
        }
    )
    other = distance_chart(
        distances, title="t", credit=credit, theme="light", since=SINCE, until=UNTIL, aligned=True
    ).to_dict()["layout"]
    own = draw([("water", "2025-09-01", "open")], credit).to_dict()["layout"]
    assert own["xaxis"] == other["xaxis"]
    assert [own["margin"][side] for side in "lr"] == [other["margin"][side] for side in "lr"]


def test_without_reports_the_chart_says_so(credit: Credit, plotted: Plotted) -> None:
    assert plotted(draw([], credit))["layout"]["annotations"][0]["text"] == "No report in this time."
