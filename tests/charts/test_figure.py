"""No chart without title and credit; a figure is a finished specification that Streamlit and Plotly take."""

import inspect
import re
from collections.abc import Callable
from datetime import date

import orjson
import plotly.io
import plotly.tools
import pytest
from plotly.basedatatypes import BaseFigure

from dashboard.charts import distance, evacuations, flows, pace, people, services, shares
from dashboard.charts.figure import Figure, empty_figure, figure
from dashboard.charts.texts import Spec
from dashboard.look.credit import Credit
from dashboard.look.palette import DARK, LIGHT

BUILDERS = (
    distance.distance_chart,
    evacuations.evacuated_bars,
    shares.evacuated_by,
    flows.flows_chart,
    pace.pace_chart,
    people.people_chart,
    services.services_timeline,
)


def notes(spec: Spec) -> dict[str, str]:
    return {note["name"]: note["text"] for note in spec["layout"]["annotations"] if "name" in note}


@pytest.mark.parametrize("builder", [*BUILDERS, figure, empty_figure], ids=lambda builder: builder.__name__)
def test_no_chart_can_be_drawn_without_title_credit_and_theme(builder: Callable[..., Figure]) -> None:
    parameters = inspect.signature(builder).parameters
    for name in ("title", "credit", "theme"):
        assert parameters[name].default is inspect.Parameter.empty
        assert parameters[name].kind is inspect.Parameter.KEYWORD_ONLY


def test_title_and_credit_stand_inside_the_picture(credit: Credit, plotted: Callable[[Figure], Spec]) -> None:
    spec = plotted(figure([], title="Front distance", credit=credit, theme="light"))
    assert notes(spec) == {
        "title": "<b>Front distance</b>",
        "credit": "Source: DeepState · newest 12 Sep 2025 (3 days old)<br>2 towns, 9 reports",
    }


def test_title_subtitle_and_credit_break_into_lines_that_fit_on_a_phone(credit: Credit) -> None:
    parts = ["solid line: DeepState", "<b>broken</b> line: ISW &amp; others", "grey: 14 other towns"]
    title = "Front distance of Kostiantynivka, Oleksiievo-Druzhkivka and Bilozerske, km"
    spec = figure([], title=title, credit=credit, theme="light", subtitle=parts).to_dict()
    lines = re.sub("<(?!br)[^>]*>", "", notes(spec)["title"]).split("<br>")
    assert lines == [
        "Front distance of Kostiantynivka, Oleksiievo-",
        "Druzhkivka and Bilozerske, km",
        "solid line: DeepState · broken line: ISW &amp; others",
        "grey: 14 other towns",
    ]


def test_the_height_is_that_of_all_parts_together(credit: Credit) -> None:
    made = figure([], title="One line", credit=credit, theme="light", plot_px=200)
    margin = made.to_dict()["layout"]["margin"]
    assert made.to_dict()["layout"]["height"] == margin["t"] + 200 + margin["b"]


def test_a_long_note_of_the_data_does_not_run_as_markup() -> None:
    credit = Credit(("<img src=x onerror=a()>",), date(2025, 9, 12), 0)
    spec = figure([], title="<a href='javascript:a()'>x</a>", credit=credit, theme="light").to_dict()
    assert "<img" not in orjson.dumps(spec).decode()
    assert "<a" not in orjson.dumps(spec).decode()


def test_streamlit_gets_the_specification_without_building_it_again(credit: Credit) -> None:
    made = figure([{"type": "scatter", "x": [1], "y": [2]}], title="t", credit=credit, theme="light")
    assert isinstance(made, BaseFigure)
    taken = plotly.tools.return_figure_from_figure_or_data(made, validate_figure=True)
    assert taken is made.to_dict()
    assert orjson.loads(plotly.io.to_json(taken, validate=False)) == made.to_dict()


def test_a_screen_reader_hears_title_and_credit(credit: Credit) -> None:
    made = empty_figure(title="Front distance", credit=credit, theme="light")
    assert made.alt == (
        "Front distance. Source: DeepState · newest 12 Sep 2025 (3 days old) · 2 towns, 9 reports"
    )


def test_the_only_button_saves_a_picture_named_after_the_title(credit: Credit) -> None:
    config = empty_figure(title="Front distance of Лиман, km", credit=credit, theme="light").config
    assert config["modeBarButtons"] == [["toImage"]]
    assert config["toImageButtonOptions"] == {
        "format": "png",
        "scale": 2,
        "filename": "front_distance_of_лиман__km",
    }


def test_a_saved_picture_has_the_ground_of_its_theme_and_is_readable(credit: Credit) -> None:
    for colours in (LIGHT, DARK):
        layout = empty_figure(title="t", credit=credit, theme=colours.name).to_dict()["layout"]
        assert (layout["paper_bgcolor"], layout["font"]["color"]) == (colours.surface, colours.text)


def test_an_empty_chart_says_why(credit: Credit, plotted: Callable[[Figure], Spec]) -> None:
    texts = [
        n["text"]
        for n in plotted(empty_figure(title="t", credit=credit, theme="dark"))["layout"]["annotations"]
    ]
    assert texts[0] == "No report in this time."
    own = empty_figure(title="t", credit=credit, theme="dark", sentence="Choose <a> town.")
    assert own.to_dict()["layout"]["annotations"][0]["text"] == "Choose &lt;a&gt; town."
