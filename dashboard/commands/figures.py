"""``situation``, ``evacuations`` and ``front``: the figures of the pages, by the same code."""

from argparse import Namespace

from dashboard.analysis.ahead.outlook import outlook
from dashboard.analysis.ahead.time_to_clear import time_to_clear
from dashboard.analysis.asking import Ask
from dashboard.analysis.attention import attention, steadiness, weights_of
from dashboard.analysis.choosing import Choice, chosen
from dashboard.analysis.evacuation import DIMENSIONS, evacuated_by, evacuated_by_period, total
from dashboard.analysis.front import closing_speed, crossings
from dashboard.analysis.pace import lead_in, pace
from dashboard.analysis.silence import silence
from dashboard.analysis.situation import situation
from dashboard.commands.engine import asking
from dashboard.commands.speaking import say_json, say_table
from dashboard.model.filters import Filters
from dashboard.settings import settings


def situation_now(options: Namespace) -> int:
    ask, version = asking(options)
    filters, weights = filters_of(ask, options), weights_of(options.weights)
    found = situation(ask, filters, silences=silence(ask, filters), edges_km=settings().bands_km)
    if options.json:
        order = attention(ask, filters, weights=weights, within_km=options.within_km)
        say_json(
            head_of(filters, version)
            | {
                "people_remaining": found.people,
                "evacuated": found.evacuated,
                "nearness": found.nearness,
                "services_lost": found.lost,
                "services_restored": found.restored,
                "silent_towns": found.silent.drop(columns="silent"),
                "reporting_towns": found.reporting_towns,
                "towns": found.overview,
                "attention": order,
                "attention_steadiness": steadiness(order, weights=weights),
            }
        )
        return 0
    print(
        f"as of {filters.as_of} · front distances by {filters.source or 'nobody'} · counted at {filters.count_at}"
    )
    shown = [
        "town_name",
        "front_distance_km",
        "distance_date",
        "people",
        "people_date",
        "evacuated_14_days",
        "status",
    ]
    say_table(found.overview[shown])
    return 0


def evacuations(options: Namespace) -> int:
    ask, version = asking(options)
    filters = filters_of(ask, options)
    periods = evacuated_by_period(ask, filters, unit=options.unit)
    if not options.json:
        print(f"{filters.since} to {filters.until} · counted at {filters.count_at}")
        say_table(periods)
        return 0
    daily = ask("evacuated_daily", filters, since=lead_in(filters))
    outlooks = outlook(ask, filters)
    say_json(
        head_of(filters, version)
        | {
            "total": total(ask, filters),
            "unit": options.unit,
            "by_period": periods,
            "by": {dimension: evacuated_by(ask, filters, dimension=dimension) for dimension in DIMENSIONS},
            "flows": ask("flows", filters),
            "pace": pace(daily, filters),
            "time_to_clear": time_to_clear(
                ask,
                filters,
                overview=ask("overview", filters),
                outlooks=outlooks,
                within_km=options.within_km,
            ),
        }
    )
    return 0


def front(options: Namespace) -> int:
    ask, version = asking(options)
    filters = filters_of(ask, options)
    speeds = closing_speed(ask, filters)
    if not options.json:
        print(f"as of {filters.as_of} · {filters.source or 'no source'}")
        say_table(speeds)
        return 0
    say_json(
        head_of(filters, version)
        | {
            "latest": ask("overview", filters)[
                ["town_code", "town_name", "front_distance_km", "distance_date"]
            ],
            "closing": speeds,
            "crossings": crossings(ask, filters, edges_km=settings().bands_km),
            "history": ask("distance_history", filters),
        }
    )
    return 0


def filters_of(ask: Ask, options: Namespace) -> Filters:
    """The filters that the options of a figure's command choose."""
    choice = Choice(
        towns=tuple(options.town),
        area=options.area,
        as_of=options.as_of,
        since=options.since,
        until=options.until,
        source=options.source,
        count_at=options.count_at,
        known_after=options.as_known_after,
    )
    return chosen(ask, choice, today=settings().today())


def head_of(filters: Filters, version: int) -> dict[str, object]:
    """What every answer begins with: what was asked, and of which version."""
    return {"version": version, "filters": filters}
