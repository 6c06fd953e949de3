"""Towns as points on a map, each with the text that appears when it is pointed at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pandas import DataFrame

from dashboard.look.escape import visible
from dashboard.look.formats import day, is_missing, km, people
from dashboard.look.labels import band_labels, status_name
from dashboard.look.words import word
from dashboard.maps.spec import inert
from dashboard.model.bands import band_index

_COLUMNS = (
    "town_code",
    "town_name",
    "longitude",
    "latitude",
    "people",
    "people_date",
    "front_distance_km",
    "distance_date",
    "status",
)


@dataclass(frozen=True)
class Place:
    """One town with coordinates; ``tip`` is plain text in lines."""

    code: str
    name: str
    longitude: float
    latitude: float
    people: float | None
    distance_km: float | None
    status: str | None
    tip: str
    silent_days: int | None = None


def places_of(towns: DataFrame, *, edges_km: Sequence[float]) -> list[Place]:
    """The towns that have coordinates, most people first: later circles are drawn on top of earlier ones.

    Where the frame has ``silent_days``, a town with a number there has not reported for so long that it is silent.
    """
    labels = band_labels(edges_km)
    found = []
    silences = _silences(towns)
    for row in zip(*(_values(towns, name) for name in _COLUMNS), silences, strict=True):
        code, name, longitude, latitude, count, counted, distance_km, measured, status, silent = row
        if longitude is None or latitude is None:
            continue
        band = None if distance_km is None else labels[band_index(distance_km, edges_km)]
        shown = inert(visible(name))
        lines = [shown, _distance(distance_km, band, measured), _people(count, counted), _status(status)]
        tip = "\n".join(lines if silent is None else [*lines, word("silence.tip", count=silent)])
        place = (round(longitude, 4), round(latitude, 4))
        found.append(Place(code, shown, *place, count, distance_km, status, tip, silent))
    return sorted(found, key=lambda place: -(place.people or 0))


def _silences(towns: DataFrame) -> list[int | None]:
    found = _values(towns, "silent_days") if "silent_days" in towns else [None] * len(towns)
    return [None if days is None else int(days) for days in found]


def _values(towns: DataFrame, name: str) -> list[Any]:
    """A column as plain values with None for missing; dates as dates."""
    column = towns[name]
    if name.endswith("_date"):
        return list(column.to_numpy().astype("datetime64[D]").astype(object))
    return [None if is_missing(value) else value for value in column.tolist()]


def _distance(distance_km: float | None, band: str | None, measured: date | None) -> str:
    if distance_km is None:
        return word("map.tip_no_distance")
    return word("map.tip_distance", distance=km(distance_km), band=band, date=day(measured))


def _people(count: float | None, counted: date | None) -> str:
    if count is None:
        return word("map.tip_no_people")
    return word("map.tip_people", people=people(count), date=day(counted))


def _status(status: str | None) -> str:
    return word("map.tip_status", status=status_name(status))


def in_focus(places: Sequence[Place]) -> list[Place]:
    """The towns that the map is drawn for: those outside the held area, and all where there are none outside."""
    return [place for place in places if place.distance_km != 0] or list(places)
