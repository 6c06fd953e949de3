"""What is shown where the reader has not chosen: the newest date, the source that covers most, departures."""

from datetime import date

import pandas as pd

from dashboard.analysis.asking import Ask
from dashboard.model.codes import COUNT_AT

LATELY_DAYS = 14


def extent(ask: Ask) -> tuple[date, date] | None:
    """The oldest and the newest date of any report; None where there is no report at all."""
    spans = ask("extent").dropna()
    if spans.empty:
        return None
    return spans["oldest"].min().date(), spans["newest"].max().date()


def front_sources(ask: Ask, *, as_of: date) -> list[str]:
    """The sources of front distances: first the one that speaks of most towns and still does.

    A source covers the most towns that it spoke of on one of its last 14 days: a newest day with one town in it makes
    it no narrower. Those that cover half as many as the widest come first where their newest date is not 14 days or
    more older than that of another of them; then all by the towns they cover.
    """
    days = ask("front_days")
    days = days[days["date"] <= pd.Timestamp(as_of)]
    if days.empty:
        return []
    span = pd.Timedelta(days=LATELY_DAYS)
    newest = days.groupby("source")["date"].max()
    lately = days[days["date"] > days["source"].map(newest) - span]
    towns = lately.groupby("source")["towns"].max()
    wide = 2 * towns >= towns.max()
    current = wide & (newest > newest[wide].max() - span)
    places = zip(~current, -towns, -newest.astype("int64"), towns.index, strict=True)
    return [str(source) for *_, source in sorted(places)]


def count_points(ask: Ask, *, as_of: date) -> list[str]:
    """The points where evacuees were counted, departure first; only those with a report."""
    span = extent(ask)
    counted = ask("counts_at", as_of=as_of if span is None else span[1], towns=None, area=None)
    known = set(counted["count_at"][counted["oldest"] <= pd.Timestamp(as_of)])
    return [point for point in COUNT_AT if point in known]
