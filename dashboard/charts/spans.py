"""States of a service as spans of time: from report to report, and how sure they are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pandas import DataFrame

from dashboard.charts.series import day_array

Piece = tuple[str, date, date, bool]

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """``service`` was reported ``state`` on ``since`` and not otherwise before ``until``.

    ``solid``: another report followed soon enough; otherwise the state is only the last known one.
    """

    service: str
    state: str
    since: date
    until: date
    solid: bool


def spans_of(states: DataFrame, *, since: date, end: date, gap_days: int) -> list[Span]:
    """The spans of every service from ``since`` to ``end``; neighbours that are alike are one span.

    A report too old for ``since`` still tells the state at the beginning. The day of a report is always
    solid.
    """
    return [
        Span(service, *span)
        for service, reports in _by_service(states).items()
        for span in _merged(_pieces(reports, end=end, gap_days=gap_days), since=since)
    ]


def _pieces(reports: Sequence[tuple[date, str]], *, end: date, gap_days: int) -> Iterator[Piece]:
    """State, first day, day after the last, and sureness of each report, the sure part first."""
    after = end + _ONE_DAY
    for (day, state), (following, _) in zip(reports, [*reports[1:], (None, "")], strict=True):
        last = after if following is None else min(following, after)
        soon = following is not None and (following - day).days <= gap_days
        sure = last if soon else min(day + _ONE_DAY, last)
        yield state, day, sure, True
        yield state, sure, last, False


def _merged(pieces: Iterable[Piece], *, since: date) -> list[Piece]:
    """Neighbouring pieces that are alike as one; what ends before ``since`` is dropped."""
    found: list[Piece] = []
    for state, start, stop, solid in pieces:
        if stop <= max(start, since):
            continue
        if found and found[-1][0] == state and found[-1][2] == start and found[-1][3] == solid:
            start = found.pop()[1]
        found.append((state, max(start, since), stop, solid))
    return found


def _by_service(states: DataFrame) -> dict[str, list[tuple[date, str]]]:
    """Day and state of each report by service, oldest first; reports without a state are none."""
    columns = (
        states["service"].tolist(),
        day_array(states).astype(object).tolist(),
        states["state"].tolist(),
    )
    found: dict[str, list[tuple[date, str]]] = {}
    for service, day, state in sorted(zip(*columns, strict=True), key=lambda row: row[:2]):
        if isinstance(state, str):
            found.setdefault(service, []).append((day, state))
    return found
