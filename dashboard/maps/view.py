"""Where a map looks at first: all given places in sight."""

import math
from collections.abc import Sequence

from dashboard.maps.spec import Spec

WIDTH_PX, HEIGHT_PX = 640, 440  # a guess between desk and phone; the server does not know the width
_PADDING_PX = 48
_TILE_PX = 512
_NEAREST_ZOOM, _FARTHEST_ZOOM = 11.0, 3.0
UKRAINE: tuple[float, float, float] = (
    31.4,
    48.6,
    4.6,
)  # longitude, latitude, zoom where there is no town to look at


def view_of(
    longitudes: Sequence[float],
    latitudes: Sequence[float],
    *,
    width_px: int = WIDTH_PX,
    height_px: int = HEIGHT_PX,
) -> Spec:
    """The view state that shows all points in a map of this size (web Mercator)."""
    if not longitudes:
        return _state(*UKRAINE)
    left, right = min(longitudes), max(longitudes)
    low, high = _mercator(min(latitudes)), _mercator(max(latitudes))
    wide = (width_px - 2 * _PADDING_PX) / max((right - left) / 360, 1e-9)
    tall = (height_px - 2 * _PADDING_PX) / max(high - low, 1e-9)
    zoom = math.log2(min(wide, tall) / _TILE_PX)
    middle = math.degrees(2 * math.atan(math.exp((low + high) * math.pi)) - math.pi / 2)
    return _state((left + right) / 2, middle, min(max(zoom, _FARTHEST_ZOOM), _NEAREST_ZOOM))


def pixels(longitude: float, latitude: float, *, zoom: float) -> tuple[float, float]:
    """A point's place in pixels at ``zoom``, to tell which labels would lie on each other."""
    scale = _TILE_PX * 2**zoom
    return longitude / 360 * scale, -_mercator(latitude) * scale


def _mercator(latitude: float) -> float:
    """Web Mercator's y for one turn of the globe: -0.5 to 0.5."""
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)) / (2 * math.pi)


def _state(longitude: float, latitude: float, zoom: float) -> Spec:
    place = {"longitude": round(longitude, 4), "latitude": round(latitude, 4)}
    return {**place, "zoom": round(zoom, 2), "minZoom": _FARTHEST_ZOOM, "maxZoom": 14}
