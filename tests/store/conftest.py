"""What tests of the store share."""

from pathlib import Path

import pytest

from dashboard.store.record import Record
from tests.records import record_of, towns


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """A database that knows five towns, brought by upload 1."""
    return record_of(tmp_path / "store.db", towns())
