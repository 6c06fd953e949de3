"""Where a town's distance passed the edge of a band."""

from collections.abc import Collection
from datetime import date

from pandas import DataFrame

from dashboard.charts.series import day_array, iso
from dashboard.charts.texts import Spec
from dashboard.look.escape import for_plotly
from dashboard.look.formats import day, km
from dashboard.look.palette import Palette
from dashboard.look.words import word

_SYMBOLS = {"nearer": "triangle-down", "farther": "triangle-up"}


def crossing_marks(crossings: DataFrame | None, towns: Collection[str], *, colours: Palette) -> list[Spec]:
    """A trace of triangles, down where the front came nearer, up where it receded; hollow up, filled down.

    Only for ``towns``, the lines in colour. An edge of 0 km is the border of the held area.
    """
    if crossings is None or crossings.empty:
        return []
    names = ["town_code", "town_name", "from_km", "to_km", "edge_km", "direction"]
    days = day_array(crossings)
    rows = zip(iso(days), days.astype(object), *(crossings[name].tolist() for name in names), strict=True)
    marks = [(x, date, *rest) for x, date, code, *rest in rows if code in towns]
    if not marks:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [mark[0] for mark in marks],
            "y": [mark[4] for mark in marks],
            "marker": {
                "symbol": [_SYMBOLS[mark[6]] for mark in marks],
                "color": [colours.text if mark[6] == "nearer" else colours.surface for mark in marks],
                "size": 8,
                "line": {"color": colours.text, "width": 1.2},
            },
            "hovertext": [_said(*mark[1:]) for mark in marks],
            "hoverinfo": "text",
            "cliponaxis": False,
        }
    ]


def _said(date: date, town: str, from_km: float, to_km: float, edge_km: float, direction: str) -> str:
    kind = "inside" if direction == "nearer" and edge_km == 0 else direction
    values = {"edge": f"{edge_km:g}", "from_km": km(from_km), "to_km": km(to_km), "date": day(date)}
    return word(f"chart.distance.crossing_{kind}", town=for_plotly(town), **values)
