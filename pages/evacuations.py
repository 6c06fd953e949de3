"""Evacuations: totals over time, by who and where to, flows, and the pace."""

from dashboard.analysis.evacuation import evacuated_by as rows_by
from dashboard.analysis.evacuation import evacuated_by_period, largest_towns, total
from dashboard.analysis.pace import lead_in, pace, past_trends
from dashboard.analysis.silence import with_silence
from dashboard.analysis.towns import of_towns
from dashboard.charts.evacuations import evacuated_bars
from dashboard.charts.flows import flows_chart
from dashboard.charts.pace import pace_chart
from dashboard.charts.shares import evacuated_by
from dashboard.look.words import word
from dashboard.ui.choices import chosen_dimension, chosen_mode, chosen_unit
from dashboard.ui.columns import beside
from dashboard.ui.empty import no_report, nothing_yet
from dashboard.ui.figure import cards, chart, credit
from dashboard.ui.here import here
from dashboard.ui.kept import kept
from dashboard.ui.time_to_clear_part import time_to_clear_part
from dashboard.ui.total_cards import total_cards
from dashboard.ui.town_cell import silent_towns

at = here()
filters = at.filters
overview = at.ask("overview", filters)
counted = kept(total, at.ask, filters)

if not nothing_yet(overview):
    cards(kept(total_cards, counted, filters), name="evacuations.figures")
    if counted.evacuated is None:
        no_report(word("evacuations.none"))

if counted.evacuated is not None:
    sources = sorted(overview["evacuated_source"].dropna().unique())
    silent = silent_towns(at)
    by_town = kept(with_silence, rows_by(at.ask, filters, dimension="town"), silent)
    of = credit(by_town, day="newest", sources=sources, reports=counted.reports)
    left, right = beside(1, 1)
    with left:
        unit = chosen_unit()
    with right:
        mode = chosen_mode()
    periods = kept(evacuated_by_period, at.ask, filters, unit=unit)
    title = word(f"evacuations.by_{unit}", point=word(f"count_at.{filters.count_at}"))
    drawn = kept(evacuated_bars, periods, unit=unit, mode=mode, title=title, credit=of, **at.span)
    chart(drawn, periods, name="evacuations.periods")

    left, right = beside(1, 1)
    with left:
        dimension = chosen_dimension()
        values = by_town if dimension == "town" else rows_by(at.ask, filters, dimension=dimension)
        title = word(f"evacuations.by_{dimension}")
        drawn = kept(evacuated_by, values, title=title, credit=of, theme=at.theme)
        chart(drawn, values, name="evacuations.by")
    with right:
        flows = kept(with_silence, at.ask("flows", filters), silent)
        title = word("evacuations.flows")
        drawn = kept(flows_chart, flows, title=title, credit=of, theme=at.theme)
        chart(drawn, flows, name="evacuations.flows")
    daily = at.ask("evacuated_daily", filters, since=lead_in(filters))
    paces = kept(pace, daily, filters)
    focus = kept(largest_towns, by_town, chosen=filters.towns)
    chart(
        kept(
            pace_chart,
            paces,
            title=word("evacuations.pace"),
            credit=of,
            daily=kept(of_towns, daily, focus),
            trends=kept(past_trends, kept(of_towns, paces, focus)),
            highlight=focus,
            silent=silent,
            **at.span,
        ),
        paces,
        name="evacuations.pace",
    )

time_to_clear_part(at, overview)
