"""The outlook of one town as a fan: how far the distance was spread in comparable past cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pandas import DataFrame, Timestamp

from dashboard.charts.fan_words import LEVELS, point_said
from dashboard.charts.figure import Margins
from dashboard.charts.lines import Line
from dashboard.charts.series import apart
from dashboard.charts.texts import SMALL_PX, Spec
from dashboard.look.colour import rgba
from dashboard.look.formats import is_missing
from dashboard.look.palette import Palette
from dashboard.look.words import word

FAN_MARGINS = Margins(left=44, right=88)  # the names of its ranges stand beside the fan
_LABEL_PX = 16


@dataclass(frozen=True)
class Fan:
    """Where the fan stands: ``days`` and for each level its kilometres, the present distance first.

    ``rows`` are those of ``outlook`` behind it, a horizon each, nearest first.
    """

    town_code: str
    days: tuple[date, ...]
    km: dict[str, list[float]]
    rows: tuple[Spec, ...]

    @property
    def last(self) -> date:
        return self.days[-1]

    @property
    def highest_km(self) -> float:
        return max(self.km["p90_km"])


def fan_of(outlooks: DataFrame | None, *, until: date) -> Fan | None:
    """The fan of the only town of an outlook; None where it has none.

    It ends before the first horizon that has no outlook, and is None where the chart ends, with ``until``, before the
    distance it begins with: it would hang in the air.
    """
    if outlooks is None or outlooks["town_code"].nunique() != 1:
        return None
    rows: list[Spec] = []
    for row in outlooks.sort_values("horizon_days").to_dict("records"):
        if is_missing(row["p50_km"]):
            break
        rows.append({str(name): value for name, value in row.items()})
    if not rows:
        return None
    begin = Timestamp(rows[0]["distance_date"]).date()
    if begin > Timestamp(until).date():
        return None
    days = (begin, *(begin + timedelta(days=int(row["horizon_days"])) for row in rows))
    here_km = float(rows[0]["distance_km"])
    levels = {name: [here_km, *(round(float(row[name]), 2) for row in rows)] for name in LEVELS}
    return Fan(str(rows[0]["town_code"]), days, levels, tuple(rows))


def fan_traces(fan: Fan | None, *, lines: Sequence[Line], colours: Palette) -> list[Spec]:
    """The 10-90 % range pale, the 25-75 % range darker, the median as a dotted line with a point per horizon.

    In the colour of its town's line.
    """
    if fan is None:
        return []
    of_town = [line.colour for line in lines if line.series.town_code == fan.town_code]
    colour = next(iter(of_town), colours.series[0])
    x = [str(day) for day in fan.days]
    median = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": x,
        "y": fan.km["p50_km"],
        "line": {"color": colour, "width": 1.5, "dash": "2px,3px"},
        "marker": {"color": colour, "size": [0, *([5] * len(fan.rows))], "symbol": "diamond"},
        "hovertext": ["", *map(point_said, fan.rows)],
        "hoverinfo": "text",
        "cliponaxis": False,
    }
    return [
        _range(x, fan.km["p10_km"], fan.km["p90_km"], colour=colour, strength=0.16),
        _range(x, fan.km["p25_km"], fan.km["p75_km"], colour=colour, strength=0.3),
        median,
    ]


def fan_labels(fan: Fan, *, highest_km: float, plot_px: int, colours: Palette) -> list[Spec]:
    """The name of each range beside its upper end, and of the median."""
    names = {"p50_km": "fan.median", "p75_km": "fan.inner", "p90_km": "fan.outer"}
    ends = [fan.km[level][-1] / highest_km * plot_px for level in names]
    placed = apart(ends, least=_LABEL_PX, highest=plot_px - 4.0)
    place = {"x": str(fan.last), "xanchor": "left", "xshift": 6, "yanchor": "middle", "showarrow": False}
    return [
        {
            **place,
            "y": round(y / plot_px * highest_km, 2),
            "text": word(name),
            "font": {"size": SMALL_PX, "color": colours.text if level == "p50_km" else colours.quiet},
        }
        for (level, name), y in zip(names.items(), placed, strict=True)
    ]


def _range(
    x: Sequence[str], low: Sequence[float], high: Sequence[float], *, colour: str, strength: float
) -> Spec:
    """A surface between two lines, with a thin edge: the fill alone has too little contrast to be seen by all."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [*x, *reversed(x)],
        "y": [*low, *reversed(high)],
        "fill": "toself",
        "fillcolor": rgba(colour, strength),
        "line": {"color": rgba(colour, 0.7), "width": 0.75},
        "hoverinfo": "skip",
    }
