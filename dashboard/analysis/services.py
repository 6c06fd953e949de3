"""Which services were lost, restored, or are closed."""

from itertools import compress
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, Series

from dashboard.analysis.asking import Ask
from dashboard.analysis.columns import texts
from dashboard.model.codes import SERVICES
from dashboard.model.filters import Filters

WORKS = ("open", "limited")
IN_ORDER = tuple(sorted(SERVICES))  # of a town's services in every list

ByService = NDArray[Any]  # a row per town and a column per service, as ``IN_ORDER``


def services_changed(ask: Ask, filters: Filters) -> tuple[DataFrame, DataFrame]:
    """Services lost and restored in the last 7 days: a row per town and service with its state before and now.

    Lost: the newest state on or before the as-of day is closed and, seven days before, it was open or limited.
    Restored: the other way round. Towns without a report on both sides are in neither, nor is "unknown".
    """
    states = ask("newest_states", filters)
    now, before = _by_service(states, ""), _by_service(states, "_before")
    lost, restored = (now == "closed") & _works(before), _works(now) & (before == "closed")
    return _listed(states, lost, now=now, before=before), _listed(states, restored, now=now, before=before)


def _listed(states: DataFrame, turned: ByService, *, now: ByService, before: ByService) -> DataFrame:
    town, service = np.nonzero(turned)
    return DataFrame(
        {
            "town_code": states["town_code"].take(town).array,
            "town_name": states["town_name"].take(town).array,
            "service": np.array(IN_ORDER)[service],
            "state": now[turned],
            "date": _by_service(states, "_date")[turned],
            "state_before": before[turned],
        }
    )


def closed_services(ask: Ask, filters: Filters) -> "Series[int]":
    """How many services are closed by the newest report, for each town code with a report on services."""
    states = ask("newest_states", filters)
    told = states["services_date"].notna().to_numpy()
    closed = (_by_service(states, "") == "closed").sum(axis=1)
    return Series(closed[told], index=states["town_code"][told])


def services_by_town(states: DataFrame) -> DataFrame:
    """A row per town of ``newest_states`` where any state is known: how many are, are closed, were lost in 7 days, and
    which these are.
    """
    now, before = _by_service(states, ""), _by_service(states, "_before")
    closed = now == "closed"
    known, lost = closed | _works(now), closed & _works(before)
    counts = {"services_known": known, "services_closed": closed, "services_lost": lost}
    names = {"closed_services": closed, "lost_services": lost}
    some = known.any(axis=1)
    return DataFrame(
        {"town_code": states["town_code"][some].array}
        | {name: of_town[some].sum(axis=1) for name, of_town in counts.items()}
        | {name: texts(_named(of_town[some])) for name, of_town in names.items()}
    )


def _named(services: ByService) -> NDArray[np.str_]:
    """The codes of the services of each town in one text."""
    return np.array([" ".join(compress(IN_ORDER, of_town)) for of_town in services.tolist()], dtype=np.str_)


def _works(states: ByService) -> ByService:
    return cast("ByService", (states == WORKS[0]) | (states == WORKS[1]))


def _by_service(states: DataFrame, suffix: str) -> ByService:
    """The columns of ``newest_states`` with that ending."""
    return np.column_stack([states[f"{service}{suffix}"].to_numpy() for service in IN_ORDER])
