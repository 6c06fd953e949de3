"""What tests share."""

import gc
import shutil
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from dashboard.commands.demonstration import load_demonstration
from dashboard.store.reading import Reader
from dashboard.store.record import Record
from tests.databases import ENGINES, databases
from tests.postgresql import Server
from tests.records import record_of
from tests.sail import Sail


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material beside the project; a user's clone has none."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the real material is not beside this clone (../shared)")
    return folder


# Chromium by itself asks its maker's servers; what is left are the requests of the pages.
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
EXPECTED_WITHIN_MS = 30_000  # the machine of the tests does other things as well
# Spark's client takes a process without a main module, as the workers of these tests are, for one of its own tests.
if not hasattr(sys.modules["__main__"], "__file__"):
    sys.modules["__main__"].__file__ = __file__

# Every question, promise of the ledger and page holds for both; what is SQLite's alone (its file, its locks) says so.
ON_BOTH_ENGINES = ("tests/store/", "tests/pages/", "tests/analysis/test_questions.py")

OF_ONE_ENGINE = ("tests/store/postgresql/", "tests/store/spark/", "tests/store/sqlite/")

# The longest come first, so that at the end no worker is alone with one of them while the others have nothing to do.
LONGEST = (
    "tests/pages/test_upload.py",
    "tests/store/test_random_kills.py",
    "tests/pages/test_alerts.py",
    "tests/store/test_random_uploads.py",
    "tests/store/test_every_call.py",
    "tests/store/postgresql/",
    "tests/deploy/",
    "tests/browser/",
    "tests/store/",
    "tests/pages/",
    "tests/analysis/",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: _place(item.nodeid))


def _place(test: str) -> int:
    return next((place for place, long in enumerate(LONGEST) if test.startswith(long)), len(LONGEST))


def pytest_collection_finish() -> None:
    """Seven thousand tests stay until the end: to go through them again and again finds nothing to collect."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    gc.unfreeze()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    place = metafunc.definition.nodeid
    alone = metafunc.definition.get_closest_marker("sqlite_only") is not None
    if place.startswith(ON_BOTH_ENGINES) and not place.startswith(OF_ONE_ENGINE) and not alone:
        metafunc.parametrize("engine", ENGINES, indirect=True, scope="module")


@pytest.fixture(scope="module", autouse=True)
def engine(request: pytest.FixtureRequest) -> Iterator[str]:
    """The kind of database that tests/databases.py makes for these tests, and drops after the last of them."""
    chosen = getattr(request, "param", "sqlite")
    server = request.getfixturevalue("postgresql") if chosen == "postgresql" else None
    databases.begin(chosen, server=server)
    yield chosen
    databases.end()


@pytest.fixture(autouse=True)
def patient(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests ask for what was just committed; how long a page waits for it is told where servers are slow."""
    if not request.node.nodeid.startswith("tests/store/postgresql/"):
        monkeypatch.setattr(Reader, "wait_s", 30.0)


@pytest.fixture(scope="module")
def demonstration_url(engine: str) -> str:
    """A database with the demonstration data, for reading; tests that write copy it."""
    return _demonstration(engine)


@pytest.fixture(scope="session")
def demonstration_file() -> str:
    """The same in SQLite, for tests that serve one file to many."""
    databases.begin("sqlite", server=None)
    return _demonstration("sqlite")


@cache
def _demonstration(engine: str) -> str:
    assert databases.engine == engine
    record = databases.new(Path(mkdtemp()) / "dashboard.db", kept=True)
    assert load_demonstration(databases.url_of(record))
    return databases.url_of(record)


@pytest.fixture
def empty_record(tmp_path: Path) -> Record:
    """A database without an upload."""
    return record_of(tmp_path / "empty.db")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server for all tests of this process; one that stops or fills a server starts its own."""
    server = Server(max_connections=400)  # readers that wait for their end each hold one
    yield server.start()
    server.close()


@pytest.fixture
def postgresql_url(postgresql: Server) -> Iterator[str]:
    """A database without a table, for its owner; dropped afterwards."""
    url = postgresql.create_database()
    yield url
    postgresql.drop_database(url)


@pytest.fixture(scope="session")
def sail() -> Iterator[Sail]:
    """A Spark Connect engine with two workers for all tests of this process; one that stops it starts its own."""
    engine = Sail()
    yield engine.start()
    engine.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for all tests of this process, which can have no second one."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.fail("no Chromium was found; make test installs Debian's package")
    expect.set_options(timeout=EXPECTED_WITHIN_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield chromium
        chromium.close()
