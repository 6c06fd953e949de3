"""The parts of a rank beside each other: each as high as the part, as wide as its weight, so that areas add up."""

from collections.abc import Sequence

from dashboard.look.formats import is_missing
from dashboard.look.html import Html, element


def part_bars(parts: Sequence[float | None], *, shares: Sequence[float], label: str) -> Html:
    """A bar for each part (0 to 1) of a weight (``shares``, together 1); a missing one is dashed at half its height."""
    bars = [_bar(part, share) for part, share in zip(parts, shares, strict=True)]
    return element("span", *bars, class_="dash-parts", role="img", aria_label=label)


def _bar(part: float | None, share: float) -> Html:
    if is_missing(part):
        return element("i", class_="dash-halved", style=f"flex-grow:{share:.3f}")
    return element("i", style=f"flex-grow:{share:.3f};height:{part:.0%}")
