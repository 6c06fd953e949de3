"""Towns as large as people remain, coloured by distance or status, and the area held by the other side."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pandas import DataFrame

from dashboard.look.credit import Credit
from dashboard.look.palette import Palette, palette
from dashboard.maps.labels import label_layer
from dashboard.maps.places import Place, in_focus, places_of
from dashboard.maps.shapes import held_layer, outline_layer
from dashboard.maps.silent import silent_layer
from dashboard.maps.spec import NO_BASEMAP, Spec, TownsMap, channels, inert
from dashboard.maps.view import HEIGHT_PX, WIDTH_PX, view_of
from dashboard.model.bands import EDGES_KM, band_index

_SMALLEST_PX, _LARGEST_PX, _RING_PX, _INSIDE_PX = 4.0, 24.0, 5.0, 2.0


def towns_map(
    towns: DataFrame,
    *,
    credit: Credit,
    theme: str,
    held: Mapping[str, Any] | None = None,
    outlines: Sequence[Mapping[str, Any]] | str = (),
    edges_km: Sequence[float] = EDGES_KM,
    colour_by: Literal["band", "status"] = "band",
    basemap_style_url: str | None = None,
    labels_at_most: int = 40,
    width_px: int = WIDTH_PX,
    height_px: int = HEIGHT_PX,
) -> TownsMap:
    """A map of one row per town; towns without coordinates are counted and left out.

    Frame: town_code, town_name, latitude, longitude, people, people_date, front_distance_km, distance_date,
    status; values may be missing. Towns with a number in ``silent_days``, if it is there, have a second ring.
    ``held`` comes from ``display_shape``, ``outlines`` from ``display_outlines`` or is the path of a GeoJSON
    file of this server, which a browser keeps from one map to the next. Without ``basemap_style_url`` nothing
    is fetched from anywhere else. A town's place in the layer "towns" leads to its code by ``TownsMap.towns``.
    """
    places = places_of(towns, edges_km=edges_km)
    colours = palette(theme)
    seen = in_focus(places)
    view = view_of(
        [p.longitude for p in seen], [p.latitude for p in seen], width_px=width_px, height_px=height_px
    )
    layers = [
        *([] if basemap_style_url else outline_layer(outlines, colours)),
        *held_layer(held, colours),
        _town_layer(places, colours, edges_km=edges_km, colour_by=colour_by),
        *silent_layer(places, _radii(places), colours=colours),
        label_layer(seen, radius_px=_radii(seen), zoom=view["zoom"], colours=colours, at_most=labels_at_most),
    ]
    spec = {
        "initialViewState": view,
        "layers": layers,
        "views": [{"@@type": "MapView", "controller": True}],
        **_basemap(basemap_style_url),
    }
    codes, missing = tuple(place.code for place in places), len(towns) - len(places)
    return TownsMap(spec, credit=credit, missing_coordinates=missing, towns=codes, colours=colours)


def _basemap(style_url: str | None) -> Spec:
    return (
        {"mapStyle": NO_BASEMAP} if style_url is None else {"mapProvider": "maplibre", "mapStyle": style_url}
    )


def _town_layer(
    places: Sequence[Place], colours: Palette, *, edges_km: Sequence[float], colour_by: str
) -> Spec:
    fills = _fills(places, colours, edges_km=edges_km, colour_by=colour_by)
    line, missing, clear = channels(colours.surface), channels(colours.quiet), channels(colours.surface, 0.6)
    rows = zip(places, fills, _radii(places), strict=True)
    return {
        "@@type": "ScatterplotLayer",
        "id": "towns",
        "data": [
            {
                "code": inert(place.code),
                "tip": place.tip,
                "at": [place.longitude, place.latitude],
                "r": radius,
                "fill": clear if fill is None or place.people is None else fill,
                "line": missing if fill is None else fill if place.people is None else line,
            }
            for place, fill, radius in rows
        ],
        "getPosition": "@@=at",
        "getRadius": "@@=r",
        "radiusUnits": "pixels",
        "getFillColor": "@@=fill",
        "getLineColor": "@@=line",
        "stroked": True,
        "lineWidthUnits": "pixels",
        "getLineWidth": 2,
        "pickable": True,
        "autoHighlight": True,
        "highlightColor": channels(colours.accent, 0.5),
    }


def _fills(
    places: Sequence[Place], colours: Palette, *, edges_km: Sequence[float], colour_by: str
) -> list[list[int] | None]:
    """The colour of each town, None where its distance or status is not known."""
    if colour_by == "status":
        known = {status: channels(colour) for status, colour in colours.statuses.items()}
        return [known.get(place.status or "") for place in places]
    bands = [channels(colour, 0.92) for colour in colours.bands(len(edges_km) + 2)]
    return [None if p.distance_km is None else bands[band_index(p.distance_km, edges_km)] for p in places]


def _radii(places: Sequence[Place]) -> list[float]:
    """The area of a circle is the number of people; a town without a number is a small ring."""
    most = max((place.people or 0 for place in places), default=0) or 1
    return [
        (_INSIDE_PX if place.distance_km == 0 else _RING_PX)
        if place.people is None
        else round(max(_SMALLEST_PX, _LARGEST_PX * math.sqrt(place.people / most)), 1)
        for place in places
    ]
