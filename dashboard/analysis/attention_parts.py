"""What speaks for looking at a town first: five parts from 0 to 1, each with the figures behind it."""

from typing import cast

import numpy as np
import pandas as pd
from pandas import DataFrame

from dashboard.analysis.ahead.time_to_clear import LAST_DAYS, time_to_clear
from dashboard.analysis.asking import Ask
from dashboard.analysis.columns import floats, of_towns, texts, whole
from dashboard.analysis.floats import Floats
from dashboard.analysis.services import services_by_town
from dashboard.analysis.silence import silence
from dashboard.model.filters import Filters

PARTS = ("contact", "people", "pace", "services", "age")
PART_COLUMNS = tuple(f"part_{name}" for name in PARTS)
AHEAD_DAYS = 30
MOST_PEOPLE = 10_000
BY_TODAY = ("short_history", "few_cases")  # no outlook, but a distance of today

_OF_TOWN = [
    "town_code",
    "town_name",
    "front_distance_km",
    "distance_date",
    "people",
    "people_date",
    "people_source",
    "evacuated_14_days",
    "evacuated_date",
    "evacuated_source",
    "newest_report",
]
_OF_CLEARING = ["days_reported", "per_day", "days_to_clear", "clear_on", "why", "chance", "chance_in_90_days"]
_OF_STATES = [
    *("children", "children_date", "children_source"),
    *("limited_mobility", "limited_mobility_date", "limited_mobility_source"),
    *("services_date", "services_source"),
]
_OF_SILENCE = ["age_days", "usual_gap_days", "silent_after_days"]
_COUNTS = [
    "people",
    "evacuated_14_days",
    "children",
    "limited_mobility",
    "services_known",
    "services_closed",
    "services_lost",
    *_OF_SILENCE,
]


def attention_parts(ask: Ask, filters: Filters, *, outlooks: DataFrame, within_km: int) -> DataFrame:
    """One row per chosen town that is not inside the held area, in the order of the overview.

    The parts (``part_contact`` ..) run from 0 (nothing speaks for this town) to 1 and are missing where nobody reported
    what they need:

    - ``contact``: the chance that the front is within ``within_km`` in 30 days. Where there is no outlook for want of
      history: 1 if it is within today, else 0 (``contact_by`` is then "today", not "outlook").
    - ``people``: people remaining, children and people of limited mobility counted twice where reported. In steps of
      ten times as many: 10 people a quarter, 100 half, 1 000 three quarters, 10 000 and more 1.
    - ``pace``: the chance that the front is within ``within_km`` on the day when all have left at this pace, times the
      share of 90 days that this takes; beyond 90 days, and where nobody left, the chance in 90 days.
    - ``services``: closed services, those lost in 7 days counted twice, over all whose state is known; at most 1.
    - ``age``: age of the newest report over the age from which the town counts as silent; at most 1.

    Beside them stand the figures that they are made of, each with its day and source.
    """
    overview, states = ask("overview", filters), ask("newest_states", filters)
    outside = ~(floats(overview["front_distance_km"]) <= 0)
    clearing = time_to_clear(ask, filters, overview=overview, outlooks=outlooks, within_km=within_km)
    found = (
        _contact(outlooks, within_km=within_km),
        states[["town_code", *_OF_STATES]],
        services_by_town(states),
        silence(ask, filters)[["town_code", *_OF_SILENCE]],
    )
    rows = pd.concat(
        [
            overview[_OF_TOWN].assign(distance_source=filters.source, within_km=within_km),
            clearing[_OF_CLEARING].rename(columns={"why": "why_no_pace"}),
            *(of_towns(overview["town_code"], more) for more in found),
        ],
        axis=1,
    )
    rows = rows[outside].reset_index(drop=True)
    parts = {
        "part_contact": floats(rows["contact"]),
        "part_people": _people(rows),
        "part_pace": _pace(rows),
        "part_services": _of(rows, "services_closed", "services_lost") / _of(rows, "services_known"),
        "part_age": _of(rows, "age_days") / _of(rows, "silent_after_days"),
    }
    counts = {name: whole(floats(rows[name])) for name in _COUNTS}
    return rows.drop(columns="contact").assign(
        **counts, **{name: part.clip(0.0, 1.0) for name, part in parts.items()}
    )


def _of(rows: DataFrame, *columns: str) -> Floats:
    """Their sum, missing where one of them is."""
    return cast("Floats", sum(floats(rows[name]) for name in columns))


def _contact(outlooks: DataFrame, *, within_km: int) -> DataFrame:
    """By town: the chance in 30 days, or what is so today, and which of them."""
    rows = outlooks[outlooks["horizon_days"] == AHEAD_DAYS]
    chance = floats(rows[f"chance_within_{within_km}_km"])
    by_today = np.isnan(chance) & rows["why"].isin(BY_TODAY).to_numpy()
    today = floats(rows["distance_km"]) <= within_km
    return DataFrame(
        {
            "town_code": rows["town_code"],
            "contact": np.where(by_today, today, chance),
            "contact_by": texts(np.select([by_today, ~np.isnan(chance)], ["today", "outlook"], default="")),
            "why_no_outlook": rows["why"],
        }
    )


def _people(rows: DataFrame) -> Floats:
    """Missing where the people remaining are; what is not known of children and others adds nothing."""
    people = floats(rows["people"])
    for vulnerable in ("children", "limited_mobility"):
        counted = floats(rows[vulnerable])
        people = np.where(np.isnan(counted), people, people + counted)
    return cast("Floats", np.log10(np.maximum(people, 1.0)) / np.log10(MOST_PEOPLE))


def _pace(rows: DataFrame) -> Floats:
    why = rows["why_no_pace"].to_numpy(dtype=object)
    by_today = (rows["contact_by"] == "today").to_numpy()
    chance = floats(rows["chance"])
    for instead in (floats(rows["chance_in_90_days"]), np.where(by_today, floats(rows["contact"]), np.nan)):
        chance = np.where(np.isnan(chance), instead, chance)
    days = np.where(why == "nobody_left", LAST_DAYS, np.minimum(floats(rows["days_to_clear"]), LAST_DAYS))
    return np.where(why == "nobody_there", 0.0, chance * days / LAST_DAYS)
