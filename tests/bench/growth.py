"""How the time of a question grows with the rows: 0.56, 5.6 and 42 million front distances, all beside them in step.

Ten times the rows may take ten times as long and no more; 42 million are 7.5 times 5.6 million.
"""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.archive import TOWNS, Archive, MadeUp
from tests.bench.nation import TOWNS as NATION
from tests.bench.nation import process
from tests.bench.questions import DEFAULT, asked_by_pages, codes_of, named
from tests.bench.table import Line

SIZES = {"0.56": TOWNS // 10, "5.6": TOWNS, "42": NATION}
REPEATS = 3
LEAST_MS = 5.0  # a question as short as this is mostly what every question costs


def measure() -> Iterator[Line]:
    took = {million: _took(towns) for million, towns in SIZES.items()}
    for few, many in (("0.56", "5.6"), ("5.6", "42")):
        grown = SIZES[many] / SIZES[few]
        for question, milliseconds in took[many].items():
            before = [max(value, LEAST_MS) for value in took[few][question]]
            what = f"{question}, {many} against {few} million"
            yield Line(what, milliseconds, "ms", yardstick=before, ratio_at_most=grown)


def _took(towns: int) -> dict[str, list[float]]:
    """Milliseconds of every question as pages ask it for 30 days, on a snapshot that was kept."""
    with tempfile.TemporaryDirectory(prefix="dashboard-bench-") as folder:
        process(folder, "first", towns=towns)
        archive = Archive(MadeUp(towns=towns), keep=Path(folder))
        took: dict[str, list[float]] = {}
        for question, parameters in asked_by_pages(DEFAULT, codes_of(archive)):
            for _ in range(REPEATS):
                begun = time.perf_counter()
                archive.ask(question, version=archive.version, **parameters)  # type: ignore[arg-type]
                took.setdefault(named(question, parameters), []).append((time.perf_counter() - begun) * 1000)
    return took
