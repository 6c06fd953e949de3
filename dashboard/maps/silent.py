"""A ring around each town that has gone silent, and what it means."""

from collections.abc import Sequence

from dashboard.look.palette import Palette
from dashboard.maps.places import Place
from dashboard.maps.spec import Spec, channels

_APART_PX = 4.0


def silent_layer(places: Sequence[Place], radii_px: Sequence[float], *, colours: Palette) -> list[Spec]:
    """A thin ring at a distance from the circle, in the colour of the text; nothing where no town is silent.

    A sign of shape: colours tell the band. deck.gl has no dashed rings.
    """
    rings = [
        {"at": [place.longitude, place.latitude], "r": radius + _APART_PX}
        for place, radius in zip(places, radii_px, strict=True)
        if place.silent_days is not None
    ]
    if not rings:
        return []
    return [
        {
            "@@type": "ScatterplotLayer",
            "id": "silent",
            "data": rings,
            "getPosition": "@@=at",
            "getRadius": "@@=r",
            "radiusUnits": "pixels",
            "filled": False,
            "stroked": True,
            "getLineColor": channels(colours.text),
            "lineWidthUnits": "pixels",
            "getLineWidth": 1.5,
            "pickable": False,
        }
    ]
