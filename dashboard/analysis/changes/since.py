"""What changed since an earlier look: every kind of change, most important first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pandas import DataFrame

from dashboard.analysis.asking import Ask
from dashboard.analysis.changes.condition import (
    changed_orders,
    changed_people,
    changed_services,
    changed_statuses,
    stand_since,
)
from dashboard.analysis.changes.corrections import corrections
from dashboard.analysis.changes.front import crossed_bands
from dashboard.analysis.changes.kinds import as_changes, by_importance
from dashboard.analysis.changes.newer_reports import as_before
from dashboard.analysis.changes.pace import changed_paces
from dashboard.analysis.changes.silence import gone_silent
from dashboard.analysis.defaults import extent
from dashboard.model.bands import EDGES_KM
from dashboard.model.filters import Filters


def changes(
    ask: Ask,
    filters: Filters,
    *,
    since: date,
    known_before: int | None = None,
    then_ask: Ask | None = None,
    edges_km: Sequence[float] = EDGES_KM,
) -> DataFrame:
    """One row per change of a chosen town between ``since`` and the as-of day, in the order of ``by_importance``.

    What the newest reports said on ``since`` is compared with what they say on the as-of day: a service that was
    closed and works again has no row. With ``known_before`` and ``then_ask``, which answers as known after that upload,
    it is compared with what a reader saw who looked at ``since`` then, so that a report which came late is a change,
    too. Only a later report makes a change; the same one with another value is a correction.

    ``kind`` is one of ``KINDS``, ``what`` the service or column; ``before`` and ``after`` are numbers (km, people,
    people a reported day, days) or codes, missing where nothing is known; ``before_date`` and ``after_date`` are the
    days of the reports that say so, ``date`` is the day of the change itself. Each kind says in its own function what
    it is.
    """
    if then_ask is None:
        now, states_now = ask("overview", filters, before=since), ask("newest_states", filters, before=since)
        earlier, then, states_then = ask, as_before(now), as_before(states_now)
    else:
        now, states_now = ask("overview", filters), ask("newest_states", filters)
        earlier, then_filters = then_ask, replace(filters, as_of=since)
        then, states_then = earlier("overview", then_filters), earlier("newest_states", then_filters)
    states = [
        *changed_services(states_then, states_now),
        *changed_orders(then, now),
        *changed_statuses(then, now),
    ]
    stand_since(ask, filters, found=states, since=since)
    found = [
        *states,
        *crossed_bands(ask, filters, then=then, now=now, edges_km=edges_km),
        *changed_people(then, now),
        *changed_paces(ask, filters, then_ask=earlier, since=since, now=now),
        *gone_silent(ask, filters, then_ask=earlier, since=since),
        *corrections(
            ask, _with_what_was_seen(ask, filters, then_ask), since=since, known_before=known_before
        ),
    ]
    kilometres = dict(zip(now["town_code"].tolist(), now["front_distance_km"].tolist(), strict=True))
    return as_changes(by_importance(found, kilometres=kilometres, edges_km=edges_km))


def _with_what_was_seen(ask: Ask, filters: Filters, then_ask: Ask | None) -> Filters:
    """For one who looks from the newest day: up to the newest that was known then, which may have been taken back."""
    now, then = extent(ask), None if then_ask is None else extent(then_ask)
    if now is None or then is None or filters.as_of != now[1] or then[1] <= now[1]:
        return filters
    return replace(filters, as_of=then[1])
