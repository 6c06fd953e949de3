"""Which services were lost, restored, or are closed."""

from itertools import compress

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pandas import DataFrame, Series

from dashboard.analysis.asking import Ask
from dashboard.analysis.columns import texts
from dashboard.model.codes import SERVICE_STATES, SERVICES
from dashboard.model.filters import Filters

WORKS = ("open", "limited")
IN_ORDER = tuple(sorted(SERVICES))  # of a town's services in every list

# A row per town and a column per service, as ``IN_ORDER``. Of states the places in ``SERVICE_STATES``, -1 where nobody
# told: numbers are compared in no time.
States = NDArray[np.int32]
Flags = NDArray[np.bool_]
_STATES = pa.array(SERVICE_STATES)
_SERVICE_TEXTS, _STATE_TEXTS = pd.array(IN_ORDER, dtype="str"), pd.array(SERVICE_STATES, dtype="str")
_OPEN, _LIMITED, _CLOSED = (SERVICE_STATES.index(state) for state in (*WORKS, "closed"))


def services_changed(ask: Ask, filters: Filters) -> tuple[DataFrame, DataFrame]:
    """Services lost and restored in the last 7 days: a row per town and service with its state before and now.

    Lost: the newest state on or before the as-of day is closed and, seven days before, it was open or limited.
    Restored: the other way round. Towns without a report on both sides are in neither, nor is "unknown".
    """
    states = ask("newest_states", filters)
    now, before = _by_service(states, ""), _by_service(states, "_before")
    lost, restored = (now == _CLOSED) & _works(before), _works(now) & (before == _CLOSED)
    return _listed(states, lost, now=now, before=before), _listed(states, restored, now=now, before=before)


def _listed(states: DataFrame, turned: Flags, *, now: States, before: States) -> DataFrame:
    town, service = np.nonzero(turned)
    days = np.column_stack([states[f"{service}_date"].to_numpy() for service in IN_ORDER])
    return DataFrame(
        {
            "town_code": states["town_code"].take(town).array,
            "town_name": states["town_name"].take(town).array,
            "service": _SERVICE_TEXTS.take(service),
            "state": _STATE_TEXTS.take(now[turned]),
            "date": days[turned],
            "state_before": _STATE_TEXTS.take(before[turned]),
        }
    )


def closed_services(ask: Ask, filters: Filters) -> "Series[int]":
    """How many services are closed by the newest report, for each town code with a report on services."""
    states = ask("newest_states", filters)
    told = states["services_date"].notna().to_numpy()
    closed = (_by_service(states, "") == _CLOSED).sum(axis=1)
    return Series(closed[told], index=states["town_code"][told])


def services_by_town(states: DataFrame) -> DataFrame:
    """A row per town of ``newest_states`` where any state is known: how many are, are closed, were lost in 7 days, and
    which these are.
    """
    now, before = _by_service(states, ""), _by_service(states, "_before")
    closed = now == _CLOSED
    known, lost = closed | _works(now), closed & _works(before)
    counts = {"services_known": known, "services_closed": closed, "services_lost": lost}
    names = {"closed_services": closed, "lost_services": lost}
    some = known.any(axis=1)
    return DataFrame(
        {"town_code": states["town_code"][some].array}
        | {name: of_town[some].sum(axis=1) for name, of_town in counts.items()}
        | {name: texts(_named(of_town[some])) for name, of_town in names.items()}
    )


def _named(services: Flags) -> NDArray[np.str_]:
    """The codes of the services of each town in one text."""
    return np.array([" ".join(compress(IN_ORDER, of_town)) for of_town in services.tolist()], dtype=np.str_)


def _works(states: States) -> Flags:
    return np.isin(states, (_OPEN, _LIMITED))


def _by_service(states: DataFrame, suffix: str) -> States:
    """The columns of ``newest_states`` with that ending."""
    told = (pa.array(states[f"{service}{suffix}"], pa.string()) for service in IN_ORDER)
    return np.column_stack([pc.index_in(column, _STATES).fill_null(-1).to_numpy() for column in told])
