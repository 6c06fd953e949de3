"""How near the front may be: chances and ranges from comparable past cases, per town and horizon."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame, Series, Timestamp

from dashboard.analysis.around import mean_around, pairs_around
from dashboard.analysis.asking import Ask
from dashboard.analysis.cases import OLD_DAYS, Past, cases, past
from dashboard.analysis.comparable import ahead
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
COLUMNS = (
    *("town_code", "town_name", "source", "as_of", "horizon_days", "distance_km", "distance_date"),
    *("cases", "cases_since", *POINT_COLUMNS, *CHANCE_COLUMNS, *CAME_COLUMNS, "why"),
)


@dataclass(frozen=True)
class _Situation:
    """The towns of the filter on the as-of day; ``open`` are the places of those that may have an outlook."""

    towns: DataFrame
    open: NDArray[np.intp]
    moved_km: Floats
    known: Past


def outlook(ask: Ask, filters: Filters) -> DataFrame:
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
    horizons = [_at_horizon(here, horizon_days) for horizon_days in HORIZONS_DAYS]
    towns = here.towns.loc[here.towns.index.repeat(len(HORIZONS_DAYS))].reset_index(drop=True)
    figures, since, few = (np.stack(parts, axis=1) for parts in zip(*horizons, strict=True))
    told = DataFrame(figures.reshape(len(towns), len(FIGURES)), columns=list(FIGURES))
    told["cases_since"] = here.known.first + pd.to_timedelta(since.ravel(), unit="D")
    told["why"] = towns["why"].where(~few.ravel(), "few_cases")
    rows = pd.concat([towns.drop(columns="why"), told], axis=1).assign(
        source=filters.source,
        as_of=pd.Timestamp(filters.as_of),
        horizon_days=np.tile(HORIZONS_DAYS, len(here.towns)),
    )
    return rows[list(COLUMNS)]


def _situation(ask: Ask, filters: Filters) -> _Situation:
    as_of = pd.Timestamp(filters.as_of)
    towns = ask("present_distances", filters)
    chosen = filters.towns or filters.area is not None
    every = ask("present_distances", filters, towns=None, area=None) if chosen else towns
    reports = ask("past_distances", filters, **PAST)
    towns = towns.assign(why=_why(towns, as_of=as_of))
    open_ = np.flatnonzero(towns["why"].isna())
    moved_km = _moved_around(every, as_of=as_of).reindex(towns["town_code"].iloc[open_])
    known = past(reports, places=every, until=as_of)
    return _Situation(towns, open_, moved_km.to_numpy(dtype=float), known)


def _why(towns: DataFrame, *, as_of: Timestamp) -> Series:
    """Why a town has no outlook; missing where it may have one."""
    no_distance = towns["distance_km"].isna()
    old = (as_of - towns["distance_date"]).dt.days > OLD_DAYS
    short = ((as_of - towns["first_date"]).dt.days < HISTORY_DAYS) | towns["moved_km"].isna()
    inside = towns["distance_km"] <= 0
    conditions = [condition.to_numpy(dtype=bool) for condition in (no_distance, old, inside, short)]
    words = np.select(conditions, ["no_distance", "old_distance", "inside", "short_history"], default="")
    return Series(words, index=towns.index, dtype=object).where(words != "", None)


def _moved_around(every: DataFrame, *, as_of: Timestamp) -> Series:
    """The movement lately around each town outside the held area, in km, by town_code."""
    fresh = (as_of - every["distance_date"]).dt.days <= OLD_DAYS
    outside = every[fresh & (every["distance_km"] > 0)]
    around = pairs_around(*(outside[name].to_numpy(dtype=float) for name in ("latitude", "longitude")))
    moved = mean_around(outside["moved_km"].to_numpy(dtype=float)[None, :], pairs=around)
    return Series(moved[0], index=outside["town_code"])


def _at_horizon(here: _Situation, horizon_days: int) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Of every town the figures, the day of the first case, and whether there are too few."""
    figures = np.full((len(here.towns), len(FIGURES)), np.nan)
    since = np.full(len(here.towns), np.nan)
    few = np.zeros(len(here.towns), dtype=bool)
    happened = cases(here.known, horizon_days=horizon_days)
    if len(happened.day) and len(here.open):
        distance_km = here.towns["distance_km"].to_numpy(dtype=float)[here.open]
        found = ahead(
            happened, distance_km=distance_km, moved_km=here.moved_km, points=POINTS, within_km=THRESHOLDS_KM
        )
        enough = found.cases >= CASES_AT_LEAST
        told = here.open[enough]
        figures[told] = np.column_stack([found.cases, found.points_km, found.chances, found.came])[enough]
        since[told] = found.first_day[enough]
    few[here.open] = np.isnan(since[here.open])
    return figures, since, few


def chance_by(outlooks: DataFrame, *, days: Series, within_km: int) -> Series:
    """The chance (0 to 1) that the front is within ``within_km`` of each town after its own number of days.

    ``days`` is by town_code. Straight between today, when it is within or is not, and the horizons; missing beyond the
    last horizon, where ``days`` is missing, and where there is no outlook.
    """
    chances = outlooks.pivot(
        index="town_code", columns="horizon_days", values=f"chance_within_{within_km}_km"
    )
    distance_km = outlooks.drop_duplicates("town_code").set_index("town_code")["distance_km"]
    chances.insert(0, 0, (distance_km <= within_km).astype(float))
    at = chances.columns.to_numpy(dtype=float)
    known = dict(zip(chances.index, chances.to_numpy(dtype=float), strict=True))
    found = [
        np.interp(day, at, known[code], left=np.nan, right=np.nan) if code in known else np.nan
        for code, day in days.items()
    ]
    return Series(found, index=days.index, dtype=float, name="chance")
