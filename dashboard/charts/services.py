"""What worked when: one row per service, its state from report to report."""

from collections.abc import Sequence
from datetime import date, timedelta

from pandas import DataFrame

from dashboard.charts.axes import as_of_line, time_axis
from dashboard.charts.figure import ALIGNED, Figure, empty_figure, figure
from dashboard.charts.spans import Span, spans_of
from dashboard.charts.texts import Spec, coloured, label
from dashboard.look.colour import rgba
from dashboard.look.credit import Credit
from dashboard.look.formats import day
from dashboard.look.labels import service_letter, service_name, service_state
from dashboard.look.palette import Palette, palette
from dashboard.look.words import word
from dashboard.model.codes import SERVICE_STATES, SERVICES

_ROW_PX = 24
_LETTER_SHARE = 0.06  # of the time shown: narrower spans have no room for their letter on a phone
_DAY_MS = 86_400_000


def services_timeline(
    states: DataFrame,
    *,
    since: date,
    until: date,
    title: str,
    credit: Credit,
    theme: str,
    as_of: date | None = None,
    services: Sequence[str] = SERVICES,
    gap_days: int = 14,
) -> Figure:
    """One row per service of one town, from ``service_states``: town_code, town_name, service, date, state.

    A state is solid where the next report follows within ``gap_days``, pale where it does not and after the
    last report up to ``as_of``. A service nobody reported keeps its row and says so. The time axis and the
    margins are those of ``distance_chart(aligned=True)`` with the same ``since`` and ``until``.
    """
    if states.empty:
        return empty_figure(title=title, credit=credit, theme=theme)
    colours = palette(theme)
    spans = spans_of(states, since=since, end=as_of or until, gap_days=gap_days)
    rows = {service: row for row, service in enumerate(services)}
    room = timedelta(days=round(_LETTER_SHARE * (until - since).days))
    shape, said = as_of_line(as_of, colours, until=until)
    told = {span.service for span in spans}
    return figure(
        [
            trace
            for state in SERVICE_STATES
            for solid in (True, False)
            if (
                trace := _bars(
                    [s for s in spans if s.state == state and s.solid == solid], rows, colours, room=room
                )
            )
        ],
        title=title,
        credit=credit,
        theme=theme,
        subtitle=_legend(spans, colours, gap_days),
        plot_px=_ROW_PX * len(services),
        margins=ALIGNED,
        layout={
            "xaxis": time_axis(since, until, colours=colours),
            "yaxis": _names_axis(services, colours),
            "shapes": shape,
            "barmode": "overlay",
        },
        annotations=[*(_silence(row, colours) for name, row in rows.items() if name not in told), *said],
        top_px=20 if said else 4,
    )


def _bars(spans: Sequence[Span], rows: dict[str, int], colours: Palette, *, room: timedelta) -> Spec | None:
    spans = [span for span in spans if span.service in rows]
    if not spans:
        return None
    state, solid = spans[0].state, spans[0].solid
    colour = colours.services[state]
    letter = service_letter(state)
    return {
        "type": "bar",
        "orientation": "h",
        "base": [str(span.since) for span in spans],
        "x": [(span.until - span.since).days * _DAY_MS for span in spans],
        "y": [rows[span.service] for span in spans],
        "width": 0.66,
        "marker": _fill(state, colours, solid=solid),
        "text": [letter if span.until - span.since >= room else "" for span in spans],
        "textposition": "inside",
        "insidetextanchor": "start",
        "textangle": 0,
        "insidetextfont": {"color": colours.on(colour) if solid else colours.text, "size": 13},
        "constraintext": "none",
        "hovertext": [_said(span) for span in spans],
        "hoverinfo": "text",
    }


def _fill(state: str, colours: Palette, *, solid: bool) -> Spec:
    colour = colours.services[state]
    if state == "unknown":
        pattern = {"shape": "/", "fgcolor": colours.missing, "bgcolor": colour, "size": 6, "solidity": 0.2}
        return {"color": colour, "pattern": pattern, "opacity": 1 if solid else 0.5, "line": {"width": 0}}
    return {"color": colour if solid else rgba(colour, 0.25), "line": {"width": 0}}


def _said(span: Span) -> str:
    values = {"since": day(span.since), "until": day(span.until)}
    return word(
        "chart.services.span", service=service_name(span.service), state=service_state(span.state), **values
    )


def _names_axis(services: Sequence[str], colours: Palette) -> Spec:
    return {
        "fixedrange": True,
        "range": [len(services) - 0.5, -0.5],
        "tickmode": "array",
        "tickvals": list(range(len(services))),
        "ticktext": [service_name(service) for service in services],
        "tickfont": {"color": colours.text},
        "ticklabelstandoff": 6,
        "showgrid": False,
        "zeroline": False,
    }


def _legend(spans: Sequence[Span], colours: Palette, gap_days: int) -> list[str]:
    """The states that occur, each with its colour and letter, and what pale means."""
    seen = [state for state in SERVICE_STATES if any(span.state == state for span in spans)]
    parts = [
        f"{coloured('■', colours.services[state] if state != 'unknown' else colours.missing)} "
        + word("chart.services.legend", letter=service_letter(state), state=service_state(state))
        for state in seen
    ]
    pale = [] if all(span.solid for span in spans) else [word("chart.services.pale", count=gap_days)]
    return parts + pale


def _silence(row: int, colours: Palette) -> Spec:
    place: Spec = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": 4, "y": row, "yanchor": "middle"}
    return {**label(word("chart.no_report"), colours), **place}
