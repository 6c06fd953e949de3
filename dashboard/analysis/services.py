"""Which services were lost, restored, or are closed."""

from datetime import timedelta

import pandas as pd
from pandas import DataFrame

from dashboard.analysis.asking import Ask, asked
from dashboard.model.filters import Filters

_WORKS = ("open", "limited")


def services_changed(ask: Ask, filters: Filters) -> tuple[DataFrame, DataFrame]:
    """Services lost and restored in the last 7 days: a row per town and service with its state before and now.

    Lost: the newest state on or before the as-of day is closed and, seven days before, it was open or limited.
    Restored: the other way round. Towns without a report on both sides are in neither, nor is "unknown".
    """
    now = asked(ask, "service_states_at", filters, day=filters.as_of)
    before = asked(ask, "service_states_at", filters, day=filters.as_of - timedelta(days=7))
    both = now.merge(
        before[["town_code", "service", "state"]], on=["town_code", "service"], suffixes=("", "_before")
    )
    lost = both[(both["state"] == "closed") & both["state_before"].isin(_WORKS)]
    restored = both[both["state"].isin(_WORKS) & (both["state_before"] == "closed")]
    return lost, restored


def closed_services(ask: Ask, filters: Filters) -> "pd.Series[int]":
    """How many services are closed by the newest report, for each town code with a report on services."""
    states = asked(ask, "service_states_at", filters, day=filters.as_of)
    return (states["state"] == "closed").astype(int).groupby(states["town_code"]).sum()
