"""The outlook's tested error: what it would have said on past days, beside what came and beside three yardsticks."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
from pandas import DataFrame, Series, Timestamp

from dashboard.analysis.ahead.cases import Past, past
from dashboard.analysis.ahead.outlook import (
    HISTORY_DAYS,
    HORIZONS_DAYS,
    PAST,
    POINTS,
    THRESHOLDS_KM,
    outlook,
)
from dashboard.analysis.ahead.scores import CLAIMS, chance_column, point_column, ranges, scores
from dashboard.analysis.ahead.yardsticks import Claim, yardsticks
from dashboard.analysis.asking import Ask
from dashboard.analysis.floats import Floats
from dashboard.model.filters import Filters

WITHIN_KM = 30.0
MOST_DAYS = 120


@dataclass(frozen=True)
class Backtest:
    """``judged``: one row per past day, town and horizon, ``came_km`` and of every claim the columns of ``scores.py``.

    ``scores``: one row per horizon and limit; ``ranges``: one row per horizon. ``days`` past as-of days from ``first``
    to ``last`` were looked from. Without enough data the frames are empty and the days None.
    """

    judged: DataFrame
    scores: DataFrame
    ranges: DataFrame
    days: int
    first: date | None
    last: date | None


def backtest(ask: Ask, *, source: str, as_of: date) -> Backtest:
    """What the outlook would have said on every past day with a report, judged by what was reported until ``as_of``.

    It is asked through ``outlook`` itself, as of each day, so it sees what the outlook sees and nothing later. Judged
    are the towns outside the held area and within 30 km of the front on that day that have an outlook. Of more than
    120 days every second, third .. is taken; of a large country the same towns as the cases are of.
    """
    until = Filters(as_of=as_of, since=as_of, until=as_of, source=source)
    reports = ask("past_distances", until, **PAST)
    known = past(reports, places=ask("towns"), until=Timestamp(as_of))
    towns = tuple(str(code) for code in known.codes)
    days = _days(known)
    parts = [
        _judged(known, outlook(ask, replace(until, as_of=day.date(), towns=towns)), day=day) for day in days
    ]
    judged = pd.concat(parts, ignore_index=True) if parts else _judged_nothing()
    seen = sorted(judged["as_of"].unique())
    first, last = (pd.Timestamp(seen[end]).date() if seen else None for end in (0, -1))
    return Backtest(judged, scores(judged), ranges(judged), len(seen), first, last)


def _days(known: Past) -> list[Timestamp]:
    """The days to look from: with a report, and enough days before and after them."""
    reported = np.flatnonzero((~np.isnan(known.reported_km)).any(axis=1))
    last = len(known.reported_km) - 1 - min(HORIZONS_DAYS)
    reported = reported[(reported >= HISTORY_DAYS) & (reported <= last)]
    step = -(-len(reported) // MOST_DAYS) or 1
    return [known.first + pd.Timedelta(days=int(day)) for day in reported[::-1][::step][::-1]]


def _judged(known: Past, outlooks: DataFrame, *, day: Timestamp) -> DataFrame:
    """One row per town and horizon with an outlook whose end is known: what was said, what came."""
    row = (day - known.first).days
    told = outlooks[outlooks["why"].isna() & (outlooks["distance_km"] <= WITHIN_KM)]
    parts = [_judged_nothing()]
    for horizon_days, claims in told.groupby("horizon_days"):
        end = row + int(str(horizon_days))
        if end >= len(known.distance_km):
            continue
        columns = known.codes.get_indexer(pd.Index(claims["town_code"]))
        came_km = known.distance_km[end, columns]
        beside = yardsticks(
            known,
            day=row,
            horizon_days=int(str(horizon_days)),
            columns=columns,
            points=POINTS,
            within_km=THRESHOLDS_KM,
        )
        part = claims[["as_of", "town_code", "horizon_days", "distance_km"]].assign(
            came_km=came_km, **_columns({"outlook": _said(claims), **beside})
        )
        parts.append(part[~np.isnan(came_km)])
    return pd.concat([part for part in parts if len(part)] or parts)


def _said(claims: DataFrame) -> Claim:
    chances = claims[[f"chance_within_{km}_km" for km in THRESHOLDS_KM]].to_numpy(dtype=float)
    return Claim(chances, claims[[f"p{point * 100:.0f}_km" for point in POINTS]].to_numpy(dtype=float))


def _columns(claims: dict[str, Claim]) -> dict[str, Floats]:
    columns: dict[str, Floats] = {}
    for name, claim in claims.items():
        for place, km in enumerate(THRESHOLDS_KM):
            columns[chance_column(name, km)] = claim.chances[:, place]
        for place, point in enumerate(POINTS):
            columns[point_column(name, point)] = claim.points_km[:, place]
    return columns


def _judged_nothing() -> DataFrame:
    said = [chance_column(name, km) for name in CLAIMS for km in THRESHOLDS_KM]
    said += [point_column(name, point) for name in CLAIMS for point in POINTS]
    figures = dict.fromkeys(("distance_km", "came_km", *said), Series(dtype=float))
    return DataFrame(
        {
            "as_of": Series(dtype="datetime64[s]"),
            "town_code": Series(dtype=str),
            "horizon_days": Series(dtype="int64"),
            **figures,
        }
    )
