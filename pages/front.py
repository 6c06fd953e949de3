"""Front: distance over time for the chosen towns, closing speed, band crossings."""

from dashboard.analysis.front import closing_speed, crossings, in_focus, outside_first, shown_sources
from dashboard.analysis.silence import with_silence
from dashboard.analysis.towns import of_towns
from dashboard.charts.distance import distance_chart
from dashboard.look.words import word
from dashboard.ui.choices import every_source
from dashboard.ui.columns import beside
from dashboard.ui.empty import nothing_yet
from dashboard.ui.figure import chart, credit, heading, table
from dashboard.ui.here import here
from dashboard.ui.kept import kept
from dashboard.ui.near_towns import cut_note, near_towns, outlooks_of
from dashboard.ui.outlook_part import outlook_part
from dashboard.ui.town_cell import silent_towns, titled
from dashboard.ui.town_rows import crossing_cells, crossing_columns, speed_cells, speed_columns

at = here()
filters = at.filters
overview = at.ask("overview", filters)

if not nothing_yet(overview):
    focus, shown = kept(in_focus, overview, chosen=filters.towns)
    history = at.ask("distance_history", filters, source=None, towns=shown)
    distances = kept(shown_sources, history, source=filters.source, every=every_source(history))
    crossed = kept(crossings, at.ask, filters, edges_km=at.edges_km)
    near = near_towns(at)
    outlooks = outlooks_of(at, near)
    silent = silent_towns(at)
    left, right = beside(1, 1)
    with left:
        chart(
            kept(
                distance_chart,
                distances,
                title=word("front.distance", count=len(focus)),
                credit=credit(distances),
                edges_km=at.edges_km,
                crossings=kept(of_towns, crossed, focus),
                highlight=focus,
                outlook=outlooks,
                silent=silent,
                **at.span,
            ),
            distances,
            name="front.distance",
        )
    with right:
        speeds = kept(outside_first, kept(closing_speed, at.ask, filters), chosen=filters.towns)
        speeds = kept(with_silence, speeds, silent)
        heading(word("front.nearest"), note=word("front.closing_note"))
        table(
            speed_columns(),
            kept(speed_cells, titled(at, speeds), history, as_of=filters.as_of),
            rows=speeds,
            name="front.speeds",
            label=word("front.nearest"),
            of=credit(speeds, day="last_date", reports=int(speeds["reports"].sum())),
        )
    crossed = kept(with_silence, crossed, silent)
    heading(word("front.crossings"), note=word("front.crossings_note"))
    table(
        crossing_columns(),
        kept(crossing_cells, titled(at, crossed)),
        rows=crossed,
        name="front.crossings",
        label=word("front.crossings"),
        of=credit(crossed),
    )
    outlook_part(at, outlooks)
    cut_note(at, near)
