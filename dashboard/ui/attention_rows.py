"""Which town first as cells of a table: the figures, and why, to be opened part by part."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pandas import DataFrame

from dashboard.analysis.attention_parts import PARTS
from dashboard.look.chips import band_chip
from dashboard.look.formats import age, is_missing, km, people
from dashboard.look.html import Html, element, joined, page_link
from dashboard.look.part_bars import part_bars
from dashboard.look.rows import rows_of
from dashboard.look.tables import Cell, Column, noted
from dashboard.look.words import word
from dashboard.model.bands import band_index, bands
from dashboard.ui.attention_words import bars_said, details, part_of, part_said, reasons, sources
from dashboard.ui.time_to_clear_rows import clearing_cell
from dashboard.ui.town_cell import marked_town
from dashboard.ui.town_rows import aged


def attention_columns() -> list[Column]:
    return [
        Column(word("column.town"), essential=True),
        Column(word("column.front"), "number", word("unit.km"), essential=True),
        Column(word("column.people"), "number", essential=True),
        Column(word("column.evacuated_14_days"), "number"),
        Column(word("clear.clear_in"), "number"),
        Column(word("column.services_closed"), "number"),
        Column(word("column.newest_report"), "date"),
        Column(word("attention.why")),
    ]


def attention_cells(order: DataFrame, *, as_of: date, edges_km: Sequence[float]) -> list[list[Cell]]:
    """A row per town of ``attention`` with its ``silent_days``."""
    chips = [band_chip(band.index, edges_km=edges_km, named=False) for band in bands(edges_km)]
    heads = {name: element("b", word(f"attention.part_{name}")) for name in PARTS}
    return [
        [
            marked_town(row),
            _front(row, as_of=as_of, edges_km=edges_km, chips=chips),
            aged(people(row.people), row.people_date, as_of=as_of),
            None if is_missing(row.evacuated_14_days) else people(row.evacuated_14_days),
            clearing_cell(row) if row.ever_reported else None,
            _services(row),
            None if is_missing(row.newest_report) else age(row.age_days),
            _why(row, as_of=as_of, heads=heads),
        ]
        for row in rows_of(order)
    ]


def _front(row: Any, *, as_of: date, edges_km: Sequence[float], chips: Sequence[Html]) -> Cell:
    distance = aged(km(row.front_distance_km, unit=False), row.distance_date, as_of=as_of)
    if distance is None:
        return None
    return joined([distance, " ", chips[band_index(row.front_distance_km, edges_km)]])


def _services(row: Any) -> Cell:
    if is_missing(row.services_known):
        return None
    said = word("clear.of", count=int(row.services_closed), days=int(row.services_known))
    return (
        noted(said, word("attention.lost", count=int(row.services_lost)), stale=True)
        if row.services_lost
        else said
    )


def _why(row: Any, *, as_of: date, heads: Mapping[str, Html]) -> Html:
    """The parts as bars and the largest in words; opened, each part with its reckoning, figures and sources."""
    shares = [getattr(row, f"share_{name}") for name in PARTS]
    bars = part_bars([part_of(row, name) for name in PARTS], shares=shares, label=bars_said(row))
    town = page_link(word("attention.reports"), "town", code=row.town_code)
    parts = (element("li", heads[name], " ", *_part(row, name, as_of=as_of)) for name in PARTS)
    opened = element("ul", *parts, element("li", town))
    return element("details", element("summary", bars, " ", reasons(row)), opened, class_="dash-why")


def _part(row: Any, name: str, *, as_of: date) -> list[Html]:
    """How a part is reckoned, its figures, and whose they are."""
    reckoned = word(
        "attention.reckoned",
        part=part_said(row, name),
        share=f"{getattr(row, f'share_{name}'):.2f}",
        adds=f"{getattr(row, f'adds_{name}'):.2f}",
    )
    said = sources(row, name, as_of=as_of)
    told = [element("small", reckoned), element("div", details(row, name))]
    return [*told, element("small", said)] if said else told
