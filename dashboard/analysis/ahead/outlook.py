"""How near the front may be: chances and ranges from comparable past cases, per town and horizon."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame, Series, Timestamp

from dashboard.analysis.ahead.around import mean_around, pairs_around, towns_around
from dashboard.analysis.ahead.cases import OLD_DAYS, Past, cases, past
from dashboard.analysis.ahead.comparable import ahead
from dashboard.analysis.asking import Ask
from dashboard.analysis.columns import is_among
from dashboard.analysis.floats import Floats
from dashboard.model.filters import Filters

HORIZONS_DAYS = (14, 30, 60, 90)
THRESHOLDS_KM = (5, 10, 15, 25)
POINTS = (0.1, 0.25, 0.5, 0.75, 0.9)
HISTORY_DAYS, CASES_AT_LEAST = 120, 50
# What of the past is asked for: 600 days, and no more towns of a large country than tell the same again.
PAST = {"past_days": 600, "near_km": 100.0, "most_towns": 400}

POINT_COLUMNS = tuple(f"p{point * 100:.0f}_km" for point in POINTS)
CHANCE_COLUMNS = tuple(f"chance_within_{km}_km" for km in THRESHOLDS_KM)
CAME_COLUMNS = tuple(f"came_within_{km}_km" for km in THRESHOLDS_KM)
FIGURES = ("cases", *POINT_COLUMNS, *CHANCE_COLUMNS, *CAME_COLUMNS)
_TOLD = ("cases", "cases_since", *FIGURES[1:])
COLUMNS = (
    *("town_code", "town_name", "source", "as_of", "horizon_days", "distance_km", "distance_date"),
    *("cases", "cases_since", *POINT_COLUMNS, *CHANCE_COLUMNS, *CAME_COLUMNS, "why"),
)


@dataclass(frozen=True)
class _Situation:
    """The towns of the filter on the as-of day, and ``why`` each has no outlook; missing where it may have one."""

    towns: DataFrame
    why: NDArray[np.object_]
    moved_km: Floats
    known: Past


def outlook(ask: Ask, filters: Filters, *, horizons_days: Sequence[int] = HORIZONS_DAYS) -> DataFrame:
    """One row per chosen town, in the order of the overview, and horizon.

    ``distance_km`` is the town's distance by ``source`` on ``distance_date``. ``p10_km`` to ``p90_km`` are the points
    below which the distance lies with a chance of 10 to 90 % after ``horizon_days``; the chances (0 to 1) say that the
    front is within the limit on that day, not at some time until then. ``cases`` is how many past situations of all
    towns were comparable, the first of them on ``cases_since``; ``came_within_..`` how many of these would bring this
    town within the limit, if here followed what followed there. Where there is no outlook all these are missing and
    ``why`` says so: "inside" the held area, "no_distance", "old_distance" (over 14 days), "short_history" (less than
    120 days since its first report of the last 195, or no two reports lately), "few_cases" (less than 50). No report
    after ``filters.as_of`` and none of another source is used; docs/outlook.md tells how it is reckoned and tested.
    """
    here = _situation(ask, filters)
    figures = np.full((len(here.towns), len(horizons_days), len(_TOLD)), np.nan)
    for place, horizon_days in enumerate(horizons_days):
        figures[pd.isna(here.why), place] = _at_horizon(here, horizon_days)
    each = np.repeat(np.arange(len(here.towns)), len(horizons_days))
    told = dict(zip(_TOLD, figures.reshape(len(each), len(_TOLD)).T, strict=True))
    why = Series(here.why[each], dtype=object)
    why[why.isna() & np.isnan(told["cases"])] = "few_cases"
    rows = {name: here.towns[name].array.take(each) for name in COLUMNS if name in here.towns}
    return DataFrame(
        rows
        | told
        | {
            "source": filters.source,
            "as_of": Timestamp(filters.as_of),
            "horizon_days": np.tile(horizons_days, len(here.towns)),
            "cases_since": here.known.first + pd.to_timedelta(told["cases_since"], unit="D"),
            "why": why,
        },
        columns=list(COLUMNS),
    )


def _situation(ask: Ask, filters: Filters) -> _Situation:
    as_of, places = Timestamp(filters.as_of), ask("towns")
    codes = _chosen(places, filters)
    of_all = len(codes) == len(places)
    asked = None if of_all else towns_around(places, codes)
    every = ask("present_distances", filters, towns=asked, area=None)
    chosen = np.arange(len(every)) if of_all else np.flatnonzero(is_among(every["town_code"], codes))
    towns, moved_km = every.iloc[chosen].reset_index(drop=True), _moved_around(every, chosen, as_of=as_of)
    reports = ask("past_distances", filters, **PAST)
    return _Situation(towns, _why(towns, as_of=as_of), moved_km, past(reports, places=places, until=as_of))


def _chosen(places: DataFrame, filters: Filters) -> "Series[str]":
    """The codes of the towns that the filters choose."""
    chosen = Series(True, index=places.index)
    if filters.towns:
        chosen &= is_among(places["town_code"], filters.towns)
    if filters.area is not None:
        chosen &= (places[["admin1_code", "admin2_code", "admin3_code"]] == filters.area).any(axis=1)
    return places.loc[chosen, "town_code"]


def _why(towns: DataFrame, *, as_of: Timestamp) -> NDArray[np.object_]:
    """Why each has no outlook; missing where it may have one."""
    distance_km, moved_km = (towns[name].to_numpy(dtype=float) for name in ("distance_km", "moved_km"))
    conditions = {
        "no_distance": np.isnan(distance_km),
        "old_distance": _days_ago(towns["distance_date"], as_of) > OLD_DAYS,
        "inside": distance_km <= 0,
        "short_history": (_days_ago(towns["first_date"], as_of) < HISTORY_DAYS) | np.isnan(moved_km),
    }
    words = np.select(list(conditions.values()), list(conditions), default="").astype(object)
    words[words == ""] = None
    return words


def _days_ago(dates: Series, as_of: Timestamp) -> Floats:
    return np.asarray((as_of - dates).dt.days, dtype=float)


def _moved_around(every: DataFrame, chosen: NDArray[np.intp], *, as_of: Timestamp) -> Floats:
    """The movement lately around each chosen place of ``every``, in km.

    Missing inside the held area and where the distance is old.
    """
    columns = ["latitude", "longitude", "distance_km", "moved_km"]
    latitude, longitude, distance_km, own_km = every[columns].to_numpy(dtype=float).T
    outside = np.flatnonzero((_days_ago(every["distance_date"], as_of) <= OLD_DAYS) & (distance_km > 0))
    of = np.flatnonzero(np.isin(outside, chosen))
    around = pairs_around(latitude[outside], longitude[outside], of=of)
    moved_km = np.full(len(every), np.nan)
    moved_km[outside[of]] = mean_around(own_km[None, outside], pairs=around)[0]
    return moved_km[chosen]


def _at_horizon(here: _Situation, horizon_days: int) -> Floats:
    """A row per town that may have an outlook: its figures and the day of the first case; missing with too few."""
    may = pd.isna(here.why)
    happened = cases(here.known, horizon_days=horizon_days)
    if not len(happened.day) or not may.any():
        return np.full((int(may.sum()), len(_TOLD)), np.nan)
    distance_km = here.towns["distance_km"].to_numpy(dtype=float)[may]
    found = ahead(
        happened, distance_km=distance_km, moved_km=here.moved_km[may], points=POINTS, within_km=THRESHOLDS_KM
    )
    figures = np.column_stack([found.cases, found.first_day, found.points_km, found.chances, found.came])
    return np.where(found.cases[:, None] >= CASES_AT_LEAST, figures, np.nan)
