"""How good claims about the front were: Brier score, pinball loss, and how often a range held."""

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from dashboard.analysis.ahead.outlook import POINTS, THRESHOLDS_KM
from dashboard.analysis.floats import Floats

CLAIMS = ("outlook", "nothing", "line", "how_often")
YARDSTICKS = CLAIMS[1:]
_TIE = 1e-6


def chance_column(claim: str, within_km: int) -> str:
    return f"{claim}_within_{within_km}_km"


def point_column(claim: str, point: float) -> str:
    return f"{claim}_p{point * 100:.0f}_km"


def scores(judged: DataFrame) -> DataFrame:
    """One row per horizon and limit: the Brier score of every claim, the mean square of chance less what came (1 or 0).

    ``cases`` are the judged claims, ``came`` how many of them ended within the limit, ``best`` the best yardstick's
    score and ``ratio`` the outlook's to it: below 1 the outlook was better; missing where the best never failed.
    """
    rows = []
    for horizon_days, part in judged.groupby("horizon_days"):
        for within_km in THRESHOLDS_KM:
            came = (part["came_km"] <= within_km + _TIE).astype(float)
            brier = {name: brier_score(part[chance_column(name, within_km)], came) for name in CLAIMS}
            best = min(brier[name] for name in YARDSTICKS)
            ratio = brier["outlook"] / best if best > 0 else np.nan
            rows.append((horizon_days, within_km, len(part), int(came.sum()), *brier.values(), best, ratio))
    columns = ["horizon_days", "threshold_km", "cases", "came", *CLAIMS, "best", "ratio"]
    return DataFrame(rows, columns=columns)


def ranges(judged: DataFrame) -> DataFrame:
    """One row per horizon: how often the 10-90 % range held (``held``, 0 to 1) and the pinball losses, in km.

    The pinball loss is the mean over the five points; the smaller the better, in the same unit as the distance.
    """
    rows = []
    for horizon_days, part in judged.groupby("horizon_days"):
        low, high = (part[point_column("outlook", point)] for point in (POINTS[0], POINTS[-1]))
        held = (part["came_km"] >= low - _TIE) & (part["came_km"] <= high + _TIE)
        losses = [_pinball(part, name) for name in CLAIMS]
        rows.append((horizon_days, len(part), float(held.mean()), *losses))
    pinballs = [f"pinball_{name}" for name in CLAIMS]
    return DataFrame(rows, columns=["horizon_days", "cases", "held", *pinballs])


def brier_score(chances: Series, came: Series) -> float:
    return float(((chances - came) ** 2).mean())


def pinball_loss(points_km: Floats, came_km: Floats, *, point: float) -> float:
    """What a point costs on average: its share of each km that came farther, the rest of each that came nearer."""
    missed = came_km - points_km
    return float(np.maximum(point * missed, (point - 1) * missed).mean())


def _pinball(part: DataFrame, claim: str) -> float:
    came_km = part["came_km"].to_numpy(dtype=float)
    losses = [
        pinball_loss(part[point_column(claim, point)].to_numpy(dtype=float), came_km, point=point)
        for point in POINTS
    ]
    return float(pd.Series(losses).mean())
