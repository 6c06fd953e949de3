"""Names of towns on the map: as many as fit without lying on each other."""

from collections.abc import Sequence

from dashboard.look.palette import Palette
from dashboard.maps.places import Place
from dashboard.maps.spec import Spec, channels
from dashboard.maps.view import pixels

_TEXT_PX = 13
_CHARACTER_PX, _LINE_PX = 6.8, 16.0
# deck.gl draws only ASCII unless told; "auto" takes the characters of the data.
_FONT = {"fontFamily": "Source Sans, sans-serif", "characterSet": "auto", "getSize": _TEXT_PX}


def label_layer(
    places: Sequence[Place], *, radius_px: Sequence[float], zoom: float, colours: Palette, at_most: int
) -> Spec:
    """Names to the right of their circles; towns with most people, then the nearest to the front, come first."""
    chosen = _fitting(places, radius_px, zoom=zoom, at_most=at_most)
    return {
        "@@type": "TextLayer",
        "id": "labels",
        "data": [
            {
                "text": places[i].name,
                "at": [places[i].longitude, places[i].latitude],
                "off": [round(radius_px[i] + 4), 0],
            }
            for i in chosen
        ],
        "getText": "@@=text",
        "getPosition": "@@=at",
        "getPixelOffset": "@@=off",
        "getTextAnchor": "start",
        "getAlignmentBaseline": "center",
        "getColor": channels(colours.text),
        "background": True,
        "getBackgroundColor": channels(colours.surface, 0.6),
        "backgroundPadding": [2, 0],
        "pickable": False,
        **_FONT,
    }


def _fitting(places: Sequence[Place], radius_px: Sequence[float], *, zoom: float, at_most: int) -> list[int]:
    """Indices of towns whose names do not cross one already placed, at the first view."""
    taken: list[tuple[float, float, float]] = []
    chosen: list[int] = []
    for index in sorted(range(len(places)), key=lambda i: _importance(places[i])):
        if len(chosen) >= at_most:
            break
        place = places[index]
        x, y = pixels(place.longitude, place.latitude, zoom)
        left, right = x + radius_px[index], x + radius_px[index] + _CHARACTER_PX * len(place.name) + 8
        if all(abs(y - other) >= _LINE_PX or right < start or left > end for start, end, other in taken):
            taken.append((left, right, y))
            chosen.append(index)
    return sorted(chosen)


def _importance(place: Place) -> tuple[float, float]:
    return -(place.people or 0), place.distance_km if place.distance_km is not None else float("inf")
