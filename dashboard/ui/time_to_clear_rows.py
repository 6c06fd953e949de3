"""Pace against time as cells of a table: a row per town, a projection never without what it stands on."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from pandas import DataFrame

from dashboard.analysis.ahead.time_to_clear import LAST_DAYS
from dashboard.analysis.columns import floats
from dashboard.analysis.pace import WINDOW_DAYS
from dashboard.look.formats import day, is_missing, people
from dashboard.look.html import element
from dashboard.look.rows import rows_of
from dashboard.look.tables import Cell, Column, noted
from dashboard.look.words import word
from dashboard.ui.outlook_words import chance_cell
from dashboard.ui.pace_words import PROJECTED, clear_in, still_there, why_of
from dashboard.ui.town_cell import town_cell
from dashboard.ui.town_rows import aged


def clearing_columns(within_km: int) -> list[Column]:
    return [
        Column(word("column.town"), essential=True),
        Column(word("column.people"), "number"),
        Column(word("clear.pace"), "number"),
        Column(word("clear.reported"), "number"),
        Column(word("clear.clear_in"), "number", essential=True),
        Column(word("clear.ends"), "number"),
        Column(word("clear.clear_on"), "date"),
        Column(word("clear.chance_head", edge=within_km), "number", essential=True),
        Column(word("clear.still_head"), "number"),
    ]


def clearing_cells(clearing: DataFrame, *, as_of: date, silent: Mapping[str, int]) -> list[list[Cell]]:
    """A row per town of ``time_to_clear``."""
    return [
        [
            town_cell(row.town_code, row.town_name, silent=silent),
            aged(people(row.people), row.people_date, as_of=as_of),
            _pace(row),
            word("clear.of", count=int(row.days_reported), days=WINDOW_DAYS),
            clearing_cell(row),
            _ends(row),
            None if is_missing(row.clear_on) else day(row.clear_on),
            _chance(row),
            _still_there(row),
        ]
        for row in rows_of(clearing)
    ]


def listed(clearing: DataFrame, *, everything: bool) -> DataFrame:
    """The towns with an evacuation reported in the 14 days (or all), the likeliest to be too late first."""
    rows = clearing if everything else clearing[clearing["days_reported"] > 0]
    likeliest = rows["chance"].where(rows["chance"].notna(), rows["chance_in_90_days"])
    return rows.take(np.lexsort((-floats(rows["days_to_clear"]), -floats(likeliest))))


def _pace(row: Any) -> Cell:
    """People a reported day, with the slow and the fast end."""
    if is_missing(row.per_day):
        return None
    ends = word("clear.between", first=f"{row.per_day_slow:.1f}", last=f"{row.per_day_fast:.1f}")
    return noted(f"{row.per_day:.1f}", ends)


def clearing_cell(row: Any) -> Cell:
    """The days, or the words in their place, which may take two lines."""
    said = clear_in(row)
    return said if why_of(row) is None else element("span", said, class_="dash-words")


def _ends(row: Any) -> Cell:
    """Days to clear at the fast and at the slow end of the pace."""
    if why_of(row) is not None:
        return word("clear.not_reckoned")
    slow = word("clear.longer") if is_missing(row.days_to_clear_slow) else people(row.days_to_clear_slow)
    return word("clear.between", first=people(row.days_to_clear_fast), last=slow)


def _chance(row: Any) -> Cell:
    """By the day when all have left; beyond the outlook that of its last day, which the cell then says."""
    if why_of(row) not in PROJECTED:
        return word("clear.not_reckoned")
    if is_missing(row.chance_in_90_days):
        return word("clear.brief_no_outlook")
    if not is_missing(row.chance):
        return chance_cell(row.chance)
    return chance_cell(row.chance_in_90_days, note=word("clear.chance_after", days=LAST_DAYS))


def _still_there(row: Any) -> Cell:
    if why_of(row) not in PROJECTED or is_missing(row.chance_in_90_days):
        return word("clear.not_reckoned")
    if is_missing(row.near_on):
        return word("clear.brief_unlikely", days=LAST_DAYS)
    return noted(still_there(row), word("clear.still_on", date=day(row.near_on)))
