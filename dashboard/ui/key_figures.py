"""The key figures of the first page and of a town, in words."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from dashboard.analysis.situation import OLD_AFTER_DAYS, SILENT_AFTER_DAYS, Situation
from dashboard.look.cards import KeyFigure
from dashboard.look.formats import age, day, is_missing, km, people, signed, signed_share
from dashboard.look.labels import order_name, status_name
from dashboard.look.spark import sparkline
from dashboard.look.words import word
from dashboard.model.filters import Filters


def situation_cards(found: Situation, filters: Filters, *, edges_km: Sequence[float]) -> list[KeyFigure]:
    """People remaining, evacuated, towns near the front, services lost, silent towns."""
    return [
        _people_remaining(found, filters),
        _evacuated(found, filters),
        _near(found, filters, edges_km),
        _services(found),
        _silent(found),
    ]


def _people_remaining(found: Situation, filters: Filters) -> KeyFigure:
    remaining = found.people
    sources = sorted(found.overview["people_source"].dropna().unique())
    notes = [word("situation.people_towns", count=remaining.towns, of=remaining.towns_chosen)]
    if remaining.old_towns:
        old = {"count": remaining.old_towns, "people": people(remaining.old_people), "days": OLD_AFTER_DAYS}
        notes.append(word("situation.people_old", date=day(remaining.oldest), **old))
    return KeyFigure(
        word("situation.people"),
        None if remaining.people is None else people(remaining.people),
        change=""
        if remaining.change is None
        else word("situation.in_7_days", change=signed_share(remaining.change)),
        notes=tuple(notes),
        spark=sparkline(remaining.weekly, label=word("situation.people_spark")),
        credit=_credit(sources, remaining.newest, filters.as_of),
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
        credit=_credit(sources, counted.newest, filters.as_of),
    )


def _near(found: Situation, filters: Filters, edges_km: Sequence[float]) -> KeyFigure:
    near = found.nearness
    first = edges_km[0]
    before = near.within_before.get(first)
    wider = [f"{edge:g} km: {people(near.within[edge])}" for edge in edges_km[1:]]
    notes = [" · ".join(wider), word("situation.inside", count=near.inside)]
    return KeyFigure(
        word("situation.near", edge=f"{first:g}"),
        people(near.within[first]) if near.towns else None,
        change=""
        if before is None
        else word("situation.in_7_days", change=signed(near.within[first] - before)),
        notes=tuple(notes),
        credit=_credit([filters.source] if filters.source else [], near.newest, filters.as_of),
    )


def _services(found: Situation) -> KeyFigure:
    towns = found.lost["town_name"].unique()
    return KeyFigure(
        word("situation.lost"),
        people(len(found.lost)) if found.reporting_towns else None,
        notes=(
            word("situation.restored", count=len(found.restored)),
            word("situation.lost_towns", names=", ".join(towns[:3])) if len(towns) else "",
        ),
        tone="action" if len(found.lost) else "plain",
    )


def _silent(found: Situation) -> KeyFigure:
    names = ", ".join(found.silent["town_name"].head(3))
    return KeyFigure(
        word("situation.silent"),
        people(len(found.silent)) if found.reporting_towns else None,
        unit=word("situation.silent_of", count=found.reporting_towns),
        notes=(word("situation.silent_days", count=SILENT_AFTER_DAYS), names),
        tone="caution" if len(found.silent) else "plain",
    )


def town_cards(row: "pd.Series[Any]", filters: Filters) -> list[KeyFigure]:
    """What is known of one town (a row of ``overview``), each with source and age."""
    baseline = row["population_baseline"]
    return [
        KeyFigure(
            word("town.front"),
            None if is_missing(row["front_distance_km"]) else km(row["front_distance_km"], unit=False),
            unit=word("unit.km"),
            credit=_credit([filters.source], row["distance_date"], filters.as_of),
        ),
        KeyFigure(
            word("town.people"),
            None if is_missing(row["people"]) else people(row["people"]),
            notes=(
                word("town.no_baseline")
                if is_missing(baseline)
                else word("town.baseline", people=people(baseline)),
            ),
            credit=_credit([row["people_source"]], row["people_date"], filters.as_of),
        ),
        KeyFigure(
            word("town.evacuated"),
            None if is_missing(row["evacuated"]) else people(row["evacuated"]),
            notes=(word("town.evacuated_14_days", people=people(row["evacuated_14_days"])),),
            credit=_credit([row["evacuated_source"]], row["evacuated_date"], filters.as_of),
        ),
        KeyFigure(
            word("town.order"),
            None if is_missing(row["evacuation_order"]) else order_name(str(row["evacuation_order"])),
            credit=_credit([row["order_source"]], row["order_date"], filters.as_of),
        ),
        KeyFigure(
            word("town.status"),
            None if is_missing(row["status"]) else status_name(str(row["status"])),
            credit=_credit([row["status_source"]], row["status_date"], filters.as_of),
        ),
    ]


def _credit(sources: Sequence[object], newest: Any, as_of: date) -> str:
    named = ", ".join(str(source) for source in sources if not is_missing(source) and source)
    if is_missing(newest):
        return word("missing.report")
    days = (pd.Timestamp(as_of) - pd.Timestamp(newest)).days
    return f"{named} · {age(days)}" if named else age(days)
