"""What tests of the interface share: a session on a database."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from dashboard.store.record import Record
from tests.databases import databases
from tests.records import BILO, HULI, KOST, POKR, csv_of, distances, send, towns
from tests.screens import Screen

Opens = Callable[[str], Screen]


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Opens:
    """Begins a session on the database of a URL."""
    return lambda database: Screen(monkeypatch, database)


@pytest.fixture(scope="module")
def small(engine: str) -> Record:
    """Five towns: reports of four on 1 to 12 September 2025, one source from July, counts at two points.

    For reading: one for all tests, and so one reader.
    """
    return _small(engine)


@cache
def _small(engine: str) -> Record:
    assert databases.engine == engine
    record = databases.new(Path(mkdtemp()) / "dashboard.db", kept=True).prepare(create=True)
    for text in (
        towns(),
        csv_of(
            "town_code date population_remaining status evacuation_order water source",
            (POKR, "2025-09-01", 1400, "contested", "mandatory", "open", "Hromada"),
            (BILO, "2025-09-10", 700, "at_risk", "forced_children", "closed", "BBC"),
            (KOST, "2025-09-12", 8000, "at_risk", None, None, "Hromada"),
        ),
        csv_of(
            "town_code date count_at evacuated team destination source",
            (POKR, "2025-09-01", None, 5, "White Angels", "Dnipro", "Police"),
            (POKR, "2025-09-09", None, 7, "White Angels", None, "Police"),
            (BILO, "2025-09-10", None, 11, None, "Dnipro", "Police"),
            (BILO, "2025-09-11", "transit", 9, None, "Dnipro", "Centre"),
        ),
        distances(
            (POKR, "2025-07-01", "Old map", 30.0),
            *((code, "2025-09-01", "Map", km) for code, km in ((POKR, 9.0), (BILO, 16.0), (HULI, 20.0))),
            *((code, "2025-09-12", "Map", km) for code, km in ((POKR, 4.0), (BILO, 14.5), (HULI, 0))),
        ),
    ):
        send(record, text)
    return record


@pytest.fixture(scope="module")
def small_url(small: Record) -> str:
    return databases.url_of(small)
