"""Distances of 30,000 points from a held area whose border has 3,000 vertices."""

import time
from collections.abc import Iterator

import numpy
from shapely import MultiPolygon, Polygon

from dashboard.ingest.lines.distances import distances_km
from tests.bench.table import Line

POINTS, VERTICES, REPEATS = 30_000, 3_000, 5
AT_MOST_S = 1.0


def measure() -> Iterator[Line]:
    random = numpy.random.default_rng(1)
    turns = numpy.linspace(0, 2 * numpy.pi, VERTICES, endpoint=False)
    radii = 1.5 + 0.4 * numpy.sin(7 * turns) + random.uniform(-0.05, 0.05, VERTICES)
    area = MultiPolygon(
        [Polygon(numpy.column_stack([38 + radii * numpy.cos(turns), 48 + radii * numpy.sin(turns)]))]
    )
    longitudes, latitudes = random.uniform(33, 41, POINTS), random.uniform(46, 51, POINTS)
    seconds = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        distances_km(area, longitudes=longitudes, latitudes=latitudes)
        seconds.append(time.perf_counter() - begun)
    yield Line("distances of 30,000 points from 3,000 vertices", seconds, "s", at_most=AT_MOST_S)
