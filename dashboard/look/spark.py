"""A row of small bars inside a line of text: one element cut to shape, in the colour of the theme."""

from collections.abc import Sequence

from dashboard.look.formats import is_missing
from dashboard.look.html import Html, element

AT_MOST = 30  # bars; more do not fit the 80 pixels and only make the page heavier
ZERO_SHARE = 0.06  # height of a reported zero, so that it differs from a missing report, which has no bar


def sparkline(values: Sequence[float | None], *, label: str) -> Html:
    """The newest ``AT_MOST`` values as bars from 0, with gaps where one is missing; ``label`` says it in words."""
    shown = [None if is_missing(value) else float(value or 0) for value in values[-AT_MOST:]]
    known = [value for value in shown if value is not None]
    if not known:
        return element("span", class_="dash-spark", role="img", aria_label=label)
    shape = f"clip-path:polygon({','.join(_outline(shown, max(*known, 0.0, 1e-9)))})"
    return element("span", class_="dash-spark dash-drawn", role="img", aria_label=label, style=shape)


def _outline(values: Sequence[float | None], highest: float) -> list[str]:
    """The bars as one polygon that runs along the ground between them."""
    width = 100 / len(values)
    corners = ["0 100%"]
    for index, value in enumerate(values):
        if value is None:
            continue
        left, right = f"{index * width:.4g}%", f"{(index + 0.75) * width:.4g}%"
        top = f"{100 * (1 - max(value / highest, ZERO_SHARE)):.3g}%"
        corners += [f"{left} 100%", f"{left} {top}", f"{right} {top}", f"{right} 100%"]
    return [*corners, "100% 100%"]
