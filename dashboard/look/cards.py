"""Key figures: what it is, the figure, how it changed, what stands behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.look.html import Html, element, joined
from dashboard.look.words import word


@dataclass(frozen=True)
class KeyFigure:
    """One card. Texts are finished; ``value`` None is a figure nobody reported.

    ``tone`` is "plain", "caution" (old, incomplete) or "action" (somebody must act now). ``notes`` are grey lines;
    ``credit`` is its source and date, for figures that do not share the credit of the page.
    """

    label: str
    value: str | None
    unit: str = ""
    change: str = ""
    notes: tuple[str, ...] = ()
    spark: Html | None = None
    tone: str = "plain"
    credit: str = ""


def key_figures(figures: Sequence[KeyFigure]) -> Html:
    """The cards side by side: up to five on a desk, two on a phone."""
    cards = [_card(figure) for figure in figures]
    grid = element("div", *cards, class_="dash-figures", style=f"--n:{min(len(cards), 5)}")
    return element("section", grid, class_="dash-wide", aria_label=word("figure.section"))


def _card(figure: KeyFigure) -> Html:
    lines = [element("div", line, class_="dash-note") for line in (*figure.notes, figure.credit) if line]
    change = [element("div", figure.change, class_="dash-change")] if figure.change else []
    return element(
        "div",
        element("div", figure.label, class_="dash-label"),
        element("div", _value(figure), figure.spark or "", class_="dash-value"),
        *change,
        *lines,
        class_=f"dash-card dash-{figure.tone}",
    )


def _value(figure: KeyFigure) -> Html:
    if figure.value is None:
        return element("span", word("missing.report"), class_="dash-missing")
    unit = [element("span", f" {figure.unit}", class_="dash-unit")] if figure.unit else []
    return element("span", joined([figure.value, *unit]), class_="dash-number")
