"""Situation: key figures, alerts, what changed, a small map, which town first, how fresh the data is."""

from dashboard.analysis.situation import situation
from dashboard.analysis.towns import town_titles
from dashboard.look.chips import band_legend
from dashboard.look.parts import credit_line
from dashboard.look.words import word
from dashboard.maps.outlines import held_shape, oblast_outlines
from dashboard.maps.small_map import small_map
from dashboard.ui.alerts_part import alerts_part
from dashboard.ui.attention_part import attention_part
from dashboard.ui.changes_part import changes_part
from dashboard.ui.columns import beside
from dashboard.ui.empty import nothing_yet
from dashboard.ui.figure import cards, heading, piece
from dashboard.ui.freshness_part import freshness_part
from dashboard.ui.here import here
from dashboard.ui.kept import kept
from dashboard.ui.key_figures import situation_cards
from dashboard.ui.loading import ask_together
from dashboard.ui.map_credit import line_said, map_credit
from dashboard.ui.town_cell import silences_of
from dashboard.ui.town_rows import nearest_towns

at = here()
ask_together(at.ask, at.filters, questions=("report_rhythm", "overview", "newest_states"))
found = kept(situation, at.ask, at.filters, silences=silences_of(at.ask, at.filters), edges_km=at.edges_km)

if nothing_yet(found.overview):
    nearest = found.overview
else:
    titles = kept(town_titles, at.ask("towns"))
    figures = kept(situation_cards, found, at.filters, titles=titles, edges_km=at.edges_km)
    cards(figures, name="situation.figures")
    alerts_part(at)
    nearest = kept(nearest_towns, found.overview, at.filters)
    left, right = beside(2, 1)
    with left:
        changes_part(at)
    with right:
        heading(word("situation.map"))
        lines = at.ask("front_line", at.filters)
        held = held_shape(lines["area"].iloc[0]) if len(lines) else None
        piece(
            kept(
                small_map,
                nearest,
                label=word("situation.map"),
                theme=at.theme,
                held=held,
                outlines=oblast_outlines(),
                edges_km=at.edges_km,
            )
        )
        piece(band_legend(edges_km=at.edges_km))
        piece(credit_line(map_credit(nearest, at.filters), extra=line_said(lines)))
    attention_part(at)
    freshness_part(at)
