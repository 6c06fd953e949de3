"""A map that costs a slow line nothing: outlines as a picture, towns as links upon it."""

import base64
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pandas import DataFrame

from dashboard.look.html import Html, both, element, joined, page_address
from dashboard.look.labels import silent_name
from dashboard.look.palette import DARK, LIGHT, palette
from dashboard.look.words import word
from dashboard.maps.places import Place, places_of
from dashboard.model.bands import EDGES_KM, band_index

_WIDTH = 1000  # of the picture's own units
_MARGIN_DEGREES = 0.12
_TOWNS_AT_MOST = 400  # the first ones: more dots hide each other, and 4,000 weigh 1.5 MB


@dataclass(frozen=True)
class _Window:
    """The part of the world in sight, in degrees; a degree of longitude is ``shrink`` of one of latitude."""

    west: float
    south: float
    east: float
    north: float

    @property
    def shrink(self) -> float:
        return math.cos(math.radians((self.south + self.north) / 2))

    @property
    def height(self) -> float:
        return _WIDTH * (self.north - self.south) / ((self.east - self.west) * self.shrink)

    def share(self, longitude: float, latitude: float) -> tuple[float, float]:
        """A point's place as shares of width and height, from the upper left."""
        return (longitude - self.west) / (self.east - self.west), (self.north - latitude) / (
            self.north - self.south
        )


def small_map(
    towns: DataFrame,
    *,
    label: str,
    theme: str,
    held: Mapping[str, Any] | None = None,
    outlines: Sequence[Mapping[str, Any]] = (),
    edges_km: Sequence[float] = EDGES_KM,
) -> Html:
    """Towns as ``towns_map`` takes them, each a link to its page, coloured by band and as large as people remain."""
    places = places_of(towns.head(_TOWNS_AT_MOST), edges_km=edges_km)
    if not places:
        return element("div", word("missing.rows"), class_="dash-empty")
    window = _window(places)
    most = max((place.people or 0 for place in places), default=0) or 1
    dots = [_dot(place, window, most, edges_km) for place in places]
    style = f"aspect-ratio:{_WIDTH}/{window.height:.0f}"
    drawn = element(
        "div",
        _picture(window, outlines, held, theme=theme),
        *dots,
        class_="dash-map",
        style=style,
        role="group",
        aria_label=label,
    )
    if all(place.silent_days is None for place in places):
        return drawn
    return joined([drawn, element("div", word("map.silent"), class_="dash-note")])


def _window(places: Sequence[Place]) -> _Window:
    longitudes, latitudes = [p.longitude for p in places], [p.latitude for p in places]
    west, east = min(longitudes) - _MARGIN_DEGREES, max(longitudes) + _MARGIN_DEGREES
    south, north = min(latitudes) - _MARGIN_DEGREES, max(latitudes) + _MARGIN_DEGREES
    return _Window(west, south, east, north)


def _dot(place: Place, window: _Window, most: float, edges_km: Sequence[float]) -> Html:
    x, y = window.share(place.longitude, place.latitude)
    size = 8 if place.people is None else max(9, round(30 * math.sqrt(place.people / most)))
    count = len(edges_km) + 2
    band = None if place.distance_km is None else band_index(place.distance_km, edges_km)
    colours = both((LIGHT.bands(count)[band], DARK.bands(count)[band])) if band is not None else ""
    kind = "dash-dot" if place.people is not None and band is not None else "dash-dot dash-ring"
    kind += "" if place.silent_days is None else " dash-quiet"
    return element(
        "a",
        href=page_address("town", code=place.code),
        target="_self",
        class_=kind,
        style=f"left:{100 * x:.2f}%;top:{100 * y:.2f}%;--size:{size}px;{colours}",
        title=place.tip,
        aria_label=silent_name(place.name, place.silent_days),
    )


def _picture(
    window: _Window, outlines: Sequence[Mapping[str, Any]], held: Mapping[str, Any] | None, *, theme: str
) -> Html:
    colours = palette(theme)
    borders = "".join(_path(shape, window) for shape in outlines)
    area = "" if held is None else _path(held, window)
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {window.height:.0f}">'
        f'<path d="{borders}" fill="{colours.raised}" stroke="{colours.rest}" stroke-width="2"/>'
        f'<path d="{area}" fill="{colours.held_fill}" fill-opacity=".22" '
        f'stroke="{colours.held_line}" stroke-width="3"/>'
        "</svg>"
    )
    source = f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}"
    return element("img", src=source, alt="")


def _path(shape: Mapping[str, Any], window: _Window) -> str:
    """The rings of a polygon that come near the window, as an SVG path."""
    return "".join(
        "M" + "L".join(f"{x * _WIDTH:.0f},{y * window.height:.0f}" for x, y in ring) + "Z"
        for ring in _rings(shape, window)
    )


def _rings(shape: Mapping[str, Any], window: _Window) -> Iterator[list[tuple[float, float]]]:
    polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    aside = (window.east - window.west) / 2
    for polygon in polygons:
        for ring in polygon:
            longitudes = [point[0] for point in ring]
            if min(longitudes) < window.east + aside and max(longitudes) > window.west - aside:
                yield [window.share(point[0], point[1]) for point in ring]
