"""People evacuated by one dimension: town, area, team, destination or group, largest first."""

from collections.abc import Sequence

from pandas import DataFrame

from dashboard.charts.figure import Figure, Margins, empty_figure, figure
from dashboard.charts.texts import SMALL_PX, Spec, label
from dashboard.look.credit import Credit
from dashboard.look.escape import for_plotly
from dashboard.look.formats import is_missing, people
from dashboard.look.labels import group_name, silent_name
from dashboard.look.palette import Palette, palette
from dashboard.look.words import word
from dashboard.model.codes import GROUPS

_ROW_PX = 44  # the name stands above its bar, so that long names stay whole on a phone
_BAR_SHARE = 0.3


def evacuated_by(
    values: DataFrame,
    *,
    title: str,
    credit: Credit,
    theme: str,
    at_most: int = 12,
    subtitle: Sequence[str] = (),
) -> Figure:
    """One bar per ``value`` of the frame (value, evacuated, reports, towns); a missing value is "not stated".

    A town with a number in ``silent_days``, where the frame has these, is marked.

    Beyond ``at_most`` the smaller ones are added up as others. Values whose number nobody reported are left
    out of the bars and keep their row.
    """
    if values.empty:
        return empty_figure(title=title, credit=credit, theme=theme)
    colours = palette(theme)
    rows = _rows(values, at_most)
    highest = max((count for _, count, _ in rows if count is not None), default=0) or 1
    places = list(range(len(rows)))
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": [count or 0 for _, count, _ in rows],
        "y": places,
        "width": _BAR_SHARE,
        "marker": {"color": colours.accent, "line": {"width": 0}},
        "text": [f" {people(count)}" for _, count, _ in rows],
        "textposition": "outside",
        "constraintext": "none",
        "textfont": {"color": colours.text, "size": SMALL_PX},
        "cliponaxis": False,
        "hovertext": [_said(*row) for row in rows],
        "hoverinfo": "text",
    }
    hidden: Spec = {"visible": False, "fixedrange": True}
    layout = {
        "xaxis": {**hidden, "range": [0, highest * 1.02]},
        "yaxis": {**hidden, "range": [len(rows) - 0.7, -0.6]},
    }
    return figure(
        [bars],
        title=title,
        credit=credit,
        theme=theme,
        subtitle=subtitle,
        plot_px=_ROW_PX * len(rows) + 8,
        margins=Margins(left=0, right=64),
        layout=layout,
        annotations=[_name(name, place, colours) for place, (name, _, _) in zip(places, rows, strict=True)],
        ticks_px=8,
    )


def _rows(values: DataFrame, at_most: int) -> list[tuple[str, int | None, int]]:
    """Name, people and reports of each row, largest first; what is not stated and the others come last."""
    columns = (values[name].tolist() for name in ("value", "evacuated", "reports"))
    marks = values["silent_days"].tolist() if "silent_days" in values else [None] * len(values)
    found = [
        (
            name if is_missing(days) else silent_name(name, days),
            None if is_missing(n) else round(n),
            int(reports),
        )
        for name, n, reports, days in zip(*columns, marks, strict=True)
    ]
    stated = sorted(
        (row for row in found if not is_missing(row[0])), key=lambda row: -(-1 if row[1] is None else row[1])
    )
    rows = [(_named(str(value)), count, reports) for value, count, reports in stated[:at_most]]
    others = stated[at_most:]
    if others:
        known = [count for _, count, _ in others if count is not None]
        name = word("chart.others", count=len(others))
        rows.append((name, sum(known) if known else None, sum(reports for _, _, reports in others)))
    return rows + [
        (word("missing.value"), count, reports) for name, count, reports in found if is_missing(name)
    ]


def _named(value: str) -> str:
    """Sex and age groups come as codes of the data model, everything else as names."""
    return group_name(value) if value in GROUPS else value


def _said(name: str, count: int | None, reports: int) -> str:
    return word("chart.evacuated.value", name=for_plotly(name), people=people(count), count=reports)


def _name(name: str, place: int, colours: Palette) -> Spec:
    spot: Spec = {"x": 0, "xref": "paper", "y": place - 0.15, "xanchor": "left", "yanchor": "bottom"}
    return {**label(for_plotly(name), colours), **spot, "font": {"size": SMALL_PX, "color": colours.text}}
