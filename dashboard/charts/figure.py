"""The frame of every chart: title, source and date inside the picture, fonts and colours of the theme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from plotly.basedatatypes import BaseFigure  # type: ignore[import-untyped]

from dashboard.look.credit import Credit
from dashboard.look.escape import for_html, visible
from dashboard.look.palette import Palette, palette
from dashboard.look.words import GROUP, word

Spec = dict[str, Any]

FONT = '"Source Sans", "Source Sans 3", sans-serif'
TEXT_PX, SMALL_PX = 15, 13
LINE_PX = 18
TITLE_CHARACTERS, SMALL_CHARACTERS = 46, 62  # fit into 350 pixels, the width of a phone without its margins
_PART = " · "  # between the parts of a credit and of a subtitle
TICKS_PX = 40  # two lines: day and month, year
CONFIG: Mapping[str, Any] = {"displaylogo": False, "modeBarButtons": [["toImage"]], "scrollZoom": False}


@dataclass(frozen=True)
class Margins:
    """Pixels left and right of the plot; the same pair on two charts puts their time axes above each other."""

    left: int = 44
    right: int = 16


ALIGNED = Margins(left=104, right=16)


class Figure(BaseFigure):  # type: ignore[misc]
    """A finished specification in the place of a Plotly figure.

    Streamlit 1.67 asks a figure only for ``to_dict``. Handing over the dictionary takes 0.1 ms where building and
    reading back ``graph_objects`` takes 8; the tests validate each specification with ``graph_objects``.
    """

    def __init__(self, spec: Spec, *, title: str, credit: Credit) -> None:
        self.__dict__.update(_spec=spec, _title=title, _credit=credit)

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
        return f"{self.__dict__['_title']}. {self.credit.sentence()}"

    @property
    def height_px(self) -> int:
        height: int = self.to_dict()["layout"]["height"]
        return height

    @property
    def config(self) -> Spec:
        """For ``st.plotly_chart(figure, theme=None, config=figure.config)``: only the button that saves a PNG."""
        name = "".join(c if c.isalnum() else "_" for c in self.__dict__["_title"].lower()).strip("_")
        return {**CONFIG, "toImageButtonOptions": {"format": "png", "scale": 2, "filename": name[:80]}}


def figure(
    traces: Sequence[Spec],
    *,
    title: str,
    credit: Credit,
    theme: str,
    subtitle: str = "",
    plot_px: int = 260,
    margins: Margins = Margins(),
    layout: Mapping[str, Any] | None = None,
    annotations: Sequence[Spec] = (),
    top_px: int = 0,
    ticks_px: int = TICKS_PX,
) -> Figure:
    """A chart with its title above and its credit below, both inside the picture, so that a saved PNG carries them.

    ``title`` and ``credit`` are plain text; ``subtitle`` is Plotly's markup, its data already escaped. ``plot_px`` is
    the height of the plot alone, ``top_px`` room above it for labels, ``ticks_px`` below it for those of the axis.
    """
    colours = palette(theme)
    head, head_px = _head(title, subtitle, colours)
    lines = _credit_lines(credit)
    top, bottom = head_px + top_px, ticks_px + LINE_PX * len(lines) + 8
    spec = {
        "data": list(traces),
        "layout": {
            **_base(colours),
            "height": top + plot_px + bottom,
            "margin": {"l": margins.left, "r": margins.right, "t": top, "b": bottom, "autoexpand": False},
            **(layout or {}),
            "annotations": [
                *annotations,
                {**head, **_CORNER, "y": 1, "yanchor": "top", "yshift": top, "xshift": -margins.left},
                {**_credit(lines, colours), **_CORNER, "yshift": -bottom, "xshift": -margins.left},
            ],
        },
    }
    return Figure(spec, title=title, credit=credit)


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


def label(text: str, colours: Palette) -> Spec:
    """A small quiet text without arrow; the caller adds where it stands. ``text`` is Plotly's markup."""
    return {"text": text, "showarrow": False, "font": {"size": SMALL_PX, "color": colours.quiet}}


def coloured(sign: str, colour: str) -> str:
    """A sign in a colour, for subtitles and labels whose words stay in the colour of text."""
    return f'<span style="color:{colour}">{sign}</span>'


_CORNER: Spec = {
    "x": 0,
    "xref": "paper",
    "xanchor": "left",
    "y": 0,
    "yref": "paper",
    "yanchor": "bottom",
    "align": "left",
}


def _head(title: str, subtitle: str, colours: Palette) -> tuple[Spec, int]:
    """Title and subtitle as one text, and its height; Plotly's own title would be cut off with two lines."""
    lines = wrap(visible(title), TITLE_CHARACTERS)
    text = f"<b>{'<br>'.join(for_html(line) for line in lines)}</b>"
    small = (
        f'<br><span style="font-size:{SMALL_PX}px;color:{colours.quiet}">{subtitle}</span>'
        if subtitle
        else ""
    )
    rows = len(lines) + (subtitle.count("<br>") + 1 if subtitle else 0)
    font = {"size": TEXT_PX, "color": colours.text}
    return {"text": text + small, "showarrow": False, "font": font, "name": "title"}, 20 * rows + 8


def _credit(lines: Sequence[str], colours: Palette) -> Spec:
    return {**label("<br>".join(for_html(line) for line in lines), colours), "name": "credit"}


def _credit_lines(credit: Credit) -> list[str]:
    """The credit broken between its parts, so that each line fits on a phone."""
    lines: list[str] = []
    for part in visible(credit.sentence()).split(_PART):
        fits = lines and len(lines[-1]) + len(_PART) + len(part) <= SMALL_CHARACTERS
        if fits:
            lines[-1] += _PART + part
        else:
            lines += wrap(part, SMALL_CHARACTERS)
    return lines


def _base(colours: Palette) -> Spec:
    return {
        "font": {"family": FONT, "size": SMALL_PX, "color": colours.text},
        "paper_bgcolor": colours.surface,
        "plot_bgcolor": colours.surface,
        "separators": f".{GROUP}",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": colours.raised,
            "bordercolor": colours.missing,
            "font": {"family": FONT, "size": SMALL_PX, "color": colours.text},
            "align": "left",
        },
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": colours.quiet, "activecolor": colours.text},
    }
