"""The outlook to the right of the as-of line: a range from comparable past cases, never a line drawn on."""

import numpy
from pandas import DataFrame

from dashboard.charts.series import day_array, iso
from dashboard.charts.texts import Spec
from dashboard.look.colour import rgba
from dashboard.look.palette import Palette
from dashboard.look.words import word


def fan_traces(fan: DataFrame | None, colours: Palette) -> list[Spec]:
    """The range between ``low_km`` and ``high_km`` as an area, ``middle_km`` as a broken line."""
    if fan is None or fan.empty:
        return []
    x = iso(day_array(fan))
    low, middle, high = (fan[name].round(2).tolist() for name in ("low_km", "middle_km", "high_km"))
    outer = {"type": "scatter", "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    inner = {"color": colours.quiet, "width": 1.5, "dash": "2px,4px"}
    said = word("chart.distance.fan_point", low="%{customdata[0]:.1f}", high="%{customdata[1]:.1f}")
    return [
        {
            **outer,
            "x": [*x, *x[::-1]],
            "y": [*high, *low[::-1]],
            "fill": "toself",
            "fillcolor": rgba(colours.rest, 0.4),
        },
        {
            "type": "scatter",
            "mode": "lines",
            "x": x,
            "y": middle,
            "line": inner,
            "customdata": list(zip(low, high, strict=True)),
            "hovertemplate": f"%{{x}}: {said}<extra></extra>",
        },
    ]


def fan_top(fan: DataFrame | None) -> float:
    """The greatest distance the fan reaches, 0 without a fan."""
    return 0.0 if fan is None or fan.empty else float(numpy.nanmax(fan["high_km"]))
