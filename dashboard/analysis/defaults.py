"""What is shown where the reader has not chosen: the newest date, the source that covers most, departures."""

from datetime import date

import pandas as pd

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
    days = ask("front_days")
    newest = days[days["date"] <= pd.Timestamp(as_of)].drop_duplicates("source", keep="last")
    rows = zip(-newest["towns"], -newest["date"].astype("int64"), newest["source"], strict=True)
    return [str(source) for _, _, source in sorted(rows)]


def count_points(ask: Ask, *, as_of: date) -> list[str]:
    """The points where evacuees were counted, departure first; only those with a report."""
    span = extent(ask)
    counted = ask("counts_at", as_of=as_of if span is None else span[1], towns=None, area=None)
    known = set(counted["count_at"][counted["oldest"] <= pd.Timestamp(as_of)])
    return [point for point in COUNT_AT if point in known]
