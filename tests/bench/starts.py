"""How long until the app can be used: on a database of 560,000 rows, and by a second ``make run``."""

import asyncio
import shutil
import tempfile
import time
from collections.abc import Iterator

from dashboard.store.reading import open_reader
from tests.bench import loads
from tests.bench.running import demonstration, running
from tests.bench.session import Session
from tests.bench.table import Line

REPEATS = 5
START_S, MAKE_RUN_S = 3.0, 5.0


def measure() -> Iterator[Line]:
    with tempfile.TemporaryDirectory(prefix="dashboard-bench-") as folder:
        url = f"sqlite:///{loads.large_record(folder).path}"
        ready, shown = _started(url)
        yield Line("start on 560,000 rows, to the first page", shown, "s", at_most=START_S)
        yield Line("- of it to the first answer of /readyz", ready, "s")
        yield Line("- of it 560,000 rows taken over", [_taken_over(url) for _ in range(REPEATS)], "s")
    if shutil.which("make"):
        with demonstration() as database:
            seconds = [_made(database) for _ in range(REPEATS)]
        yield Line("a second make run answers", seconds, "s", at_most=MAKE_RUN_S)


def _started(url: str) -> tuple[list[float], list[float]]:
    """Seconds from the command to the first answer, and to the first page, complete."""
    ready, shown = [], []
    for _ in range(REPEATS):
        with running(url) as server:
            ready.append(server.start_s)
            shown.append(server.start_s + asyncio.run(_first_page(server.url)))
    return ready, shown


async def _first_page(url: str) -> float:
    async with Session(url) as session:
        return await session.open()


def _taken_over(url: str) -> float:
    begun = time.perf_counter()
    open_reader(url)
    return time.perf_counter() - begun


def _made(database: str) -> float:
    with running(database, command=("make", "run")) as server:
        asyncio.run(
            _first_page(server.url)
        )  # a server that is stopped while it reads the rows complains of it
        return server.start_s
