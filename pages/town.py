"""Town: one card that joins everything about one town."""

from dashboard.analysis.evacuation import evacuated_by_period
from dashboard.analysis.front import crossings, shown_sources
from dashboard.analysis.towns import of_towns, row_of
from dashboard.charts.distance import distance_chart
from dashboard.charts.evacuations import evacuated_bars
from dashboard.charts.people import people_chart
from dashboard.charts.services import services_timeline
from dashboard.look.words import word
from dashboard.ui.choices import chosen_town, every_source
from dashboard.ui.columns import beside
from dashboard.ui.empty import nothing_yet
from dashboard.ui.figure import cards, chart, credit, heading, table
from dashboard.ui.here import here
from dashboard.ui.kept import kept
from dashboard.ui.near_towns import outlooks_of
from dashboard.ui.outlook_part import outlook_part
from dashboard.ui.report_rows import report_cells, report_columns
from dashboard.ui.time_to_clear_part import time_to_clear_line
from dashboard.ui.town_cell import silent_towns
from dashboard.ui.town_figures import town_cards
from dashboard.ui.town_head import town_head

at = here()
overview = at.ask("overview", at.filters)

if not nothing_yet(overview):
    code = chosen_town(overview)
    filters = at.filters.of_town(code)
    town = kept(row_of, overview, code)
    name = str(town["town_name"])
    town_head(town)
    silent = silent_towns(at)
    cards(kept(town_cards, town, filters, silent_days=silent.get(code)), name="town.figures")
    distances = at.ask("distance_history", filters, source=None)
    distances = kept(shown_sources, distances, source=filters.source, every=every_source(distances))
    outlooks = outlooks_of(at, filters)
    chart(
        kept(
            distance_chart,
            distances,
            title=word("town.distance", town=name),
            credit=credit(distances),
            edges_km=at.edges_km,
            crossings=kept(crossings, at.ask, filters, edges_km=at.edges_km),
            aligned=True,
            outlook=outlooks,
            silent=silent,
            **at.span,
        ),
        distances,
        name="town.distance",
    )
    outlook_part(at, outlooks)
    time_to_clear_line(at, outlooks, overview=kept(of_towns, overview, (code,)))
    left, right = beside(1, 1)
    with left:
        people = at.ask("people_history", filters)
        title, baseline = word("town.people_chart", town=name), town["population_baseline"]
        drawn = kept(people_chart, people, title=title, credit=credit(people), baseline=baseline, **at.span)
        chart(drawn, people, name="town.people")
    with right:
        weeks = kept(evacuated_by_period, at.ask, filters, unit="week")
        title, sources = word("town.evacuated_chart", town=name), [town["evacuated_source"]]
        of = credit(weeks, day="newest", sources=sources, reports=int(weeks["reports"].sum()))
        drawn = kept(evacuated_bars, weeks, unit="week", mode="both", title=title, credit=of, **at.span)
        chart(drawn, weeks, name="town.evacuated")
    states = at.ask("service_states", filters)
    title = word("town.services", town=name)
    drawn = kept(services_timeline, states, title=title, credit=credit(states), **at.span)
    chart(drawn, states, name="town.services")
    reports = at.ask("town_reports", filters)
    cells, label = kept(report_cells, reports, as_of=filters.as_of), word("town.reports")
    heading(label)
    table(report_columns(), cells, rows=reports, name="town.reports", label=label, of=credit(reports))
