"""The name of each town at the end of its line, and the letter of those that are silent."""

import math
from collections.abc import Mapping, Sequence
from datetime import date

import numpy

from dashboard.charts.figure import Margins
from dashboard.charts.lines import Line
from dashboard.charts.series import apart
from dashboard.charts.texts import SMALL_PX, Spec, coloured
from dashboard.look.escape import for_plotly
from dashboard.look.palette import Palette
from dashboard.look.words import word

_LABEL_PX = 16
_CHARACTER_PX = 6.6
_BESIDE: Spec = {"xanchor": "left", "yanchor": "middle", "xshift": 4, "showarrow": False}


def end_labels(
    lines: Sequence[Line], highest: float, *, colours: Palette, plot_px: int, until: date, gap_days: int
) -> tuple[list[Spec], Margins]:
    """The name of each town beside the end of its line, and the margins that hold them.

    A line that ended more than ``gap_days`` before ``until`` has its name at its last point.
    """
    ends = _ends(lines)
    heights = [line.series.last / highest * plot_px for line in ends]
    placed = apart(heights, least=_LABEL_PX, highest=plot_px - 4.0)
    texts = [line.label for line in ends]
    oldest = numpy.datetime64(str(until)[:10]) - gap_days
    notes = [
        {
            **({"x": str(line.newest)} if line.newest < oldest else {"x": 1, "xref": "paper"}),
            "y": round(y / plot_px * highest, 2),
            "text": f"{coloured('●', line.colour)} {for_plotly(text)}",
            "font": {"size": SMALL_PX, "color": colours.text},
            **_BESIDE,
        }
        for line, text, y in zip(ends, texts, placed, strict=True)
    ]
    return notes, Margins(right=round(24 + _CHARACTER_PX * max(map(len, texts), default=0)))


def _ends(lines: Sequence[Line]) -> list[Line]:
    """One line per town, that of its first source in the order of styles, if it has a value."""
    by_town: dict[str, Line] = {}
    for line in lines:
        known = by_town.get(line.series.town_code)
        if not math.isnan(line.series.last) and (known is None or line.main):
            by_town[line.series.town_code] = line
    return list(by_town.values())


def silent_legend(lines: Sequence[Line], silent: Mapping[str, int]) -> list[str]:
    """What the letter of silent towns means, with their days without a report, for the subtitle."""
    names = {line.series.town_code: line.series.town_name for line in lines if line.silent}
    said = [
        word("silence.charted", town=for_plotly(name), count=silent[code]) for code, name in names.items()
    ]
    return [word("silence.chart", names=", ".join(said))] if said else []
