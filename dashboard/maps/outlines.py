"""The shapes behind the towns: oblast outlines of data/reference, and a held area as the record keeps it."""

from functools import cache, lru_cache
from pathlib import Path

import shapely

from dashboard.maps.shapes import display_outlines, display_shape
from dashboard.maps.spec import Spec

_FILE = Path(__file__).parents[2] / "data" / "reference" / "outlines.geojson"


@cache
def oblast_outlines() -> tuple[Spec, ...]:
    """Outlines of Ukraine's oblasts, ready for display."""
    collection = shapely.from_geojson(_FILE.read_text(encoding="utf-8"))
    return tuple(display_outlines(shapely.get_parts(collection).tolist()))


@lru_cache(maxsize=128)
def held_shape(area: str) -> Spec:
    """A held area (GeoJSON geometry as text), ready for display."""
    return display_shape(shapely.from_geojson(area))
