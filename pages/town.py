"""Town: one card that joins everything about one town."""

from typing import Any

from dashboard.analysis.asking import asked
from dashboard.analysis.evacuation import evacuated_by_period
from dashboard.analysis.front import crossings, shown_sources
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
from dashboard.ui.key_figures import town_cards
from dashboard.ui.report_rows import report_cells, report_columns
from dashboard.ui.town_head import town_head

at = here()
overview = asked(at.ask, "overview", at.filters)

if not nothing_yet(overview):
    code = chosen_town(overview)
    filters = at.filters.of_town(code)
    town = asked(at.ask, "overview", filters).iloc[0]
    name = str(town["town_name"])
    town_head(town)
    cards(town_cards(town, filters), name="town.figures")
    span: dict[str, Any] = {
        "since": filters.since,
        "until": filters.until,
        "as_of": filters.as_of,
        "theme": at.theme,
    }

    distances = asked(at.ask, "distance_history", filters, source=None)
    distances = shown_sources(distances, source=filters.source, every=every_source(distances))
    chart(
        distance_chart(
            distances,
            title=word("town.distance", town=name),
            credit=credit(distances),
            edges_km=at.edges_km,
            crossings=crossings(at.ask, filters, edges_km=at.edges_km),
            aligned=True,
            **span,
        ),
        distances,
        name="town.distance",
    )
    left, right = beside(1, 1)
    with left:
        people = asked(at.ask, "people_history", filters)
        title = word("town.people_chart", town=name)
        chart(
            people_chart(
                people, title=title, credit=credit(people), baseline=town["population_baseline"], **span
            ),
            people,
            name="town.people",
        )
    with right:
        weeks = evacuated_by_period(at.ask, filters, unit="week")
        weeks_credit = credit(
            weeks, day="newest", sources=[town["evacuated_source"]], reports=int(weeks["reports"].sum())
        )
        title = word("town.evacuated_chart", town=name)
        chart(
            evacuated_bars(weeks, unit="week", mode="both", title=title, credit=weeks_credit, **span),
            weeks,
            name="town.evacuated",
        )
    states = asked(at.ask, "service_states", filters)
    chart(
        services_timeline(states, title=word("town.services", town=name), credit=credit(states), **span),
        states,
        name="town.services",
    )
    reports = asked(at.ask, "town_reports", filters)
    heading(word("town.reports"))
    table(
        report_columns(),
        report_cells(reports, as_of=filters.as_of),
        reports,
        name="town.reports",
        label=word("town.reports"),
        of=credit(reports),
    )
