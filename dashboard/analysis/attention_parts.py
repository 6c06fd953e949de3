"""What speaks for looking at a town first: five parts from 0 to 1, each with the figures behind it."""

from typing import cast

import numpy as np
from pandas import DataFrame, Series

from dashboard.analysis.asking import Ask
from dashboard.analysis.services import WORKS
from dashboard.analysis.silence import silence
from dashboard.analysis.time_to_clear import LAST_DAYS, time_to_clear
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
    overview = ask("overview", filters)
    outside = ~(overview["front_distance_km"] <= 0).to_numpy(dtype=bool, na_value=False)
    clearing = time_to_clear(ask, filters, outlooks=outlooks, within_km=within_km)
    rows = overview.loc[outside, _OF_TOWN].assign(distance_source=filters.source, within_km=within_km)
    for more in (
        clearing.set_index("town_code")[_OF_CLEARING].rename(columns={"why": "why_no_pace"}),
        _contact(outlooks, within_km=within_km),
        ask("attention_reports", filters).drop(columns="town_name").set_index("town_code"),
        _services(ask("service_states_at", filters, day=filters.as_of)),
        silence(ask, filters).set_index("town_code")[_OF_SILENCE],
    ):
        rows = rows.join(more, on="town_code")
    rows[list(_COUNTS)] = rows[list(_COUNTS)].astype("Int64")
    parts = {
        "part_contact": rows["contact"],
        "part_people": _people(rows),
        "part_pace": _pace(rows),
        "part_services": _number(rows["services_closed"] + rows["services_lost"])
        / _number(rows["services_known"]),
        "part_age": _number(rows["age_days"]) / _number(rows["silent_after_days"]),
    }
    found = rows.drop(columns="contact").assign(**{name: part.clip(0.0, 1.0) for name, part in parts.items()})
    return found.reset_index(drop=True)


def _contact(outlooks: DataFrame, *, within_km: int) -> DataFrame:
    """By town: the chance in 30 days, or what is so today, and which of them."""
    rows = outlooks[outlooks["horizon_days"] == AHEAD_DAYS].set_index("town_code")
    chance = _number(rows[f"chance_within_{within_km}_km"])
    today = (_number(rows["distance_km"]) <= within_km).astype(float).where(rows["why"].isin(BY_TODAY))
    by = Series(
        np.select([chance.notna(), today.notna()], ["outlook", "today"], default=""), index=rows.index
    )
    return DataFrame(
        {
            "contact": chance.where(chance.notna(), today),
            "contact_by": by.astype(object).where(by != "", None),
            "why_no_outlook": rows["why"],
        }
    )


def _people(rows: DataFrame) -> "Series[float]":
    """Missing where the people remaining are; what is not known of children and others adds nothing."""
    people = _number(rows["people"])
    for vulnerable in ("children", "limited_mobility"):
        people = people.add(_number(rows[vulnerable]), fill_value=0.0).where(rows["people"].notna())
    return cast("Series[float]", np.log10(people.clip(lower=1.0)) / np.log10(MOST_PEOPLE))


def _pace(rows: DataFrame) -> "Series[float]":
    today = rows["contact"].where(rows["contact_by"] == "today")
    chance = rows["chance"].where(rows["chance"].notna(), rows["chance_in_90_days"])
    chance = chance.where(chance.notna(), today)
    days = _number(rows["days_to_clear"]).clip(upper=float(LAST_DAYS))
    days = days.mask(rows["why_no_pace"] == "nobody_left", float(LAST_DAYS))
    return cast("Series[float]", chance * days / LAST_DAYS).mask(rows["why_no_pace"] == "nobody_there", 0.0)


def _services(states: DataFrame) -> DataFrame:
    """By town: services whose state is known, how many are closed, lost in the last 7 days, and which these are."""
    known = states[states["state"] != "unknown"]
    closed = known["state"] == "closed"
    lost = closed & known["state_before"].isin(WORKS)
    marked = DataFrame(
        {"services_known": 1, "services_closed": closed.astype(int), "services_lost": lost.astype(int)}
    )
    return (
        marked.groupby(known["town_code"])
        .sum()
        .assign(closed_services=_listed(known[closed]), lost_services=_listed(known[lost]))
    )


def _listed(states: DataFrame) -> "Series[str]":
    """The codes of the services of each town in one text."""
    found: dict[str, list[str]] = {}
    for code, service in zip(states["town_code"].tolist(), states["service"].tolist(), strict=True):
        found.setdefault(code, []).append(service)
    return Series({code: " ".join(services) for code, services in found.items()}, dtype="str")


def _number(values: "Series[float]") -> "Series[float]":
    """As floats, missing as NaN: counts of the questions come in several types."""
    return values.astype("Float64").astype(float)
