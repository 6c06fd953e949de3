"""Distance to the front over time: steps, bands behind, crossings marked."""

from collections.abc import Mapping, Sequence
from datetime import date

from pandas import DataFrame

from dashboard.charts.axes import amount_axis, as_of_line, last_day, time_axis
from dashboard.charts.bands import band_notes, band_shapes, band_ticks
from dashboard.charts.crossings import crossing_marks
from dashboard.charts.ends import end_labels, silent_legend
from dashboard.charts.fan import FAN_MARGINS, fan_labels, fan_of, fan_traces
from dashboard.charts.fan_words import fan_legend, fan_sentence
from dashboard.charts.figure import ALIGNED, Figure, empty_figure, figure
from dashboard.charts.lines import Line, chosen, highest_of, source_styles
from dashboard.charts.series import Series, day_array, series_of
from dashboard.charts.traces import line_traces
from dashboard.look.credit import Credit
from dashboard.look.escape import for_plotly
from dashboard.look.palette import palette
from dashboard.look.words import word
from dashboard.model.bands import EDGES_KM

PLOT_PX = 300


def distance_chart(
    distances: DataFrame,
    *,
    title: str,
    credit: Credit,
    theme: str,
    edges_km: Sequence[float] = EDGES_KM,
    crossings: DataFrame | None = None,
    highlight: Sequence[str] | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    gap_days: int = 14,
    aligned: bool = False,
    outlook: DataFrame | None = None,
    silent: Mapping[str, int] | None = None,
) -> Figure:
    """One line per town and source of ``distance_history``; a distance holds until the next report.

    A line breaks where two reports lie more than ``gap_days`` apart. ``highlight`` are the codes of up to 8
    towns, without it the nearest; all others are grey. ``crossings``: town_code, town_name, source, date,
    from_km, to_km, edge_km, direction (nearer, farther). ``aligned`` gives the margins of
    ``services_timeline``; pass both the same ``since`` and ``until``. The ``outlook`` of one town is drawn as a
    fan after its line; the time then goes on to the fan's end, and is no longer that of other charts. ``silent``
    are the days without a report of towns that have gone silent, by code: these are marked.
    """
    every = series_of(distances, value="front_distance_km", source="source")
    if not every:
        return empty_figure(title=title, credit=credit, theme=theme)
    colours = palette(theme)
    lines, rest = chosen(every, codes=highlight, colours=colours, silent=silent or ())
    first, last = since or day_array(distances).min().astype(object), until or last_day(distances, as_of)
    fan = fan_of(outlook, until=last)
    last = last if fan is None else max(last, fan.last)
    tops = (highest_of(lines), 1.2 * edges_km[0] if edges_km else 1.0, fan.highest_km if fan else 0.0)
    highest = 1.08 * max(tops)
    notes, margins = end_labels(
        lines, highest, colours=colours, plot_px=PLOT_PX, until=last, gap_days=gap_days
    )
    if fan is not None:
        notes, margins = fan_labels(fan, highest_km=highest, plot_px=PLOT_PX, colours=colours), FAN_MARGINS
    elif aligned:
        notes, margins = [], ALIGNED
    shape, said = as_of_line(as_of, colours, until=last)
    crossed = crossing_marks(crossings, {line.series.town_code for line in lines}, colours=colours)
    return figure(
        [
            *line_traces(lines, rest, colours=colours, gap_days=gap_days, shape="hv", hover="%{y:.1f} km"),
            *crossed,
            *fan_traces(fan, lines=lines, colours=colours),
        ],
        title=title,
        credit=credit,
        theme=theme,
        subtitle=[
            *fan_legend(fan.rows if fan else (), lines=[] if aligned else lines),
            *_subtitle(lines, rest, crossed=bool(crossed)),
            *silent_legend(lines, silent or {}),
        ],
        plot_px=PLOT_PX,
        margins=margins,
        layout={
            "xaxis": time_axis(first, last, colours=colours),
            "yaxis": amount_axis(highest, colours, ticks=band_ticks(edges_km, highest)),
            "shapes": [*band_shapes(edges_km, highest_km=highest, colours=colours), *shape],
        },
        annotations=[
            *band_notes(edges_km, highest_km=highest, colours=colours, plot_px=PLOT_PX),
            *notes,
            *said,
        ],
        top_px=20 if said else 4,
        said=fan_sentence(fan.rows if fan else ()),
    )


def _subtitle(lines: Sequence[Line], rest: Sequence[Series], *, crossed: bool) -> list[str]:
    """What the signs mean: sources if there are several, the grey rest, crossings."""
    parts = []
    first, *others = map(for_plotly, source_styles([line.series for line in lines]))
    if others:
        parts += [word("chart.solid", source=first), word("chart.broken", source=", ".join(others))]
    if rest:
        parts.append(word("chart.rest", count=len({series.town_code for series in rest})))
    if crossed:
        parts.append(word("chart.distance.crossings"))
    return parts
