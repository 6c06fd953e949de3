"""Distance bands behind a chart: shading, ticks at the edges, labels at the right."""

from collections.abc import Sequence

from dashboard.charts.texts import Spec, label
from dashboard.look.colour import rgba
from dashboard.look.labels import band_labels
from dashboard.look.palette import Palette

_LABEL_PX = 20


def band_shapes(edges_km: Sequence[float], *, highest_km: float, colours: Palette) -> list[Spec]:
    """A pale stripe for each band below ``highest_km``, stronger the nearer it is."""
    fills = colours.bands(len(edges_km) + 2)[1:]
    lower = (0.0, *edges_km)
    upper = (*edges_km, highest_km)
    strength = [0.2 - 0.13 * i / max(len(edges_km), 1) for i in range(len(lower))]
    return [
        {**_STRIPE, "y0": low, "y1": min(high, highest_km), "fillcolor": rgba(fill, round(alpha, 3))}
        for low, high, fill, alpha in zip(lower, upper, fills, strength, strict=True)
        if low < highest_km
    ]


def band_notes(edges_km: Sequence[float], *, highest_km: float, colours: Palette, plot_px: int) -> list[Spec]:
    """The label of each band that is high enough to hold one, on a veil that keeps it readable over lines."""
    lower, upper = (0.0, *edges_km), (*edges_km, highest_km)
    names = band_labels(edges_km)[1:]
    return [
        {**label(name, colours), **_CORNER, "bgcolor": rgba(colours.surface, 0.6), "y": min(high, highest_km)}
        for low, high, name in zip(lower, upper, names, strict=True)
        if (min(high, highest_km) - low) / highest_km * plot_px >= _LABEL_PX
    ]


def band_ticks(edges_km: Sequence[float], highest_km: float) -> list[float]:
    """0, the edges in sight, and beyond the last edge even steps."""
    ticks = [0.0, *(edge for edge in edges_km if edge <= highest_km)]
    step = max(25.0, 25.0 * round(highest_km / 100))
    beyond = ticks[-1] + step
    while beyond <= highest_km:
        ticks.append(beyond)
        beyond += step
    return ticks


_STRIPE: Spec = {"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "line": {"width": 0}, "layer": "below"}
_CORNER: Spec = {"x": 0, "xref": "paper", "xanchor": "left", "yanchor": "top", "borderpad": 1}
