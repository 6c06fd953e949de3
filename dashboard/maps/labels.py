"""Names of towns on the map: as many as fit without lying on each other."""

from collections.abc import Sequence

from dashboard.look.palette import Palette
from dashboard.maps.places import Place
from dashboard.maps.spec import Spec, channels
from dashboard.maps.view import pixels

Box = tuple[float, float, float, float]

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
    """Indices of towns whose names cross no name already placed and no larger town, at the first view."""
    spots = [pixels(place.longitude, place.latitude, zoom=zoom) for place in places]
    taken = [
        (x - radius, x + radius, y - radius, y + radius)
        for (x, y), radius, place in zip(spots, radius_px, places, strict=True)
        if radius > _LINE_PX / 2 and place.people
    ]
    chosen: list[int] = []
    for index in sorted(range(len(places)), key=lambda i: _importance(places[i])):
        if len(chosen) >= at_most:
            break
        x, y = spots[index]
        left = x + radius_px[index] + 2
        box = (left, left + _CHARACTER_PX * len(places[index].name), y - _LINE_PX / 2, y + _LINE_PX / 2)
        if not any(_cross(box, other) for other in taken):
            taken.append(box)
            chosen.append(index)
    return sorted(chosen)


def _cross(one: Box, other: Box) -> bool:
    """Whether two boxes (left, right, top, bottom) lie on each other."""
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def _importance(place: Place) -> tuple[float, float]:
    return -(place.people or 0), place.distance_km if place.distance_km is not None else float("inf")
