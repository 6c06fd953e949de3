"""Lines of towns as Plotly draws them: broken where nobody reported, the rest in grey."""

from collections.abc import Sequence

from dashboard.charts.lines import Line
from dashboard.charts.series import MARKERS_AT_MOST, Series, broken
from dashboard.charts.texts import Spec
from dashboard.look.colour import rgba
from dashboard.look.escape import for_plotly
from dashboard.look.palette import Palette

_MARKER_PX = 4


def line_traces(
    lines: Sequence[Line], rest: Sequence[Series], *, colours: Palette, gap_days: int, shape: str, hover: str
) -> list[Spec]:
    """The rest as one grey trace, then a trace per line; ``hover`` is the text of a point in Plotly's markup.

    ``shape`` "hv" draws steps with a point at each report, "linear" a plain line with points where one stands alone.
    """
    traces = [_rest(rest, colours, gap_days=gap_days, shape=shape)] if rest else []
    for line in lines:
        series = line.series
        x, y = broken(series.days, series.values, gap_days=gap_days)
        sizes = _marker_sizes(y, every=shape == "hv" and series.days.size <= MARKERS_AT_MOST)
        said = ", ".join(for_plotly(part) for part in (series.town_name, series.source) if part)
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers" if sizes else "lines",
                "x": x,
                "y": y,
                "line": {"color": line.colour, "width": 2, "dash": line.dash, "shape": shape},
                "marker": {"color": line.colour, "size": sizes, "symbol": line.symbol},
                "hovertemplate": f"{said}<br>%{{x}}: {hover}<extra></extra>",
            }
        )
    return traces


def _marker_sizes(y: Sequence[float | None], *, every: bool) -> int | list[int]:
    """A size for every point, or only for points that no line would show, or 0 where there is none of either."""
    if every:
        return _MARKER_PX
    alone = [
        _MARKER_PX if here is not None and before is None and after is None else 0
        for before, here, after in zip([None, *y], y, [*y[1:], None], strict=False)
    ]
    return alone if any(alone) else 0


def _rest(rest: Sequence[Series], colours: Palette, *, gap_days: int, shape: str) -> Spec:
    x: list[str | None] = []
    y: list[float | None] = []
    for series in rest:
        days, values = broken(series.days, series.values, gap_days=gap_days)
        x += [*days, None]
        y += [*values, None]
    line = {"color": rgba(colours.rest, 0.45), "width": 1, "shape": shape}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}
