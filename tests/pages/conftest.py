"""What tests of the pages share with those of the interface."""

import pytest

from tests.ui.conftest import screen, small, small_url

__all__ = ["screen", "small", "small_url"]


@pytest.fixture(scope="module")
def demonstration(demonstration_url: str) -> str:
    """The demonstration, for reading: one file and so one reader for all tests."""
    return demonstration_url
