"""What is shown where the reader has not chosen: the newest date, the source that covers most, departures."""

from datetime import date

from dashboard.analysis.asking import Ask
from dashboard.model.codes import COUNT_AT


def extent(ask: Ask) -> tuple[date, date] | None:
    """The oldest and the newest date of any report; None where there is no report at all."""
    spans = ask("extent").dropna()
    if spans.empty:
        return None
    return spans["oldest"].min().date(), spans["newest"].max().date()


def front_sources(ask: Ask, *, as_of: date) -> list[str]:
    """The sources of front distances: first the one that speaks of most towns on its newest date."""
    sources = ask("front_sources", as_of=as_of)
    ordered = sources.sort_values(["towns", "newest", "source"], ascending=[False, False, True])
    return [str(name) for name in ordered["source"]]


def count_points(ask: Ask, *, as_of: date) -> list[str]:
    """The points where evacuees were counted, departure first; only those with a report."""
    counted = set(ask("counts_at", as_of=as_of, towns=None, area=None)["count_at"])
    return [point for point in COUNT_AT if point in counted]
