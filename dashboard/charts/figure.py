"""The frame of every chart: title, source and date inside the picture, fonts and colours of the theme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plotly.basedatatypes import BaseFigure

from dashboard.charts.texts import FONT, SMALL_PX, Spec, foot, head, label
from dashboard.look.credit import Credit
from dashboard.look.escape import for_html
from dashboard.look.palette import Palette, palette
from dashboard.look.words import GROUP, word

TICKS_PX = 40  # two lines: day and month, year
CONFIG: Mapping[str, Any] = {"displaylogo": False, "modeBarButtons": [["toImage"]], "scrollZoom": False}


@dataclass(frozen=True)
class Margins:
    """Pixels left and right of the plot; two charts with the same pair share their time axis."""

    left: int = 44
    right: int = 16


ALIGNED = Margins(left=104, right=16)


class Figure(BaseFigure):  # type: ignore[misc]  # Plotly comes without types
    """A finished specification in the place of a Plotly figure.

    Streamlit 1.67 asks a figure only for ``to_dict``. Handing over the dictionary takes 0.1 ms where building
    and reading back ``graph_objects`` takes 8; the tests validate each specification with ``graph_objects``.
    """

    def __init__(self, spec: Spec, *, title: str, credit: Credit, said: str = "") -> None:
        self.__dict__.update(_spec=spec, _title=title, _credit=credit, _said=said)

    def to_dict(self) -> Spec:
        spec: Spec = self.__dict__["_spec"]
        return spec

    to_plotly_json = to_dict

    @property
    def credit(self) -> Credit:
        credit: Credit = self.__dict__["_credit"]
        return credit

    @property
    def alt(self) -> str:
        """What a screen reader says in place of the picture."""
        said = f" {self.__dict__['_said']}" if self.__dict__["_said"] else ""
        return f"{self.__dict__['_title']}.{said} {self.credit.sentence()}"

    @property
    def config(self) -> Spec:
        """For ``st.plotly_chart(.., theme=None, config=figure.config)``: only the button that saves a PNG."""
        name = "".join(c if c.isalnum() else "_" for c in self.__dict__["_title"].lower()).strip("_")
        return {**CONFIG, "toImageButtonOptions": {"format": "png", "scale": 2, "filename": name[:80]}}


def figure(
    traces: Sequence[Spec],
    *,
    title: str,
    credit: Credit,
    theme: str,
    subtitle: Sequence[str] = (),
    plot_px: int = 260,
    margins: Margins = Margins(),
    layout: Mapping[str, Any] | None = None,
    annotations: Sequence[Spec] = (),
    top_px: int = 0,
    ticks_px: int = TICKS_PX,
    said: str = "",
) -> Figure:
    """A chart with title and credit inside the picture, so that a saved PNG carries them.

    ``title`` and ``credit`` are plain text; ``subtitle`` are parts in Plotly's markup, data escaped.
    ``plot_px`` is the height of the plot alone, ``top_px`` room above it for labels, ``ticks_px`` below it
    for those of the axis. ``said`` are plain sentences about what is drawn, for those who do not see it.
    """
    colours = palette(theme)
    above, above_px = head(title, subtitle, colours=colours)
    below, below_px = foot(credit, colours)
    top, bottom = above_px + top_px, ticks_px + below_px + 8
    spec = {
        "data": list(traces),
        "layout": {
            **_base(colours),
            "height": top + plot_px + bottom,
            "margin": {"l": margins.left, "r": margins.right, "t": top, "b": bottom, "autoexpand": False},
            **(layout or {}),
            "annotations": [
                *annotations,
                {**above, **_CORNER, "y": 1, "yanchor": "top", "yshift": top, "xshift": -margins.left},
                {**below, **_CORNER, "yshift": -bottom, "xshift": -margins.left},
            ],
        },
    }
    return Figure(spec, title=title, credit=credit, said=said)


def empty_figure(*, title: str, credit: Credit, theme: str, sentence: str | None = None) -> Figure:
    """The frame of a chart that has nothing to show, and says so."""
    note = {
        **label(word("chart.empty") if sentence is None else for_html(sentence), palette(theme)),
        "x": 0.5,
        "y": 0.5,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "center",
    }
    hidden = {"visible": False, "fixedrange": True}
    layout = {"xaxis": hidden, "yaxis": hidden}
    return figure([], title=title, credit=credit, theme=theme, plot_px=96, layout=layout, annotations=[note])


_CORNER: Spec = {
    "x": 0,
    "xref": "paper",
    "xanchor": "left",
    "y": 0,
    "yref": "paper",
    "yanchor": "bottom",
    "align": "left",
}


def _base(colours: Palette) -> Spec:
    font = {"family": FONT, "size": SMALL_PX, "color": colours.text}
    return {
        "font": font,
        "paper_bgcolor": colours.surface,
        "plot_bgcolor": colours.surface,
        "separators": f".{GROUP}",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": colours.raised,
            "bordercolor": colours.missing,
            "font": font,
            "align": "left",
        },
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": colours.quiet, "activecolor": colours.text},
    }
