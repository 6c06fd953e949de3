"""The tables of docs/outlook.md, written from a backtest of the real front lines and from what was said of one town."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from pandas import DataFrame

from dashboard.analysis.ahead.backtest import Backtest
from dashboard.analysis.ahead.outlook import outlook
from dashboard.analysis.ahead.scores import ranges, scores
from dashboard.analysis.asking import Ask
from dashboard.model.filters import Filters
from tests.records import BILO

DOCUMENT = Path(__file__).parents[2] / "docs" / "outlook.md"
BEGIN, END = "<!-- written by a test: {} -->", "<!-- end of what is written -->"
LIMIT_KM = 10
HARD_DAYS = ("2025-08-04", "2025-08-10", "2025-08-11", "2025-08-12", "2025-08-14", "2025-08-20", "2025-08-29")


def with_table(text: str, name: str, table: str) -> str:
    """The document with the table between its two marks replaced."""
    before, begin, rest = text.partition(BEGIN.format(name) + "\n")
    _, end, after = rest.partition(END)
    assert begin and end, f"docs/outlook.md has no place for the table {name}"
    return f"{before}{begin}\n{table}\n\n{end}{after}"


def markdown(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def told(frame: DataFrame) -> Iterable[Any]:
    """The rows, their cells by name."""
    return frame.itertuples(index=False)


def score_table(found: DataFrame) -> str:
    head = ["days", "within km", "cases", "outlook", "nothing", "line", "how often", "outlook / best"]
    return markdown(
        head,
        (
            [row.horizon_days, row.threshold_km, f"{row.cases:,}"]
            + [f"{value:.4f}" for value in (row.outlook, row.nothing, row.line, row.how_often)]
            + [f"{row.ratio:.2f}"]
            for row in told(found)
        ),
    )


def range_table(found: DataFrame) -> str:
    head = ["days", "cases", "10-90 % held", "outlook", "nothing", "line", "how often"]
    return markdown(
        head,
        (
            [row.horizon_days, f"{row.cases:,}", f"{row.held:.0%}"]
            + [f"{value:.2f}" for value in (row.pinball_outlook, row.pinball_nothing, row.pinball_line)]
            + [f"{row.pinball_how_often:.2f}"]
            for row in told(found)
        ),
    )


def half_table(judged: DataFrame) -> str:
    """The same two judgements in both halves of the days looked from."""
    days = sorted(judged["as_of"].unique())
    middle = days[len(days) // 2]
    rows = []
    for half in (judged[judged["as_of"] < middle], judged[judged["as_of"] >= middle]):
        first, last = half["as_of"].min(), half["as_of"].max()
        found = scores(half).query("threshold_km == @LIMIT_KM", local_dict={"LIMIT_KM": LIMIT_KM})
        for score, held in zip(told(found), told(ranges(half)), strict=True):
            span = f"{first:%Y-%m-%d} to {last:%Y-%m-%d}"
            rows.append(
                [span, score.horizon_days, f"{score.cases:,}", f"{score.ratio:.2f}", f"{held.held:.0%}"]
            )
    return markdown(["looked from", "days", "cases", "outlook / best", "10-90 % held"], rows)


def hard_case(ask: Ask, *, source: str, last: date) -> str:
    """What the outlook said of Bilozerske on the days around the salient of August 2025, and what came."""
    history = _distances(ask, source=source, last=last)
    rows: list[tuple[object, ...]] = []
    for day in map(pd.Timestamp, HARD_DAYS):
        filters = Filters(day.date(), day.date(), day.date(), towns=(BILO,), source=source)
        said = outlook(ask, filters)
        for place, days in enumerate(said["horizon_days"].astype(int)):
            came_day = day + pd.Timedelta(days=days)
            if days <= 30 and came_day <= pd.Timestamp(last):
                rows.append((str(day.date()), *_told(said.iloc[place]), _km(history.asof(came_day))))
    head = ["looked from", "km then", "days", "10-90 %", "50 %", "chance within 15 km", "km that came"]
    return markdown(head, rows)


def _told(said: "pd.Series[float]") -> tuple[object, ...]:
    low, middle, high = (_km(said[name]) for name in ("p10_km", "p50_km", "p90_km"))
    chance = f"{said['chance_within_15_km']:.0%}"
    return _km(said["distance_km"]), said["horizon_days"], f"{low} to {high}", middle, chance


def _km(value: Any) -> str:
    return f"{value:.1f}"


def _distances(ask: Ask, *, source: str, last: date) -> "pd.Series[float]":
    filters = Filters(last, date(2025, 7, 1), last, towns=(BILO,), source=source)
    rows = ask("distance_history", filters)
    return rows.set_index("date")["front_distance_km"].sort_index()


def written(text: str, *, ask: Ask, found: Backtest, source: str, last: date) -> str:
    """The document with all its tables."""
    tables = {
        "scores": score_table(found.scores),
        "ranges": range_table(found.ranges),
        "halves": half_table(found.judged),
        "bilozerske": hard_case(ask, source=source, last=last),
    }
    for name, table in tables.items():
        text = with_table(text, name, table)
    return text
