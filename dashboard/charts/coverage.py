"""On which days there was a report: a row per town, filled where there was one."""

from collections.abc import Sequence
from datetime import date

import numpy
from pandas import DataFrame

from dashboard.charts.lines import Line
from dashboard.charts.series import day_array, iso
from dashboard.charts.texts import Spec, coloured
from dashboard.look.escape import for_plotly
from dashboard.look.palette import Palette

ROW_PX = 16


def coverage_traces(
    daily: DataFrame | None, lines: Sequence[Line], *, since: date, until: date, colours: Palette
) -> list[Spec]:
    """A quiet line per town, and on it a square for each day of ``daily`` (town_code, date)."""
    if daily is None or not lines:
        return []
    x: list[str] = []
    y: list[int] = []
    fills: list[str] = []
    codes = daily["town_code"].to_numpy()
    days = day_array(daily)
    for row, line in enumerate(lines):
        reported = numpy.unique(days[codes == line.series.town_code])
        x += iso(reported)
        y += [row] * reported.size
        fills += [line.colour] * reported.size
    ends = [str(since)[:10], str(until)[:10], None]
    ground = {"x": ends * len(lines), "y": [part for row in range(len(lines)) for part in (row, row, None)]}
    base: Spec = {"type": "scatter", "yaxis": "y2", "hoverinfo": "skip"}
    return [
        {**base, **ground, "mode": "lines", "line": {"color": colours.rule, "width": 1}},
        {
            **base,
            "x": x,
            "y": y,
            "mode": "markers",
            "marker": {"symbol": "square", "size": 5, "color": fills},
        },
    ]


def coverage_names(lines: Sequence[Line], colours: Palette) -> list[Spec]:
    """The town of each row, to its right."""
    place: Spec = {"x": 1, "xref": "paper", "yref": "y2", "xanchor": "left", "yanchor": "middle", "xshift": 4}
    return [
        {
            **place,
            "y": row,
            "showarrow": False,
            "text": f"{coloured('■', line.colour)} {for_plotly(line.label)}",
            "font": {"size": 12, "color": colours.quiet},
        }
        for row, line in enumerate(lines)
    ]
