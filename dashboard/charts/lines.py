"""Lines of towns: which are in colour, how sources differ, the name at the end of each line."""

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy

from dashboard.charts.series import Series
from dashboard.look.palette import Palette
from dashboard.look.words import word

HIGHLIGHTED_AT_MOST = 8

# Dash and marker by source: the source with the most reports is solid.
_STYLES = (
    ("solid", "circle"),
    ("4px,3px", "circle-open"),
    ("1px,3px", "square-open"),
    ("8px,3px,1px,3px", "diamond-open"),
)
_LABEL_CHARACTERS = 16


@dataclass(frozen=True)
class Line:
    """A series in the colour of its town and the dash of its source."""

    series: Series
    colour: str
    dash: str
    symbol: str
    silent: bool = False

    @property
    def main(self) -> bool:
        """Whether its source is the one with the most reports."""
        return self.dash == _STYLES[0][0]

    @property
    def newest(self) -> numpy.datetime64:
        newest: numpy.datetime64 = self.series.days[-1]
        return newest

    @property
    def label(self) -> str:
        """The town's name, short enough for the margin, and the letter of a silent one."""
        name = self.series.town_name
        short = name if len(name) <= _LABEL_CHARACTERS else f"{name[: _LABEL_CHARACTERS - 1].rstrip()}…"
        return f"{short} {word('silence.letter')}" if self.silent else short


def source_styles(every: Sequence[Series]) -> dict[str, tuple[str, str]]:
    """Dash and symbol of each source, the one with the most reports first."""
    reports: Counter[str] = Counter()
    for series in every:
        reports[series.source] += series.days.size
    ordered = [source for source, _ in sorted(reports.items(), key=lambda item: (-item[1], item[0]))]
    return {source: _STYLES[min(i, len(_STYLES) - 1)] for i, source in enumerate(ordered)}


def chosen(
    every: Sequence[Series],
    *,
    codes: Sequence[str] | None,
    colours: Palette,
    lowest_first: bool = True,
    silent: Collection[str] = (),
) -> tuple[list[Line], list[Series]]:
    """The lines of up to 8 towns in colour, and the series of the rest.

    Without ``codes`` they are the towns whose newest value is lowest, or highest. ``silent`` are codes, too.
    """
    picked = _extreme(every, lowest_first=lowest_first) if codes is None else dict.fromkeys(codes)
    known = {series.town_code for series in every}
    ranks = {
        code: i for i, code in enumerate([code for code in picked if code in known][:HIGHLIGHTED_AT_MOST])
    }
    styles = source_styles([series for series in every if series.town_code in ranks])
    lines = [
        Line(
            series,
            colours.series[ranks[series.town_code]],
            *styles[series.source],
            silent=series.town_code in silent,
        )
        for series in every
        if series.town_code in ranks
    ]
    return lines, [series for series in every if series.town_code not in ranks]


def highest_of(lines: Sequence[Line]) -> float:
    """The greatest value of all lines, 0 where there is none."""
    tops = [float(numpy.nanmax(line.series.values)) for line in lines if not math.isnan(line.series.last)]
    return max(tops, default=0.0)


def _extreme(every: Sequence[Series], *, lowest_first: bool) -> list[str]:
    """The towns by their newest value; those without any value come last."""
    newest: dict[str, float] = {}
    for series in every:
        value = math.inf if math.isnan(series.last) else series.last if lowest_first else -series.last
        newest[series.town_code] = min(value, newest.get(series.town_code, math.inf))
    return sorted(newest, key=lambda code: newest[code])
