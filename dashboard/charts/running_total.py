"""People evacuated since the first period shown, added up."""

from collections.abc import Sequence
from itertools import accumulate

from dashboard.charts.periods import Period
from dashboard.charts.texts import SMALL_PX, Spec
from dashboard.look.palette import Palette
from dashboard.look.words import word


def running_total(shown: Sequence[Period], colours: Palette) -> tuple[list[Spec], list[Spec]]:
    """The running total at the end of each period, and the whole of it beside the last point."""
    sums = list(accumulate(period.evacuated or 0 for period in shown))
    y = [None if period.evacuated is None else amount for period, amount in zip(shown, sums, strict=True)]
    trace = {
        "type": "scatter",
        "mode": "lines+markers",
        "yaxis": "y2",
        "x": [str(period.last) for period in shown],
        "y": y,
        "line": {"color": colours.text, "width": 1.5},
        "marker": {"color": colours.text, "size": 4},
        "hovertemplate": f"%{{x}}: {word('chart.evacuated.total', count='%{y:,}')}<extra></extra>",
    }
    last = max((i for i, amount in enumerate(y) if amount is not None), default=0)
    note = {
        "x": str(shown[last].last),
        "y": sums[last],
        "yref": "y2",
        "xanchor": "right",
        "yanchor": "bottom",
    }
    text = {"text": word("chart.evacuated.total", count=round(sums[last])), "showarrow": False, "yshift": 4}
    return [trace], [{**note, **text, "font": {"size": SMALL_PX, "color": colours.text}}]
