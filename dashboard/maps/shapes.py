"""Outlines and the held area as small GeoJSON: simplified for display, never for measuring."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from dashboard.look.palette import Palette
from dashboard.maps.spec import Spec, channels

HELD_DEGREES = 0.002  # about 200 m: less than a pixel on a map that shows more than one town
OUTLINE_DEGREES = 0.015


def display_shape(area: BaseGeometry, *, degrees: float = HELD_DEGREES) -> Spec:
    """The area as GeoJSON with a fraction of its points; takes about 5 ms, so the caller keeps it."""
    simple = shapely.simplify(area, degrees, preserve_topology=False)
    return dict(shapely.geometry.mapping(shapely.transform(simple, _rounded)))


def display_outlines(areas: Sequence[BaseGeometry], *, degrees: float = OUTLINE_DEGREES) -> list[Spec]:
    """Neighbouring areas as GeoJSON, simplified together so that common borders stay common."""
    simple = shapely.coverage_simplify(list(areas), degrees)
    return [dict(shapely.geometry.mapping(shapely.transform(area, _coarsely))) for area in simple]


def held_layer(held: Mapping[str, Any] | None, colours: Palette) -> list[Spec]:
    """The area held by the other side, as ``display_shape`` gives it: a veil and a line."""
    if held is None:
        return []
    style = _style(channels(colours.held_fill, 0.22), channels(colours.held_line), width_px=1.5)
    return [{**style, "id": "held", "data": {"type": "Feature", "properties": {}, "geometry": held}}]


def outline_layer(outlines: Sequence[Mapping[str, Any]] | str, colours: Palette) -> list[Spec]:
    """Borders of areas, as ``display_outlines`` gives them, or the path of a file with them."""
    if not outlines:
        return []
    style = _style(channels(colours.raised), channels(colours.rest, 0.6), width_px=1)
    return [{**style, "id": "outlines", "data": _collection(outlines)}]


def _collection(outlines: Sequence[Mapping[str, Any]] | str) -> Spec | str:
    """The shapes alone: names and other properties are left behind."""
    if isinstance(outlines, str):
        return outlines
    features = [{"type": "Feature", "properties": {}, "geometry": outline} for outline in outlines]
    return {"type": "FeatureCollection", "features": features}


def _style(fill: list[int], line: list[int], *, width_px: float) -> Spec:
    return {
        "@@type": "GeoJsonLayer",
        "getFillColor": fill,
        "getLineColor": line,
        "getLineWidth": width_px,
        "lineWidthUnits": "pixels",
        "pickable": False,
    }


def _rounded(points: NDArray[numpy.float64]) -> NDArray[numpy.float64]:
    return numpy.round(points, 4)


def _coarsely(points: NDArray[numpy.float64]) -> NDArray[numpy.float64]:
    return numpy.round(points, 3)
