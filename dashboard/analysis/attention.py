"""Which town first: the towns in the order of their parts, weighted as a manager says, with nothing hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame

from dashboard.analysis.ahead.outlook import outlook
from dashboard.analysis.asking import Ask
from dashboard.analysis.attention_parts import PART_COLUMNS, PARTS, attention_parts
from dashboard.analysis.columns import floats
from dashboard.errors import WrongUse
from dashboard.model.filters import Filters

MOST_WEIGHT = 10
EQUAL_WEIGHTS = (5,) * len(PARTS)  # nobody has shown yet that one of them counts more
NOT_REPORTED = 0.5
FIRST = 5
CHANGES = (0.5, 1.0, 1.5)

Weights = tuple[int, ...]
Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]


def attention(ask: Ask, filters: Filters, *, weights: Weights, within_km: int) -> DataFrame:
    """One row per chosen town outside the held area, the one to look at first first; see ``ordered``."""
    outlooks = outlook(ask, filters)
    return ordered(attention_parts(ask, filters, outlooks=outlooks, within_km=within_km), weights=weights)


def ordered(parts: DataFrame, *, weights: Weights) -> DataFrame:
    """The rows of ``attention_parts`` by rank, with what each part adds and its share of the weights.

    ``adds_contact`` .. are part times share, ``share_contact`` .. the weight over the sum of the weights; ``score`` is
    the sum of what the parts add. A part that nobody reported is taken as one half: neither nothing nor the worst, so
    that silence puts a town neither last nor first. Towns from which nobody ever reported (``ever_reported`` False)
    come after all others: of them only the distance is known. Equal scores stand nearest to the front first, then by
    name and code; with all weights 0 every score is equal.
    """
    shares = np.array(weights, dtype=float) / max(sum(weights), 1)
    adds = _halved(parts) * shares
    score = adds.sum(axis=1).round(9)
    ever_reported = parts["newest_report"].notna().to_numpy()
    nearest = _nearest_first(parts)
    places = nearest[np.lexsort((-score[nearest], ~ever_reported[nearest]))]
    found = {
        **{f"share_{name}": share for name, share in zip(PARTS, shares, strict=True)},
        **{f"adds_{name}": adds[places, place] for place, name in enumerate(PARTS)},
        "score": score[places],
        "ever_reported": ever_reported[places],
    }
    rank = DataFrame({"rank": range(1, len(parts) + 1)})
    rows = parts.take(places).reset_index(drop=True)
    return pd.concat([rank, rows, DataFrame(found, index=rows.index)], axis=1)


@dataclass(frozen=True)
class Steadiness:
    """In ``same`` of ``trials`` the first towns are the same ones, in whatever order among themselves.

    ``next_code`` and ``next_name`` are the town that takes a place among them most often, in ``next_in`` trials; None
    where none ever does.
    """

    first: int
    same: int
    trials: int
    next_code: str | None
    next_name: str | None
    next_in: int


def steadiness(order: DataFrame, *, weights: Weights) -> Steadiness | None:
    """How often the first five stay the first five with each weight halved, kept or raised by half, in every mixture.

    ``order`` are the rows of ``ordered`` with these weights. None where there are no more than five towns that ever
    reported: then nobody can take the place of another.
    """
    towns = order.loc[order["ever_reported"], ["town_code", "town_name", "front_distance_km", *PART_COLUMNS]]
    if len(towns) <= FIRST:
        return None
    leading = _leading(towns, _mixtures(weights))
    times = np.bincount(leading.ravel(), minlength=len(towns))[FIRST:]
    place = FIRST + int(times.argmax())
    moved = bool(times.any())
    return Steadiness(
        first=FIRST,
        same=int((leading < FIRST).all(axis=0).sum()),
        trials=leading.shape[1],
        next_code=str(towns["town_code"].iloc[place]) if moved else None,
        next_name=str(towns["town_name"].iloc[place]) if moved else None,
        next_in=int(times.max()),
    )


def _mixtures(weights: Weights) -> Matrix:
    """A row per mixture: shares that are together 1 (0 where every weight is)."""
    trials = np.array(list(product(CHANGES, repeat=len(PARTS)))) * np.array(weights, dtype=float)
    shares: Matrix = trials / np.maximum(trials.sum(axis=1, keepdims=True), 1e-9)
    return shares


def _leading(towns: DataFrame, mixtures: Matrix) -> "np.ndarray[tuple[int, int], np.dtype[np.int64]]":
    """The rows of ``towns`` that come first: as many rows as there are first places, a column per mixture."""
    tied = _nearest_first(towns)
    scores = (_halved(towns)[tied] @ mixtures.T).round(9)
    fifth = np.partition(scores, -FIRST, axis=0)[-FIRST]
    near = (scores >= fifth).any(axis=1)  # of a nation's towns few; sorting all of them takes a second
    places = np.argsort(-scores[near], axis=0, kind="stable")[:FIRST]
    return cast("np.ndarray[tuple[int, int], np.dtype[np.int64]]", tied[near][places])


def _nearest_first(towns: DataFrame) -> NDArray[np.intp]:
    """The places of the rows in the order of equal scores: nearest to the front, by name, by code."""
    distance_km = floats(towns["front_distance_km"])
    return np.lexsort(
        (*(towns[name].to_numpy(dtype=object) for name in ("town_code", "town_name")), distance_km)
    )


def weights_of(text: str) -> Weights:
    """The weights of ``5-5-5-5-5``, in the order of ``PARTS``; raises WrongUse."""
    found = text.split("-")
    given = [int(part) for part in found if part.isascii() and part.isdigit() and len(part) <= 2]
    if len(given) == len(found) == len(PARTS) and max(given) <= MOST_WEIGHT:
        return tuple(given)
    raise WrongUse(
        "weights",
        text,
        f"{len(PARTS)} whole numbers from 0 to {MOST_WEIGHT}, like {weights_text(EQUAL_WEIGHTS)}",
    )


def weights_text(weights: Sequence[int]) -> str:
    return "-".join(map(str, weights))


def _halved(parts: DataFrame) -> Matrix:
    """The parts as a matrix, one half where one is missing."""
    values = parts[list(PART_COLUMNS)].to_numpy(dtype=float)
    return np.where(pd.isna(values), NOT_REPORTED, values)
