"""Which services were lost, restored, or are closed."""

import pandas as pd
from pandas import DataFrame

from dashboard.analysis.asking import Ask
from dashboard.model.filters import Filters

WORKS = ("open", "limited")


def services_changed(ask: Ask, filters: Filters) -> tuple[DataFrame, DataFrame]:
    """Services lost and restored in the last 7 days: a row per town and service with its state before and now.

    Lost: the newest state on or before the as-of day is closed and, seven days before, it was open or limited.
    Restored: the other way round. Towns without a report on both sides are in neither, nor is "unknown".
    """
    states = ask("service_states_at", filters, day=filters.as_of)
    now, before = states["state"], states["state_before"]
    lost = states[(now == "closed") & before.isin(WORKS)]
    restored = states[now.isin(WORKS) & (before == "closed")]
    return lost, restored


def closed_services(ask: Ask, filters: Filters) -> "pd.Series[int]":
    """How many services are closed by the newest report, for each town code with a report on services."""
    states = ask("service_states_at", filters, day=filters.as_of)
    return (states["state"] == "closed").astype(int).groupby(states["town_code"]).sum()
