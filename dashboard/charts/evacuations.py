"""People evacuated per day, week or month; a period nobody reported on is hatched, not zero."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from pandas import DataFrame

from dashboard.charts.axes import amount_axis, time_axis
from dashboard.charts.figure import Figure, Margins, empty_figure, figure
from dashboard.charts.periods import Period, Unit, periods_of
from dashboard.charts.running_total import running_total
from dashboard.charts.texts import Spec, coloured
from dashboard.look.colour import rgba
from dashboard.look.credit import Credit
from dashboard.look.formats import day, people
from dashboard.look.palette import Palette, palette
from dashboard.look.words import word

_MISSING_SHARE = 0.04  # height of the mark for "no report", in shares of the highest bar
_LABELLED_AT_MOST = 9  # bars whose figures fit above them on a phone
_DAY_MS = 86_400_000


def evacuated_bars(
    periods: DataFrame,
    *,
    unit: Unit,
    title: str,
    credit: Credit,
    theme: str,
    mode: Literal["bars", "cumulative", "both"] = "bars",
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    plot_px: int = 220,
) -> Figure:
    """One bar per period of ``evacuated_by_period``.

    Frame: period (its first day), evacuated, towns, reports, days_reported. Periods absent between ``since``
    and ``until`` count as not reported. A period that ``as_of`` has not yet ended is pale. The cumulative
    line adds up the periods shown, has its own scale and breaks where nobody reported.
    """
    if periods.empty:
        return empty_figure(title=title, credit=credit, theme=theme)
    colours = palette(theme)
    shown = periods_of(periods, unit=unit, since=since, until=until, as_of=as_of)
    highest = max((period.evacuated or 0 for period in shown), default=0) or 1
    bars = [] if mode == "cumulative" else _bars(shown, unit, colours, highest=highest, under=mode == "both")
    line, notes = ([], []) if mode == "bars" else running_total(shown, colours)
    total = sum(period.evacuated or 0 for period in shown) or 1
    axis = amount_axis(1.15 * (total if mode == "cumulative" else highest), colours)
    layout = {
        "xaxis": time_axis(shown[0].first, shown[-1].last, colours=colours),
        "yaxis": axis if mode != "cumulative" else {"visible": False, "fixedrange": True},
        "yaxis2": {**amount_axis(1.15 * total, colours), "overlaying": "y", "visible": mode == "cumulative"},
        "barmode": "overlay",
        "bargap": 0,
    }
    return figure(
        [*bars, *line],
        title=title,
        credit=credit,
        theme=theme,
        subtitle=_subtitle(shown, colours, with_bars=bool(bars)),
        plot_px=plot_px,
        margins=Margins(left=48, right=16),
        layout=layout,
        annotations=notes,
        top_px=16,
    )


def _bars(
    shown: Sequence[Period], unit: Unit, colours: Palette, *, highest: float, under: bool
) -> list[Spec]:
    """Bars and the marks of silence; with ``under`` a line crosses, and figures stand at the foot of their bars."""
    told = [period for period in shown if period.evacuated is not None]
    silent = [period for period in shown if period.evacuated is None]
    pale = rgba(colours.accent, 0.45)
    reported = {
        **_blocks(told),
        "y": [period.evacuated for period in told],
        "marker": {
            "color": [pale if period.unfinished else colours.accent for period in told],
            "line": {"width": 0},
        },
        "hovertext": [_said(period, unit) for period in told],
        **(_figures(told, colours, under=under) if len(shown) <= _LABELLED_AT_MOST else {}),
    }
    missing = {
        **_blocks(silent),
        "y": [highest * _MISSING_SHARE] * len(silent),
        "marker": {"color": "rgba(0,0,0,0)", "line": {"width": 0}, "pattern": _hatch(colours)},
        "hovertext": [word(f"chart.evacuated.missing_{unit}", date=day(period.first)) for period in silent],
    }
    return [trace for trace in (reported, missing) if trace["x"]]


def _figures(told: Sequence[Period], colours: Palette, *, under: bool) -> Spec:
    texts = [people(period.evacuated) for period in told]
    if not under:
        return {"text": texts, "textposition": "outside"}
    inks = [colours.text if period.unfinished else colours.on(colours.accent) for period in told]
    foot = {"insidetextanchor": "start", "insidetextfont": {"color": inks}}
    return {"text": texts, "textposition": "auto", **foot}


def _blocks(periods: Sequence[Period]) -> Spec:
    """Bars that stand on their own days, with a narrow gap to the next."""
    lengths = [((period.last - period.first).days + 1) * _DAY_MS for period in periods]
    place = {
        "x": [str(period.first) for period in periods],
        "offset": 0,
        "width": [0.86 * ms for ms in lengths],
    }
    return {"type": "bar", **place, "hoverinfo": "text", "cliponaxis": False, "textangle": 0}


def _hatch(colours: Palette) -> Spec:
    return {"shape": "/", "fgcolor": colours.missing, "bgcolor": "rgba(0,0,0,0)", "size": 5, "solidity": 0.35}


def _said(period: Period, unit: Unit) -> str:
    counted = word(f"chart.evacuated.bar_{unit}", count=round(period.evacuated or 0), date=day(period.first))
    days = "" if unit == "day" else f"<br>{word('chart.evacuated.days', count=period.days_reported)}"
    return counted + days + (f"<br>{word('chart.evacuated.unfinished')}" if period.unfinished else "")


def _subtitle(shown: Sequence[Period], colours: Palette, *, with_bars: bool) -> list[str]:
    silent = with_bars and any(period.evacuated is None for period in shown)
    pale = with_bars and any(period.unfinished and period.evacuated is not None for period in shown)
    parts = [(silent, f"{coloured('▨', colours.missing)} {word('chart.no_report')}")]
    parts.append((pale, f"{coloured('■', rgba(colours.accent, 0.45))} {word('chart.evacuated.unfinished')}"))
    return [text for needed, text in parts if needed]
