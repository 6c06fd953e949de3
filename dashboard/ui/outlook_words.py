"""The outlook of towns in words: how often it happened, how likely it is, why there is none."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from pandas import DataFrame

from dashboard.analysis.ahead.cases import OLD_DAYS
from dashboard.analysis.ahead.outlook import CASES_AT_LEAST, HISTORY_DAYS, THRESHOLDS_KM
from dashboard.look.formats import chance, day, is_missing, km, people
from dashboard.look.html import Html, element
from dashboard.look.words import word


def chance_cell(probability: float, *, note: str = "") -> Html | None:
    """A chance (0 to 1) in per cent, with a bar as long as it is likely; None where there is none."""
    if is_missing(probability):
        return None
    bar = element("i", class_="dash-chance", style=f"--part:{probability:.0%}", aria_hidden="true")
    small = [element("small", note)] if note else []
    return element("span", element("span", chance(probability), bar), *small, class_="dash-odds")


def range_text(low_km: float, high_km: float) -> str:
    """ "12.0–15.1"; one figure where both ends are the same."""
    low, high = km(low_km, unit=False), km(high_km, unit=False)
    return low if low == high else word("outlook.range", low=low, high=high)


def edge_ahead(distance_km: float) -> int:
    """The first of the distances that chances are told for which the front has still to pass, or else the nearest."""
    return max((edge for edge in THRESHOLDS_KM if edge < distance_km), default=min(THRESHOLDS_KM))


def cases_sentence(row: Any) -> str:
    """What happened in the comparable cases of a row of ``outlook``, about the edge that is ahead of its town."""
    edge = edge_ahead(row.distance_km)
    return word(
        "outlook.cases",
        town=row.town_name,
        came=came_of(row, edge),
        since=day(row.cases_since),
        edge=edge,
        count=int(row.horizon_days),
        chance=chance(getattr(row, f"chance_within_{edge}_km")),
    )


def came_of(row: Any, edge_km: int) -> str:
    """ "43 of 200": the comparable cases that came within a distance, of all comparable cases."""
    came = getattr(row, f"came_within_{edge_km}_km")
    return word("outlook.came", came=people(came), cases=people(row.cases))


def why_words(why: str, *, source: str, kind: str = "why") -> str:
    """Why a town has no outlook; ``kind`` "why" is a sentence, "brief" what fits a cell."""
    limits = {"history": HISTORY_DAYS, "cases": CASES_AT_LEAST, "old": OLD_DAYS}
    return word(f"outlook.{kind}_{why}", source=source, **limits)


def reasons_sentence(whys: Sequence[str], *, source: str) -> str:
    """Why no town of several has an outlook: each reason with how many towns it holds back, most towns first."""
    counted = pd.Series(list(whys)).value_counts(sort=True)
    if len(counted) == 1:
        return why_words(str(counted.index[0]), source=source)
    reasons = "; ".join(
        word("outlook.reason", count=int(towns), why=why_words(str(why), source=source, kind="brief"))
        for why, towns in counted.items()
    )
    return word("outlook.none", reasons=reasons)


def of_horizon(outlooks: DataFrame, horizon_days: int) -> DataFrame:
    """The rows of one horizon, one for each town."""
    return outlooks[outlooks["horizon_days"] == horizon_days]
