"""Past situations of all towns: where the front stood, how it had moved lately, and where it stood some days later."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas import DataFrame, Timestamp

from dashboard.analysis.ahead.around import Pairs, mean_around, pairs_around
from dashboard.analysis.floats import Floats

OLD_DAYS = 14  # a distance holds until the next report, at most so long
FADE_DAYS, FADED_DAYS = 30, 90  # a change counts the less the longer ago, by exp(-days / 30), then not at all
KNOWN_DAYS = 30  # before a case begins
EVERY_DAYS, MOST_CASES = 7, 10_000


@dataclass(frozen=True)
class Past:
    """Per day (rows, from ``first`` on without a gap) and town (columns) what was reported, the distance as it held
    on that day, and the movement lately."""

    first: Timestamp
    codes: pd.Index
    reported_km: Floats
    distance_km: Floats
    moved_km: Floats
    around: Pairs


@dataclass(frozen=True)
class Cases:
    """One entry per case: a town outside the held area on one day, with a report 30 days before.

    ``distance_km`` on that day; ``moved_km``: the movement around it lately, negative where the front came nearer;
    ``change_km`` over the horizon after that day; ``day`` counts from ``first``.
    """

    first: Timestamp
    day: Floats
    distance_km: Floats
    moved_km: Floats
    change_km: Floats


def past(reports: DataFrame, *, places: DataFrame, until: Timestamp) -> Past:
    """The reports (town_code, date, front_distance_km) day by day up to ``until``.

    ``places`` has the latitude and longitude of every town.
    """
    first = reports["date"].min() if len(reports) else until
    column, codes = pd.factorize(reports["town_code"])
    reported = np.full(((until - first).days + 1, len(codes)), np.nan)
    reported[(reports["date"] - first).dt.days.to_numpy(), column] = reports["front_distance_km"]
    distance_km = DataFrame(reported).ffill(limit=OLD_DAYS).to_numpy()
    at = places.set_index("town_code").reindex(codes)
    around = pairs_around(at["latitude"].to_numpy(dtype=float), at["longitude"].to_numpy(dtype=float))
    return Past(first, codes, reported, distance_km, _moved(distance_km), around)


def _moved(distance_km: Floats) -> Floats:
    """Every change up to a day, each the less the longer ago."""
    change = np.diff(distance_km, axis=0, prepend=np.nan)
    change[np.isnan(change)] = 0.0  # across a gap nobody knows when it moved
    growing = np.exp(np.arange(len(change)) / FADE_DAYS)[:, None]
    moved = np.cumsum(change * growing, axis=0)
    moved[FADED_DAYS:] -= moved[:-FADED_DAYS]
    return moved / growing


def cases(known: Past, *, horizon_days: int) -> Cases:
    """Every case that has ended by the last day: one a week and town, counted back from that day.

    Where these are more than 10,000, only every second, third .. week is taken.
    """
    last = len(known.distance_km) - 1 - horizon_days
    days = np.arange(last, KNOWN_DAYS - 1, -EVERY_DAYS)
    weeks = -(-int((known.distance_km[days] > 0).sum()) // MOST_CASES)
    days = days[:: max(weeks, 1)]
    then, after = known.distance_km[days], known.distance_km[days + horizon_days]
    outside = then > 0
    moved = mean_around(np.where(outside, known.moved_km[days], np.nan), pairs=known.around)
    whole = outside & ~np.isnan(after) & ~np.isnan(known.distance_km[days - KNOWN_DAYS])
    day = np.broadcast_to(days[:, None], whole.shape)[whole]
    return Cases(known.first, day.astype(float), then[whole], moved[whole], (after - then)[whole])
