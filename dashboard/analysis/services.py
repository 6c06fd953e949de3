"""Which services were lost, restored, or are closed."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame, Series
from pandas.api.extensions import ExtensionArray

from dashboard.analysis.asking import Ask
from dashboard.analysis.columns import texts
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


def services_by_town(ask: Ask, filters: Filters) -> DataFrame:
    """A row per town: how many services have a known state, are closed, were lost in 7 days, and which these are."""
    states = ask("service_states_at", filters, day=filters.as_of)
    known = states[states["state"] != "unknown"]
    closed = (known["state"] == "closed").to_numpy()
    lost = closed & known["state_before"].isin(WORKS).to_numpy()
    place, codes = pd.factorize(known["town_code"])
    return DataFrame(
        {
            "town_code": codes,
            "services_known": np.bincount(place, minlength=len(codes)),
            "services_closed": np.bincount(place[closed], minlength=len(codes)),
            "services_lost": np.bincount(place[lost], minlength=len(codes)),
            "closed_services": _listed(known["service"][closed], place[closed], towns=len(codes)),
            "lost_services": _listed(known["service"][lost], place[lost], towns=len(codes)),
        }
    )


def _listed(services: "Series[str]", place: NDArray[np.intp], *, towns: int) -> ExtensionArray:
    """The codes of the services of each town in one text; ``place`` says whose a service is."""
    found: list[list[str]] = [[] for _ in range(towns)]
    for of_town, service in zip(place.tolist(), services.tolist(), strict=True):
        found[of_town].append(service)
    return texts(np.array([" ".join(codes) for codes in found], dtype=np.str_))
