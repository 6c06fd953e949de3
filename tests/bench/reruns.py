"""What a page's rerun costs the processor: with nothing changed, and with an as-of day never asked for before."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from unittest.mock import patch

from streamlit.testing.v1 import AppTest

from dashboard.settings import PROJECT
from dashboard.ui.kept import kept
from dashboard.ui.loading import reader
from tests.bench.running import demonstration
from tests.bench.table import Line

PAGES = ("situation", "map", "town", "evacuations", "front", "data")
REPEATS, WARM_UP = 15, 3
SAME_MS, CHANGED_MS = 25.0, 120.0
TODAY, BEFORE = date(2025, 9, 15), date(2025, 9, 10)
PATIENCE_S = 120.0


def measure() -> Iterator[Line]:
    with demonstration() as database, app_on(database):
        for page in PAGES:
            app = opened(page)
            yield Line(f"rerun of {page}, nothing changed (processor)", _timed(app), "ms", at_most=SAME_MS)
            days = iter(range(365))
            changed = _timed(app, before=partial(_look_from_another, app, days))
            yield Line(f"rerun of {page}, new as-of day (processor)", changed, "ms", at_most=CHANGED_MS)


@contextmanager
def app_on(database: str) -> Iterator[None]:
    """The app in this process asks ``database`` until the block ends."""
    with patch.dict(os.environ, DASHBOARD_DATABASE=database, DASHBOARD_TODAY=str(TODAY)):
        yield
    reader.clear()
    kept.clear()


def opened(page: str) -> AppTest:
    app = AppTest.from_file(str(PROJECT / "dashboard" / "app.py"), default_timeout=PATIENCE_S).run()
    if page != PAGES[0]:
        app.switch_page(f"../pages/{page}.py").run()
    if app.exception:
        raise RuntimeError(f"{page} failed: {app.exception[0].message}")
    return app


def _timed(app: AppTest, *, before: Callable[[], None] = lambda: None) -> list[float]:
    seconds = []
    for _ in range(WARM_UP + REPEATS):
        before()
        begun = time.process_time()
        app.run()
        seconds.append((time.process_time() - begun) * 1000)
    return seconds[WARM_UP:]


def _look_from_another(app: AppTest, days: Iterator[int]) -> None:
    app.date_input(key="as_of").set_value(BEFORE - timedelta(days=next(days)))
