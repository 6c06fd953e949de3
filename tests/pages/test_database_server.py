"""A database server that is away: the pages keep the last figures with their age, refuse uploads, and come back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.commands.demonstration import load_demonstration
from dashboard.look.words import word
from dashboard.store.ledger import history
from dashboard.store.records import record_at
from tests.databases import databases
from tests.pages.checks import faults
from tests.postgresql import PASSWORD, Server
from tests.records import BILO, people, send
from tests.screens import PAGES
from tests.ui.conftest import Opens

SILENT = "the database server does not answer"


@pytest.fixture(scope="module", autouse=True)
def engine() -> Iterator[str]:
    """Tests here stop their server, which is nobody else's."""
    databases.begin("postgresql", server=None)
    yield "postgresql"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    server = Server()
    assert load_demonstration(server.start().create_database("demonstration"))
    server.disconnect("demonstration")
    yield server
    server.close()


@pytest.fixture
def url(server: Server) -> str:
    if not server.running:
        server.start()
    return server.create_database(template="demonstration")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_its_figures_while_the_server_is_away_and_goes_on_when_it_is_back(
    screen: Opens, server: Server, url: str, name: str
) -> None:
    page = screen(url).open(name)
    files = {key: page.download(key) for key in page.files}
    before = page.notices
    server.stop("immediate")
    page.run()
    (told,) = [notice for notice in page.notices if notice not in before]
    assert told.startswith("The database does not answer; these figures are as read 0 minutes ago. ")
    assert SILENT in told
    assert PASSWORD not in page.markup
    assert faults(page) == []
    assert {key: page.download(key) for key in page.files} == files
    server.start()
    page.run()
    assert page.notices == before


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_has_nothing_yet_says_why_and_opens_when_the_server_is_there(
    screen: Opens, server: Server, url: str, name: str
) -> None:
    server.stop()
    page = screen(url).open(name)
    (told,) = page.notices
    assert (
        told
        == f"{record_at(url).place}: {SILENT}. Nothing was stored that was not confirmed. Try again in a moment"
    )
    assert page.cards == {}
    server.start()
    page.run()
    assert SILENT not in page.markup
    assert page.files or name == "upload"


def test_an_upload_while_the_server_is_away_is_refused_and_can_be_sent_again(
    screen: Opens, server: Server, url: str, tmp_path: Path
) -> None:
    page = screen(url).open("upload")
    text = people((BILO, "2025-09-13", 640))
    before = len(history(record_at(url)))
    server.stop()
    page.at.file_uploader[0].upload("rows.csv", text.encode(), "text/csv").run()
    assert any(SILENT in notice for notice in page.notices)
    server.start()
    page.run()
    assert not any(SILENT in notice for notice in page.notices)
    assert len(history(record_at(url))) == before
    assert send(record_at(url), text, name="rows.csv") is not None


def test_news_of_another_copy_are_seen_at_the_next_click(screen: Opens, url: str) -> None:
    page = screen(url).open("town", town=BILO)
    assert "640" not in page.cards[word("town.people")][0]
    send(record_at(url), people((BILO, "2025-09-12", 640)), by="Another copy")
    page.run()
    assert "640" in page.cards[word("town.people")][0]
