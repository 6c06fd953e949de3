"""People remaining: reported estimates as points, never joined by a line."""

from collections.abc import Sequence
from datetime import date

from pandas import DataFrame

from dashboard.charts.axes import amount_axis, as_of_line, last_day, time_axis
from dashboard.charts.figure import Figure, Margins, empty_figure, figure
from dashboard.charts.lines import Line, chosen, highest_of
from dashboard.charts.series import day_array, iso, series_of
from dashboard.charts.texts import Spec, coloured
from dashboard.look.credit import Credit
from dashboard.look.escape import for_plotly
from dashboard.look.formats import is_missing
from dashboard.look.palette import Palette, palette
from dashboard.look.words import word


def people_chart(
    people: DataFrame,
    *,
    title: str,
    credit: Credit,
    theme: str,
    baseline: float | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    plot_px: int = 220,
) -> Figure:
    """A point per report (town_code, town_name, date, people) of up to 8 towns, those with most people.

    ``baseline`` is drawn as a line only where it is at most twice the highest report; otherwise it is said in
    words, so that few people do not vanish at the foot of the chart.
    """
    every = [series for series in series_of(people, value="people") if not is_missing(series.last)]
    if not every:
        return empty_figure(title=title, credit=credit, theme=theme)
    baseline = None if is_missing(baseline) else baseline
    colours = palette(theme)
    lines, _ = chosen(every, codes=None, colours=colours, lowest_first=False)
    reported = highest_of(lines) or 1.0
    near = baseline is not None and baseline <= 2 * reported
    highest = 1.12 * max(reported, baseline if near and baseline is not None else 0.0)
    first, last = since or day_array(people).min().astype(object), until or last_day(people, as_of)
    shape, said = as_of_line(as_of, colours, until=last)
    ground = _baseline(baseline, colours) if near and baseline is not None else []
    names = (
        [f"{coloured('●', line.colour)} {for_plotly(line.label)}" for line in lines] if len(lines) > 1 else []
    )
    before = [] if baseline is None else [_told(round(baseline), drawn=near)]
    return figure(
        [_points(line) for line in lines],
        title=title,
        credit=credit,
        theme=theme,
        subtitle=[*names, *before],
        plot_px=plot_px,
        margins=Margins(left=48, right=16),
        layout={
            "xaxis": time_axis(first, last, colours=colours),
            "yaxis": amount_axis(highest, colours),
            "shapes": [*ground, *shape],
        },
        annotations=said,
        top_px=16,
    )


def _told(baseline: int, *, drawn: bool) -> str:
    return word("chart.people.baseline_drawn" if drawn else "chart.people.baseline", count=baseline)


def _points(line: Line) -> Spec:
    series = line.series
    return {
        "type": "scatter",
        "mode": "markers",
        "x": iso(series.days),
        "y": [None if is_missing(value) else value for value in series.values.tolist()],
        "marker": {"color": line.colour, "size": 7},
        "cliponaxis": False,
        "hovertemplate": f"{for_plotly(series.town_name)}<br>%{{x}}: %{{y:,}}<extra></extra>",
    }


def _baseline(baseline: float, colours: Palette) -> Sequence[Spec]:
    line = {"color": colours.quiet, "width": 1, "dash": "6px,3px"}
    return [{"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": baseline, "y1": baseline, "line": line}]
