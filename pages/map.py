"""Map: towns by people remaining and band, the front line of the chosen date, a date slider that plays."""

from dataclasses import replace

from dashboard.analysis.front import towns_by_band
from dashboard.analysis.silence import with_silence
from dashboard.look.chips import band_counts
from dashboard.look.words import word
from dashboard.maps.legend import map_legend
from dashboard.maps.outlines import held_shape, oblast_outlines
from dashboard.maps.towns_map import towns_map
from dashboard.ui.columns import beside
from dashboard.ui.empty import nothing_yet
from dashboard.ui.figure import download, piece
from dashboard.ui.here import here
from dashboard.ui.kept import kept
from dashboard.ui.map_credit import line_said, map_credit
from dashboard.ui.map_view import chosen_colour, chosen_day, chosen_layers, frames_of, open_picked, show_map
from dashboard.ui.town_cell import silent_towns

at = here()


@frames_of(at)
def moment() -> None:
    """One day of the map; runs again alone for each step while the slider plays."""
    left, right = beside(1, 3)
    with left:
        on = chosen_day(at)
        colour_by = chosen_colour()
        layers = chosen_layers()
        piece(map_legend(edges_km=at.edges_km, colour_by=colour_by))
    towns = kept(with_silence, at.ask("overview", replace(at.filters, as_of=on)), silent_towns(at, on=on))
    lines = at.ask("front_line", at.filters, as_of=on)
    shown = kept(
        towns_map,
        towns,
        credit=map_credit(towns, at.filters),
        theme=at.theme,
        held=held_shape(lines["area"].iloc[0]) if len(lines) and "held" in layers else None,
        outlines=oblast_outlines() if "outlines" in layers else (),
        edges_km=at.edges_km,
        colour_by=colour_by,
        basemap_style_url=at.basemap_style_url,
        labels_at_most=40 if "names" in layers else 0,
    )
    with right:
        open_picked(show_map(shown, label=word("map.label"), line=line_said(lines)), shown.towns)
        piece(band_counts(towns_by_band(towns, edges_km=at.edges_km), edges_km=at.edges_km))
        download(towns, name="map.towns")


if not nothing_yet(at.ask("overview", at.filters)):
    moment()
