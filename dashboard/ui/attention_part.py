"""The towns that need attention first, on a page: in an order whose reasons stand beside it."""

from pandas import DataFrame

from dashboard.analysis.attention import Steadiness, Weights, ordered, steadiness
from dashboard.analysis.attention_parts import attention_parts
from dashboard.analysis.silence import with_silence
from dashboard.look.html import element
from dashboard.look.words import word
from dashboard.ui.attention_choices import chosen_weights
from dashboard.ui.attention_rows import attention_cells, attention_columns
from dashboard.ui.band_choice import chosen_within
from dashboard.ui.columns import side_by_side
from dashboard.ui.figure import credit, heading, piece, table
from dashboard.ui.here import Here
from dashboard.ui.kept import kept
from dashboard.ui.near_towns import cut_note, near_ask, near_towns, outlooks_of
from dashboard.ui.town_cell import silent_towns, titled

ROWS_SHOWN = 30


def attention_part(at: Here) -> None:
    """Heading, how near counts and what counts how much, the first towns, and how steady the order is."""
    heading(word("attention.title"), note=word("attention.note"))
    with side_by_side("attention_choices"):
        within_km = chosen_within()
        weights = chosen_weights()
    near, overview = near_towns(at), at.ask("overview", at.filters)
    outlooks = outlooks_of(at, near)
    parts = kept(attention_parts, near_ask(at, near), near, outlooks=outlooks, within_km=within_km)
    order = kept(with_silence, kept(ordered, parts, weights=weights), silent_towns(at))
    piece(element("div", kept(_steady, titled(at, order), weights), class_="dash-note"))
    table(
        attention_columns(),
        kept(attention_cells, titled(at, kept(_first, order)), as_of=at.filters.as_of, edges_km=at.edges_km),
        rows=order,
        name="situation.towns",
        label=word("attention.title"),
        of=credit(order, day="distance_date", sources=kept(_sources, order, source=at.filters.source)),
    )
    piece(element("div", kept(_below, order, overview), class_="dash-note"))
    cut_note(at, near)


def _first(order: DataFrame) -> DataFrame:
    return order.head(ROWS_SHOWN)


def _steady(order: DataFrame, weights: Weights) -> str:
    """How steady the first places are, in words; nothing where there are no more towns than places."""
    found = steadiness(order, weights=weights)
    if found is None:
        return ""
    return " ".join(part for part in (_held(found, weights), _next(found)) if part)


def _held(found: Steadiness, weights: Weights) -> str:
    if not any(weights):
        return word("attention.no_weights")
    return word("attention.steady", first=found.first, same=found.same, count=found.trials)


def _next(found: Steadiness) -> str:
    if found.next_name is None:
        return ""
    return word("attention.next", town=found.next_name, count=found.next_in)


def _below(order: DataFrame, overview: DataFrame) -> str:
    """What the table does not show: the rest of the order, who never reported, who lies inside the held area."""
    inside = int((overview["front_distance_km"] <= 0).sum())
    never = order[~order["ever_reported"]]
    near = int((never["front_distance_km"] <= never["within_km"]).sum())
    parts = [
        word("attention.first", count=ROWS_SHOWN, towns=len(order)) if len(order) > ROWS_SHOWN else "",
        word("attention.never_reported", count=len(never), near=near) if len(never) else "",
        word("attention.inside", count=inside) if inside else "",
    ]
    return " ".join(part for part in parts if part)


def _sources(order: DataFrame, *, source: str) -> tuple[str, ...]:
    """Of everything that stands behind the order, that of the distances first."""
    columns = ("people_source", "evacuated_source", "services_source")
    told = sorted({name for column in columns for name in order[column].dropna().unique()})
    return tuple(name for name in (source, *told) if name)
