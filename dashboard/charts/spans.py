"""States of a service as spans of time: from report to report, and how sure they are."""

from dataclasses import dataclass
from datetime import date, timedelta

from pandas import DataFrame

from dashboard.charts.series import day_array

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
    found: list[Span] = []
    for service, reports in _by_service(states).items():
        for (day, state), (following, _) in zip(reports, [*reports[1:], (None, "")], strict=True):
            last = end + _ONE_DAY if following is None else min(following, end + _ONE_DAY)
            held = (following or end) - day
            sure = last if following is not None and held.days <= gap_days else min(day + _ONE_DAY, last)
            for start, stop, solid in ((day, sure, True), (sure, last, False)):
                _append(found, Span(service, state, max(start, since), stop, solid))
    return found


def _append(found: list[Span], span: Span) -> None:
    if span.until <= span.since:
        return
    before = found[-1] if found else None
    same = before is not None and (before.service, before.state, before.solid) == (
        span.service,
        span.state,
        span.solid,
    )
    if before is not None and same and before.until == span.since:
        found[-1] = Span(span.service, span.state, before.since, span.until, span.solid)
    else:
        found.append(span)


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
