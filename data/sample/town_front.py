"""The front as one town saw it: the real distances, read as the step function they are."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from data.canonical import Row


@dataclass(frozen=True)
class TownFront:
    """Distances of one town by day, in order of days."""

    days: tuple[date, ...]
    distances_km: tuple[float, ...]

    def distance_km(self, day: date) -> float:
        """The newest distance on or before the day; before the first one, the first."""
        return self.distances_km[max(0, bisect_right(self.days, day) - 1)]

    @property
    def held_since(self) -> date:
        """The first measured day inside the held area; the day after time where there is none."""
        return next((day for day, km in zip(self.days, self.distances_km, strict=True) if km == 0), date.max)

    def nearest_by(self, day: date) -> float:
        """The smallest distance up to the day, in km: what closed or was ordered then stays so."""
        return min(self.distances_km[: max(1, bisect_right(self.days, day))])


def fronts(distances: Iterable[Row]) -> dict[str, TownFront]:
    """From rows of front_distances of one source, by town code."""
    series: dict[str, list[tuple[date, float]]] = {}
    for row in distances:
        measured = (date.fromisoformat(row["date"]), float(row["front_distance_km"]))
        series.setdefault(row["town_code"], []).append(measured)
    return {code: TownFront(*zip(*sorted(measures), strict=True)) for code, measures in series.items()}
