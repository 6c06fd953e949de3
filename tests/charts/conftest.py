"""What tests of charts share: a credit, a check that Plotly takes a figure, frames of distances."""

from collections.abc import Callable, Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pytest
from pandas import DataFrame

from dashboard.charts.figure import Figure
from dashboard.charts.texts import Spec
from dashboard.look.credit import Credit


@pytest.fixture
def credit() -> Credit:
    return Credit(("DeepState",), date(2025, 9, 12), 3, towns=2, reports=9)


@pytest.fixture
def plotted() -> Callable[[Figure], Spec]:
    """The specification of a figure, after Plotly itself has found nothing wrong with it."""

    def check(figure: Figure) -> Spec:
        spec = figure.to_dict()
        go.Figure(spec)
        return spec

    return check


@pytest.fixture
def distances() -> Callable[..., DataFrame]:
    """Distances from (town, source, day, km); the town's name is its code with a capital."""

    def frame(rows: Sequence[tuple[str, str, str, float | None]]) -> DataFrame:
        made = DataFrame(rows, columns=["town_code", "source", "date", "front_distance_km"])
        made["date"] = pd.to_datetime(made["date"])
        made["town_name"] = made["town_code"].str.capitalize()
        made["method"] = "computed"
        return made

    return frame
