"""Pace of evacuation: people per day over a window, its past trend, and which days have a report."""

from collections.abc import Mapping, Sequence
from datetime import date

from pandas import DataFrame

from dashboard.charts.axes import amount_axis, as_of_line, last_day, time_axis
from dashboard.charts.coverage import ROW_PX, coverage_names, coverage_traces
from dashboard.charts.ends import end_labels, silent_legend
from dashboard.charts.figure import Figure, empty_figure, figure
from dashboard.charts.lines import Line, chosen, highest_of
from dashboard.charts.series import day_array, iso, series_of
from dashboard.charts.texts import Spec
from dashboard.charts.traces import line_traces
from dashboard.look.credit import Credit
from dashboard.look.palette import palette
from dashboard.look.words import word

LINES_PX = 220
_BETWEEN_PX = 16


def pace_chart(
    pace: DataFrame,
    *,
    title: str,
    credit: Credit,
    theme: str,
    daily: DataFrame | None = None,
    trends: DataFrame | None = None,
    highlight: Sequence[str] | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    gap_days: int = 14,
    silent: Mapping[str, int] | None = None,
) -> Figure:
    """People per day of each town.

    ``pace``: town_code, town_name, date, per_day, days_reported, window_days. ``daily`` (evacuated_daily)
    draws a row per town below: filled where that day has a report. ``trends`` are straight lines over the
    past alone: town_code, since, until, from_per_day, to_per_day. ``highlight`` as in distance_chart, without
    it the towns with the highest pace. ``silent`` as in distance_chart.
    """
    every = series_of(pace, value="per_day")
    if not every:
        return empty_figure(title=title, credit=credit, theme=theme)
    colours = palette(theme)
    lines, rest = chosen(every, codes=highlight, colours=colours, lowest_first=False, silent=silent or ())
    first, last = since or day_array(pace).min().astype(object), until or last_day(pace, as_of)
    rows = len(lines) if daily is not None else 0
    below = ROW_PX * rows + (_BETWEEN_PX if rows else 0)
    highest = 1.08 * (highest_of(lines) or 1.0)
    notes, margins = end_labels(
        lines, highest, colours=colours, plot_px=LINES_PX, until=last, gap_days=gap_days
    )
    shape, said = as_of_line(as_of, colours, until=last)
    drawn = line_traces(lines, rest, colours=colours, gap_days=gap_days, shape="linear", hover="")
    bottom = below / (LINES_PX + below)
    return figure(
        [
            *_told(drawn, lines, pace),
            *_trends(trends, lines),
            *coverage_traces(daily, lines, since=first, until=last, colours=colours),
        ],
        title=title,
        credit=credit,
        theme=theme,
        subtitle=[*_subtitle(trends, daily, rest=len(rest)), *silent_legend(lines, silent or {})],
        plot_px=LINES_PX + below,
        margins=margins,
        layout={
            "xaxis": {**time_axis(first, last, colours=colours), "anchor": "free", "position": 0},
            "yaxis": {**amount_axis(highest, colours), "domain": [bottom, 1]},
            "yaxis2": _rows_axis(rows, bottom * ROW_PX * rows / below if below else 0),
            "shapes": shape,
        },
        annotations=[*notes, *(coverage_names(lines, colours) if rows > 1 else []), *said],
        top_px=20 if said else 4,
    )


def _rows_axis(rows: int, top: float) -> Spec:
    """One unit per row, the first on top."""
    if not rows:
        return {"visible": False, "domain": [0, 0.01], "fixedrange": True}
    return {"visible": False, "fixedrange": True, "domain": [0, top], "range": [rows - 0.5, -0.5]}


def _told(traces: list[Spec], lines: Sequence[Line], pace: DataFrame) -> list[Spec]:
    """The traces with hover texts that say how many days of the window have a report."""
    columns = [pace[name].tolist() for name in ("town_code", "days_reported", "window_days")]
    rows = zip(*columns, iso(day_array(pace)), strict=True)
    counts = {(code, x): (reported, window) for code, reported, window, x in rows}
    said = word("chart.pace.point", pace="%{y:.1f}", count="%{customdata[0]}", window="%{customdata[1]}")
    for trace, line in zip(traces[len(traces) - len(lines) :], lines, strict=True):
        code = line.series.town_code
        trace["customdata"] = [counts.get((code, x), (None, None)) for x in trace["x"]]
        trace["hovertemplate"] = trace["hovertemplate"].replace("<extra>", f"{said}<extra>")
    return traces


def _trends(trends: DataFrame | None, lines: Sequence[Line]) -> list[Spec]:
    if trends is None or trends.empty:
        return []
    colours = {line.series.town_code: line.colour for line in lines}
    days = zip(iso(day_array(trends, "since")), iso(day_array(trends, "until")), strict=True)
    values = zip(trends["from_per_day"].tolist(), trends["to_per_day"].tolist(), strict=True)
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": list(x),
            "y": list(y),
            "line": {"color": colours[code], "width": 1, "dash": "1px,3px"},
            "hoverinfo": "skip",
        }
        for code, x, y in zip(trends["town_code"].tolist(), days, values, strict=True)
        if code in colours
    ]


def _subtitle(trends: DataFrame | None, daily: DataFrame | None, *, rest: int) -> list[str]:
    parts = [word("chart.rest", count=rest)] if rest else []
    if trends is not None and not trends.empty:
        parts.append(word("chart.pace.trend"))
    if daily is not None:
        parts.append(word("chart.pace.coverage"))
    return parts
