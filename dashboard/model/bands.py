"""Distance bands: classes of how near the front is to a town."""

from collections.abc import Sequence
from dataclasses import dataclass

# Each in use by an authority: 10 km forced evacuation of children (Donetsk 2024-25), 15 km its planned widening,
# 25 km IOM's front-line zone, 50 km care institutions moved (Zaporizhzhia). Sources: data/README.md.
EDGES_KM: tuple[float, ...] = (10, 15, 25, 50)


@dataclass(frozen=True)
class Band:
    """Above ``above_km`` up to and including ``up_to_km``; band 0 is inside the held area, the last has no end."""

    index: int
    above_km: float | None
    up_to_km: float | None


def bands(edges_km: Sequence[float] = EDGES_KM) -> tuple[Band, ...]:
    """Band 0 (inside the held area), one for each edge, and the one beyond the last edge."""
    lower = (0.0, *edges_km)
    upper: tuple[float | None, ...] = (*edges_km, None)
    ring = (
        Band(index, above, up_to) for index, (above, up_to) in enumerate(zip(lower, upper, strict=True), 1)
    )
    return (Band(0, None, 0.0), *ring)


def band_index(distance_km: float, edges_km: Sequence[float] = EDGES_KM) -> int:
    """The band of a known distance; a missing distance has none and must not be asked for."""
    if distance_km <= 0:
        return 0
    return 1 + sum(distance_km > edge for edge in edges_km)
