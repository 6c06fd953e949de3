"""A nation in one process: 30,000 towns x 1,400 days, 42 million front distances of one source and all beside them.

The kept snapshot is written by a first process, which fetches everything. What is measured is another one that starts
from it: ``python -m tests.bench.nation FOLDER WHAT TOWNS`` is that process, which tells its figures as JSON.
"""

import gc
import json
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psutil

from dashboard import opening
from dashboard.__main__ import COLLECT_AFTER
from dashboard.settings import PROJECT
from dashboard.ui.kept import kept
from tests.bench.archive import Archive, MadeUp
from tests.bench.questions import DEFAULT, asked_by_pages, codes_of
from tests.bench.reruns import app_on, opened
from tests.bench.table import Line

TOWNS = 30_000
REPEATS = 3
START_S, PAGE_S, MEMORY_MB = 5.0, 3.0, 4000.0
PAGES = ("situation", "map", "town", "evacuations", "front", "data")
COMMAND = (sys.executable, "-m", "tests.bench.nation")


def measure() -> Iterator[Line]:
    with tempfile.TemporaryDirectory(prefix="dashboard-bench-") as folder:
        first = process(folder, "first", towns=TOWNS)
        (file,) = Path(folder).glob("*.snapshot")
        yield Line("42 million distances: kept snapshot", [file.stat().st_size / 1e6], "MB")
        yield Line("- memory of the process that made the rows and kept it", [first["memory_mb"]], "MB")
        starts = [process(folder, "start", towns=TOWNS)["start_s"] for _ in range(REPEATS)]
        yield Line("42 million distances: start from the kept snapshot", starts, "s", at_most=START_S)
        found = process(folder, "pages", towns=TOWNS)
    yield Line("- memory after the start", [found["begun_mb"]], "MB")
    for page in PAGES:
        at_most = PAGE_S if page == "situation" else None
        yield Line(f"42 million distances: {page}, cold cache", found[page], "s", at_most=at_most)
    yield Line("- memory after every page", [found["pages_mb"]], "MB", at_most=MEMORY_MB)
    yield Line("- memory after every question as well", [found["memory_mb"]], "MB", at_most=MEMORY_MB)


def process(folder: str, what: str, *, towns: int) -> dict[str, Any]:
    """What a process of its own tells that starts on what is kept in ``folder``, and how long until it is ready."""
    begun = time.perf_counter()
    command = [*COMMAND, folder, what, str(towns)]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as started:
        if started.stdout is None or started.stdout.readline() != "ready\n":
            raise RuntimeError("the process that was to be measured did not start")
        start_s = time.perf_counter() - begun
        said = started.stdout.read()
    if started.returncode:
        raise RuntimeError(f"the process that was to be measured ended with status {started.returncode}")
    return {"start_s": start_s, **json.loads(said)}


def main(folder: str, what: str, towns: str) -> None:
    """Start on what is kept in ``folder``; ``what`` is first to keep it, pages to open every page."""
    logging.disable(logging.WARNING)
    gc.set_threshold(COLLECT_AFTER)
    archive = Archive(MadeUp(towns=int(towns)), keep=Path(folder))
    print("ready", flush=True)
    found: dict[str, object] = {"begun_mb": _memory_mb()}
    if what == "pages":
        found |= _pages_s(archive)
        found["pages_mb"] = _memory_mb()
        for question, parameters in asked_by_pages(DEFAULT, codes_of(archive)):
            archive.ask(question, version=archive.version, **parameters)  # type: ignore[arg-type]
    print(json.dumps(found | {"memory_mb": _memory_mb()}))


def _pages_s(archive: Archive) -> dict[str, list[float]]:
    """Seconds of every page with no answer at hand; each is opened once before, for what Python has to load."""
    seconds: dict[str, list[float]] = {}
    with patch.object(opening, "open_answers", lambda *_, **__: archive), app_on("sqlite:///nation.db"):
        for page in PAGES:
            app = opened(page)
            for _ in range(REPEATS):
                kept.clear()
                begun = time.perf_counter()
                app.run()
                seconds.setdefault(page, []).append(time.perf_counter() - begun)
    return seconds


def _memory_mb() -> float:
    return float(psutil.Process().memory_info().rss) / 1e6


if __name__ == "__main__":
    main(*sys.argv[1:])
