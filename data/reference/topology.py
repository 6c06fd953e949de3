"""TopoJSON to polygons: the arcs of a quantized topology, decoded and joined to rings."""

from typing import Any

from shapely.geometry import MultiPolygon, Polygon

Point = tuple[float, float]


def arcs_of(topology: dict[str, Any]) -> list[list[Point]]:
    """Every arc in degrees; the file holds steps from point to point on an integer grid."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        column = row = 0
        arc = []
        for step_x, step_y in steps:
            column, row = column + step_x, row + step_y
            arc.append((column * scale_x + left, row * scale_y + bottom))
        arcs.append(arc)
    return arcs


def ring(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    """The arcs one after the other; a negative number is the arc -number - 1 walked backwards."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def polygons(topology: dict[str, Any], *, object_name: str) -> dict[str, MultiPolygon]:
    """The geometries of one object by their name."""
    arcs = arcs_of(topology)
    found = {}
    for geometry in topology["objects"][object_name]["geometries"]:
        parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings = [[ring(numbers, arcs) for numbers in part] for part in parts]
        found[geometry["properties"]["name"]] = MultiPolygon([Polygon(part[0], part[1:]) for part in rings])
    return found
