"""Every page shows on Spark what it shows beside the record, and uploads are refused with the reason."""

import pytest

from dashboard.look.words import word
from tests.pages.checks import faults
from tests.sail import Sail
from tests.screens import PAGES
from tests.ui.conftest import Opens, screen

__all__ = ["screen"]

WRITTEN = word("acknowledge.not_now")  # published tables are not written: nothing is acknowledged there
ADDRESSES: tuple[dict[str, str], ...] = ({}, {"town": "UA1416003001"}, {"as_of": "2025-08-20"})


@pytest.mark.parametrize("name", [page for page in PAGES if page != "upload"])
def test_a_page_is_the_same(
    screen: Opens, sail: Sail, demonstration_url: str, demonstration_tables: str, name: str
) -> None:
    for address in ADDRESSES:
        here = screen(demonstration_url).open(name, **address)
        there = screen(sail.url(demonstration_tables)).open(name, **address)
        assert faults(there) == []
        assert there.markup == "\n".join(line for line in here.markup.splitlines() if WRITTEN not in line)
        assert there.charts == here.charts


def test_a_file_is_not_taken_and_the_reason_is_told(
    screen: Opens, sail: Sail, demonstration_tables: str
) -> None:
    page = screen(sail.url(demonstration_tables)).open("upload")
    assert faults(page) == []
    assert word("upload.read_only") in page.markup
    assert "These tables were published from a record. Upload where the record is" in page.markup


def test_an_engine_that_is_away_is_told_on_the_page(screen: Opens, demonstration_tables: str) -> None:
    page = screen(f"sc://127.0.0.1:1/;tables={demonstration_tables};token=sesame").open("situation")
    assert any("the engine does not answer" in notice for notice in page.notices)
    assert "sesame" not in page.everything()
    assert word("app.failed") not in page.notices
