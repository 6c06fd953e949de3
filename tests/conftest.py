"""What tests share."""

from pathlib import Path

import pytest

from dashboard.commands.demonstration import load_demonstration
from dashboard.store.record import Record


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material beside the project; a user's clone has none."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the real material is not beside this clone (../shared)")
    return folder


@pytest.fixture(scope="session")
def demonstration_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the demonstration data; tests that write copy the file."""
    url = f"sqlite:///{tmp_path_factory.mktemp('demonstration') / 'dashboard.db'}"
    assert load_demonstration(url)
    return url


@pytest.fixture
def empty_record(tmp_path: Path) -> Record:
    """A database without an upload."""
    return Record(f"sqlite:///{tmp_path / 'empty.db'}").prepare(create=True)
