"""What tests of the analysis share: a database of a few rows, asked, and the demonstration's own files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.analysis.asking import Ask
from tests.analysis.sample_figures import Sample
from tests.records import asking, record_of, towns

Told = Callable[..., Ask]


@pytest.fixture(scope="module")
def sample() -> Sample:
    """The figures of the demonstration, reckoned from its files."""
    return Sample()


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """Takes CSV texts to be uploaded after the towns; answers questions about them."""

    def ask_about(*texts: str, known_towns: str | None = None, version: int | None = None) -> Ask:
        record = record_of(tmp_path / "dashboard.db", known_towns or towns(), *texts)
        return asking(record, version=version)

    return ask_about
