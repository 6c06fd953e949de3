"""The situation at a glance: people remaining, evacuated, towns near the front, services lost, silent towns."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from pandas import DataFrame

from dashboard.analysis.asking import Ask
from dashboard.analysis.departed import Evacuated, evacuated
from dashboard.analysis.nearness import Nearness, nearness
from dashboard.analysis.remaining import PeopleRemaining, people_remaining
from dashboard.analysis.services import closed_services, services_changed
from dashboard.analysis.silence import days_silent, longest_silent, with_silence
from dashboard.model.filters import Filters


@dataclass(frozen=True)
class Situation:
    """``overview`` has a row per chosen town, with ``silent_days``; ``lost`` and ``restored`` a row per town and
    service.

    ``closed`` counts the closed services of each town code with a report on services. ``silent`` has a row of
    ``silence`` per silent town, the longest silent first, of ``reporting_towns`` that ever reported.
    """

    people: PeopleRemaining
    evacuated: Evacuated
    nearness: Nearness
    lost: DataFrame
    restored: DataFrame
    closed: "pd.Series[int]"
    silent: DataFrame
    reporting_towns: int
    overview: DataFrame


def situation(ask: Ask, filters: Filters, *, silences: DataFrame, edges_km: Sequence[float]) -> Situation:
    """Everything the first page and the command ``situation`` say, from one version of the data.

    ``silences`` are the rows of ``silence`` for the same filters.
    """
    overview = with_silence(ask("overview", filters), days_silent(silences))
    lost, restored = services_changed(ask, filters)
    return Situation(
        people_remaining(ask, filters, overview=overview),
        evacuated(ask, filters, overview=overview),
        nearness(overview, edges_km=edges_km),
        lost,
        restored,
        closed_services(ask, filters),
        longest_silent(silences),
        len(silences),
        overview,
    )
