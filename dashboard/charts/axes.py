"""Axes: time with short dates, amounts from 0, the line of the as-of date."""

from collections.abc import Sequence
from datetime import date, timedelta

from pandas import DataFrame, Timestamp

from dashboard.charts.series import day_array
from dashboard.charts.texts import Spec, label
from dashboard.look.formats import day
from dashboard.look.palette import Palette
from dashboard.look.words import word

_FIXED: Spec = {
    "fixedrange": True,
    "zeroline": False,
}  # a finger that scrolls the page must not move the chart
_DAY_MS = 86_400_000
_ROOM = 0.012  # of the time shown
_STEPS = [
    {"dtickrange": [None, 27 * _DAY_MS], "value": "%-d %b\n%Y"},
    {"dtickrange": [27 * _DAY_MS, "M6"], "value": "%b\n%Y"},
    {"dtickrange": ["M12", None], "value": "%Y"},
]


def time_axis(since: date, until: date, *, colours: Palette) -> Spec:
    """From ``since`` to a little after ``until``, so that a point on the last day is whole.

    Two charts with the same pair and margins share their time.
    """
    after = until + timedelta(days=max(1, round(_ROOM * (until - since).days)))
    return {
        **_FIXED,
        "type": "date",
        "range": [str(since)[:10], str(after)[:10]],
        "showgrid": False,
        "linecolor": colours.missing,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": colours.missing,
        "tickfont": {"color": colours.quiet},
        "tickformatstops": _STEPS,
        "tickangle": 0,
        "hoverformat": "%-d %b %Y",
    }


def amount_axis(highest: float, colours: Palette, *, ticks: Sequence[float] | None = None) -> Spec:
    """From 0 to ``highest``, with quiet lines; ``ticks`` where they carry a meaning of their own."""
    own = {} if ticks is None else {"tickmode": "array", "tickvals": list(ticks)}
    return {
        **_FIXED,
        "range": [-0.01 * highest, highest],
        "gridcolor": colours.rule,
        "tickfont": {"color": colours.quiet},
        "tickformat": ",~f",
        "ticklabelstandoff": 4,
        "nticks": 5,
        **own,
    }


def as_of_line(as_of: date | None, colours: Palette, *, until: date) -> tuple[list[Spec], list[Spec]]:
    """The shape and the label of the day the reader looks from; nothing without a day."""
    if as_of is None:
        return [], []
    x = str(as_of)[:10]
    line = {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper"}
    shape = {**line, "line": {"color": colours.quiet, "width": 1, "dash": "2px,3px"}}
    at_end = str(until)[:10] <= x
    place = {"x": x, "y": 1, "yref": "paper", "yanchor": "bottom", "xanchor": "right" if at_end else "center"}
    return [shape], [{**label(word("chart.as_of", date=day(as_of)), colours), **place}]


def last_day(reports: DataFrame, as_of: date | None) -> date:
    """The last day an axis must show: the newest report or the as-of day."""
    days: list[date] = [day_array(reports).max().astype(object)]
    if as_of is not None:
        days.append(Timestamp(as_of).date())
    return max(days)
