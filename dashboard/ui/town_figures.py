"""The key figures of one town, in words."""

from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.look.cards import KeyFigure
from dashboard.look.formats import is_missing, km, people
from dashboard.look.labels import order_name, status_name
from dashboard.look.words import word
from dashboard.model.filters import Filters
from dashboard.ui.key_figures import short_credit


def town_cards(row: "pd.Series[Any]", filters: Filters, *, silent_days: int | None = None) -> list[KeyFigure]:
    """What is known of one town (a row of ``overview``), each with source and age.

    Where the town is silent, all that it reported itself says so.
    """
    front, *reported = _cards(row, filters)
    if silent_days is None:
        return [front, *reported]
    mark = word("silence.said", count=silent_days)
    return [
        front,
        *(
            replace(card, tone="caution", notes=(*card.notes, mark)) if card.value is not None else card
            for card in reported
        ),
    ]


def _cards(row: "pd.Series[Any]", filters: Filters) -> list[KeyFigure]:
    """The distance to the front first."""
    baseline = row["population_baseline"]
    return [
        KeyFigure(
            word("town.front"),
            None if is_missing(row["front_distance_km"]) else km(row["front_distance_km"], unit=False),
            unit=word("unit.km"),
            credit=short_credit([filters.source], row["distance_date"], as_of=filters.as_of),
        ),
        KeyFigure(
            word("town.people"),
            None if is_missing(row["people"]) else people(row["people"]),
            notes=(
                word("town.no_baseline")
                if is_missing(baseline)
                else word("town.baseline", people=people(baseline)),
            ),
            credit=short_credit([row["people_source"]], row["people_date"], as_of=filters.as_of),
        ),
        KeyFigure(
            word("town.evacuated"),
            None if is_missing(row["evacuated"]) else people(row["evacuated"]),
            notes=(word("town.evacuated_14_days", people=people(row["evacuated_14_days"])),),
            credit=short_credit([row["evacuated_source"]], row["evacuated_date"], as_of=filters.as_of),
        ),
        KeyFigure(
            word("town.order"),
            None if is_missing(row["evacuation_order"]) else order_name(str(row["evacuation_order"])),
            credit=short_credit([row["order_source"]], row["order_date"], as_of=filters.as_of),
        ),
        KeyFigure(
            word("town.status"),
            None if is_missing(row["status"]) else status_name(str(row["status"])),
            credit=short_credit([row["status_source"]], row["status_date"], as_of=filters.as_of),
        ),
    ]
