"""The tested error of outlooks as cells: chances beside the simple ways to guess them, and how often ranges held."""

from collections.abc import Sequence

from pandas import DataFrame

from dashboard.analysis.ahead.scores import CLAIMS
from dashboard.look.formats import people, score, share
from dashboard.look.rows import rows_of
from dashboard.look.tables import Cell, Column
from dashboard.look.words import word
from dashboard.ui.outlook_tested import verdict


def _claim_columns(unit: str = "", *, essential: Sequence[str] = ()) -> list[Column]:
    return [Column(word(f"tested.{claim}"), "number", unit, essential=claim in essential) for claim in CLAIMS]


def scores_columns() -> list[Column]:
    return [
        Column(word("outlook.after"), essential=True),
        Column(word("tested.within"), "number", word("unit.km"), essential=True),
        Column(word("tested.cases"), "number"),
        Column(word("tested.came"), "number"),
        *_claim_columns(),
        Column(word("tested.verdict"), essential=True),
    ]


def scores_cells(scores: DataFrame) -> list[list[Cell]]:
    """A row per horizon and distance of ``scores``, and in words whether the outlook was the better."""
    return [
        [
            word("outlook.days", count=int(row.horizon_days)),
            f"{row.threshold_km:g}",
            people(row.cases),
            share(row.came / row.cases),
            *(score(getattr(row, claim)) for claim in CLAIMS),
            verdict(row),
        ]
        for row in rows_of(scores)
    ]


def ranges_columns() -> list[Column]:
    return [
        Column(word("outlook.after"), essential=True),
        Column(word("tested.cases"), "number"),
        Column(word("tested.held"), "number", essential=True),
        *_claim_columns(word("unit.km"), essential=CLAIMS[:1]),
    ]


def ranges_cells(ranges: DataFrame) -> list[list[Cell]]:
    """A row per horizon of ``ranges``: how often the range held, and what its points missed by."""
    return [
        [
            word("outlook.days", count=int(row.horizon_days)),
            people(row.cases),
            share(row.held),
            *(score(getattr(row, f"pinball_{claim}"), decimals=2) for claim in CLAIMS),
        ]
        for row in rows_of(ranges)
    ]
