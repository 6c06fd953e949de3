"""Records in PostgreSQL that know five towns, on the server of all tests or on one that a test may stop."""

from collections.abc import Iterator

import pytest

from dashboard.store.record import Record
from dashboard.store.records import record_at
from tests.databases import databases
from tests.postgresql import Server
from tests.records import send, towns
from tests.store.postgresql.faults import BEGUN


@pytest.fixture(scope="module", autouse=True)
def engine(postgresql: Server) -> Iterator[str]:
    """``record`` is one in PostgreSQL here."""
    databases.begin("postgresql", server=postgresql)
    yield "postgresql"
    databases.end()


@pytest.fixture(scope="session")
def own_server() -> Iterator[Server]:
    """One that has few connections and may be stopped."""
    server = Server(max_connections=12)
    record = record_at(server.start().create_database(BEGUN)).prepare(create=True)
    send(record, towns())
    server.disconnect(BEGUN)
    yield server
    server.close()


@pytest.fixture
def own(own_server: Server) -> Server:
    """It runs when the test begins."""
    return own_server if own_server.running else own_server.start()


@pytest.fixture
def own_url(own: Server) -> Iterator[str]:
    """A database of it that knows five towns, brought by upload 1."""
    url = own.create_database(template=BEGUN)
    yield url
    if own.running:
        own.drop_database(url)


@pytest.fixture
def own_record(own_url: str) -> Record:
    return record_at(own_url)
