"""What tests on a Spark Connect engine share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.store.published.publishing import publish
from dashboard.store.reading import Reader, open_reader
from dashboard.store.records import record_at
from dashboard.store.spark import answers
from dashboard.store.spark.answers import SparkAnswers
from tests.sail import Sail


@pytest.fixture(autouse=True)
def looks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every question for news looks; the one test of the pause between two looks sets it itself."""
    monkeypatch.setattr(answers, "LOOK_EVERY_S", 0.0)


@pytest.fixture(scope="module")
def here(demonstration_url: str) -> Reader:
    """The demonstration in DuckDB."""
    return open_reader(demonstration_url)


@pytest.fixture(scope="module")
def demonstration_tables(demonstration_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The demonstration as published tables."""
    target = str(tmp_path_factory.mktemp("published"))
    publish(record_at(demonstration_url), target)
    return target


@pytest.fixture(scope="module")
def there(sail: Sail, demonstration_tables: str) -> SparkAnswers:
    """The demonstration on the engine."""
    found = SparkAnswers(sail.url(demonstration_tables))
    found.follow()
    return found


@pytest.fixture
def target(tmp_path: Path) -> str:
    return str(tmp_path / "published")


@pytest.fixture
def own_engine() -> Iterator[Sail]:
    """An engine that a test may stop."""
    engine = Sail()
    yield engine.start()
    engine.close()
