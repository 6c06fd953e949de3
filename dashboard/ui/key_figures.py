"""The key figures of the first page, in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from dashboard.analysis.remaining import OLD_AFTER_DAYS
from dashboard.analysis.situation import Situation
from dashboard.look.cards import KeyFigure
from dashboard.look.formats import age, day, is_missing, people, signed, signed_share
from dashboard.look.labels import silent_name
from dashboard.look.rows import rows_of
from dashboard.look.spark import sparkline
from dashboard.look.words import word
from dashboard.model.filters import Filters


def situation_cards(
    found: Situation, filters: Filters, *, titles: Mapping[str, str], edges_km: Sequence[float]
) -> list[KeyFigure]:
    """People remaining, evacuated, towns near the front, services lost, silent towns; named by their ``titles``."""
    return [
        _people_remaining(found, filters),
        _evacuated(found, filters),
        _near(found, filters, edges_km),
        _services(found, filters, titles),
        _silent(found, filters, titles),
    ]


def _people_remaining(found: Situation, filters: Filters) -> KeyFigure:
    remaining = found.people
    sources = sorted(found.overview["people_source"].dropna().unique())
    notes = [word("situation.people_towns", count=remaining.towns, of=remaining.towns_chosen)]
    if remaining.old_towns:
        old = {"count": remaining.old_towns, "people": people(remaining.old_people), "days": OLD_AFTER_DAYS}
        notes.append(word("situation.people_old", date=day(remaining.oldest), **old))
    silent = found.overview[found.overview["silent_days"].notna()].dropna(subset=["people"])
    if len(silent):
        notes.append(word("silence.people", count=len(silent), people=people(silent["people"].sum())))
    return KeyFigure(
        word("situation.people"),
        None if remaining.people is None else people(remaining.people),
        change=""
        if remaining.change is None
        else word("situation.in_7_days", change=signed_share(remaining.change)),
        notes=tuple(notes),
        spark=sparkline(remaining.weekly, label=word("situation.people_spark")),
        credit=short_credit(sources, remaining.newest, as_of=filters.as_of),
    )


def _evacuated(found: Situation, filters: Filters) -> KeyFigure:
    counted = found.evacuated
    sources = sorted(found.overview["evacuated_source"].dropna().unique())
    notes = (
        word("situation.evacuated_more", month=people(counted.in_30_days), all=people(counted.in_all)),
        word("situation.evacuated_before", before=people(counted.in_7_days_before)),
        word(
            "situation.evacuated_reports",
            count=counted.reports_7_days,
            point=word(f"count_at.{filters.count_at}"),
        ),
    )
    return KeyFigure(
        word("situation.evacuated"),
        None if counted.in_7_days is None else people(counted.in_7_days),
        notes=notes,
        spark=sparkline(counted.daily, label=word("situation.evacuated_spark")),
        credit=short_credit(sources, counted.newest, as_of=filters.as_of),
    )


def _near(found: Situation, filters: Filters, edges_km: Sequence[float]) -> KeyFigure:
    near = found.nearness
    first = edges_km[0]
    came = near.came_within.get(first)
    wider = [f"{edge:g} km: {people(near.within[edge])}" for edge in edges_km[1:]]
    notes = [" · ".join(wider), word("situation.inside", count=near.inside)]
    return KeyFigure(
        word("situation.near", edge=f"{first:g}"),
        people(near.within[first]) if near.towns else None,
        change="" if came is None else word("situation.in_7_days", change=signed(came)),
        notes=tuple(notes),
        credit=short_credit([filters.source] if filters.source else [], near.newest, as_of=filters.as_of),
    )


def _services(found: Situation, filters: Filters, titles: Mapping[str, str]) -> KeyFigure:
    codes = found.lost["town_code"].unique()[:3]
    silent = dict(zip(found.silent["town_code"], found.silent["age_days"], strict=True))
    names = [silent_name(titles[code], silent.get(code)) for code in codes]
    return KeyFigure(
        word("situation.lost"),
        people(len(found.lost)) if found.reporting_towns else None,
        notes=(
            word("situation.restored", count=len(found.restored)),
            word("situation.lost_towns", names=", ".join(names)) if names else "",
        ),
        tone="action" if len(found.lost) else "plain",
        credit=_of_status(found, newest="status_date", as_of=filters.as_of),
    )


def _silent(found: Situation, filters: Filters, titles: Mapping[str, str]) -> KeyFigure:
    longest = [silent_name(titles[row.town_code], row.age_days) for row in rows_of(found.silent.head(3))]
    return KeyFigure(
        word("situation.silent"),
        people(len(found.silent)) if found.reporting_towns else None,
        unit=word("situation.silent_of", count=found.reporting_towns),
        notes=(word("situation.silent_beyond"), ", ".join(longest)),
        tone="caution" if len(found.silent) else "plain",
        credit=_of_status(found, newest="newest_report", as_of=filters.as_of),
    )


def _of_status(found: Situation, *, newest: str, as_of: date) -> str:
    sources = sorted(found.overview["status_source"].dropna().unique())
    return short_credit(sources, found.overview[newest].max(), as_of=as_of)


def short_credit(sources: Sequence[object], newest: Any, *, as_of: date) -> str:
    """The sources of a figure and the age of its newest report."""
    named = ", ".join(str(source) for source in sources if not is_missing(source) and source)
    if is_missing(newest):
        return word("missing.report")
    days = (pd.Timestamp(as_of) - pd.Timestamp(newest)).days
    return f"{named} · {age(days)}" if named else age(days)
