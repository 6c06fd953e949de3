"""The printed table: what was measured, against which yardstick of the same run, and whether it held."""

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import starmap

Measure = Callable[[], Iterable["Line"]]

HEAD = ("what", "min", "median", "max", "unit", "yardstick", "ratio", "to reach", "held")


@dataclass(frozen=True)
class Line:
    """One thing measured; ``values`` are its repeats, judged by their median.

    ``yardstick`` are the repeats of what it is compared with, measured in the same run. A limit that is None is not
    asked of it; a line without any limit is told for the reader.
    """

    what: str
    values: Sequence[float]
    unit: str
    at_most: float | None = None
    at_least: float | None = None
    yardstick: Sequence[float] = field(default=())
    ratio_at_most: float | None = None

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def ratio(self) -> float | None:
        return self.median / statistics.median(self.yardstick) if self.yardstick else None

    @property
    def held(self) -> bool | None:
        """None where nothing is asked of it."""
        asked = [
            self.at_most is None or self.median <= self.at_most,
            self.at_least is None or self.median >= self.at_least,
            self.ratio_at_most is None or self.ratio is None or self.ratio <= self.ratio_at_most,
        ]
        return all(asked) if self.to_reach else None

    @property
    def to_reach(self) -> str:
        limits = (
            (self.at_most, f"<= {self.at_most} {self.unit}"),
            (self.at_least, f">= {self.at_least} {self.unit}"),
            (self.ratio_at_most, f"<= {self.ratio_at_most} x"),
        )
        return ", ".join(text for limit, text in limits if limit is not None)

    def cells(self) -> tuple[str, ...]:
        low, high = _figure(min(self.values)), _figure(max(self.values))
        yardstick = _figure(statistics.median(self.yardstick)) if self.yardstick else ""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        held = {True: "yes", False: "NO", None: ""}[self.held]
        return (
            self.what,
            low,
            _figure(self.median),
            high,
            self.unit,
            yardstick,
            ratio,
            self.to_reach,
            held,
        )


def _figure(value: float) -> str:
    return f"{value:.2f}" if abs(value) < 10 else f"{value:,.1f}" if abs(value) < 100 else f"{value:,.0f}"


def table(lines: Sequence[Line]) -> str:
    """The lines under their heads; figures to the right."""
    rows = [HEAD, *(line.cells() for line in lines)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rule = tuple("-" * width for width in widths)
    return "\n".join(starmap(_row, ((row, widths) for row in (rows[0], rule, *rows[1:]))))


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    figures = range(1, 4), range(5, 7)
    right = {place for places in figures for place in places}
    padded = (
        cell.rjust(width) if place in right else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join(padded).rstrip()
