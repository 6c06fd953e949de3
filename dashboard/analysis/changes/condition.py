"""Services lost and restored, orders and statuses that changed, and more or fewer people."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
from pandas import DataFrame

from dashboard.analysis.asking import Ask
from dashboard.analysis.cells import day_of, known
from dashboard.analysis.changes.newer_reports import Newer, newer_reports
from dashboard.analysis.services import WORKS
from dashboard.model.codes import ORDERS, SERVICES, STATUSES
from dashboard.model.filters import Filters

_STATUS_GRAVITY = dict(zip(STATUSES, (0, 1, 2, 3, 0), strict=True))
_ORDER_GRAVITY = {order: place for place, order in enumerate(ORDERS)}

Rows = list[dict[str, Any]]


def changed_services(then: DataFrame, now: DataFrame) -> Rows:
    """One row per town and service that was open or limited and is closed ("service_lost"), or the other way round.

    ``then`` and ``now`` are answers of ``newest_states``. A state that is unknown, or of which nothing was known,
    is neither; nor is open against limited.
    """
    found = []
    for service in SERVICES:
        for town in newer_reports(then, now, value=service, day=f"{service}_date"):
            if town.was in WORKS and town.is_now == "closed":
                found.append(town.change("service_lost", what=service))
            elif town.was == "closed" and town.is_now in WORKS:
                found.append(town.change("service_restored", what=service))
    return found


def changed_orders(then: DataFrame, now: DataFrame) -> Rows:
    """One row per town whose evacuation order is another: "order_stricter" or "order_relaxed", as ``ORDERS`` rise.

    An order in a town that was reported on before, and of no order, not even "none", is a new one; ``before`` is then
    missing. No other first report is a change.
    """
    both = newer_reports(then, now, value="evacuation_order", day="order_date")
    found = _turned(
        both, _ORDER_GRAVITY, what="evacuation_order", worse="order_stricter", better="order_relaxed"
    )
    columns = (then[name].tolist() for name in ("town_code", "evacuation_order", "reported"))
    orders = zip(*columns, strict=True)
    without = {code for code, order, any_report in orders if any_report and known(order) is None}
    columns = (now[name].tolist() for name in ("town_code", "town_name", "evacuation_order", "order_date"))
    for code, name, order, newest in zip(*columns, strict=True):
        if code in without and known(order) not in (None, "none"):
            town = Newer(code, name, None, order, pd.NaT, newest)
            found.append(town.change("order_stricter", what="evacuation_order"))
    return found


def changed_statuses(then: DataFrame, now: DataFrame) -> Rows:
    """One row per town whose status is another: "status_worse" from safe or empty to at risk, contested, occupied.

    In an empty town nobody is at risk: it is as grave as a safe one, and to become empty is "status_better".
    """
    both = newer_reports(then, now, value="status", day="status_date")
    return _turned(both, _STATUS_GRAVITY, what="status", worse="status_worse", better="status_better")


def changed_people(then: DataFrame, now: DataFrame) -> Rows:
    """One row per town whose people remaining are up or down by more than 10 %; exactly 10 % is no change.

    From nobody to anybody is up. Two estimates are compared as they were reported, whoever made them.
    """
    sources = dict(zip(now["town_code"], now["people_source"], strict=True))
    found = []
    for town in newer_reports(then, now, value="people", day="people_date"):
        was, is_now = int(town.was), int(town.is_now)
        if 10 * abs(is_now - was) > was:
            told = {
                "what": "population_remaining",
                "before": was,
                "after": is_now,
                "source": sources[town.town_code],
            }
            found.append(town.change("people_up" if is_now > was else "people_down", **told))
    return found


def stand_since(ask: Ask, filters: Filters, *, found: Rows, since: date) -> None:
    """Give each state that changed the day since which the reports say so without another between, and its source."""
    if not found:
        return
    days = map(day_of, {row[name] for row in found for name in ("before_date", "after_date")})
    first = min([since, *(day for day in days if day is not None)])
    codes = tuple(sorted({str(row["town_code"]) for row in found}))
    standing = ask("standing_since", replace(filters, towns=codes, area=None), since=first)
    names = ("town_code", "what", "value", "first_date", "source")
    columns = (standing[name].tolist() for name in names)
    told = {(code, what, value): said for code, what, value, *said in zip(*columns, strict=True)}
    for row in found:
        row["date"], row["source"] = told.get(
            (row["town_code"], row["what"], row["after"]), (row["date"], None)
        )


def _turned(both: Iterable[Newer], gravity: Mapping[str, int], *, what: str, worse: str, better: str) -> Rows:
    return [
        town.change(worse if gravity[town.is_now] > gravity[town.was] else better, what=what) for town in both
    ]
