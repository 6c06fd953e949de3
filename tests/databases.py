"""Databases for tests, of the engine that the test runs with: SQLite, or a real PostgreSQL."""

import shutil
import sqlite3
from pathlib import Path

import psycopg

from dashboard.store.record import Record
from dashboard.store.records import record_at
from dashboard.store.sqlite.record import SqliteRecord
from tests.postgresql import Server

ENGINES = ("sqlite", "postgresql")


class Databases:
    """Makes databases for one test after the other; ``engine`` is that of the test that runs now."""

    def __init__(self) -> None:
        self.engine = "sqlite"
        self.server: Server | None = None
        self._urls: dict[str, str] = {}  # of PostgreSQL by place, since a record does not tell its own
        self._passing: list[str] = []

    def begin(self, engine: str, *, server: Server | None) -> None:
        self.engine, self.server = engine, server

    def end(self) -> None:
        """Drops what the test made."""
        for url in self._passing:
            self._server().drop_database(url)
        self._passing.clear()

    def new(self, file: Path, *, like: Record | None = None, kept: bool = False) -> Record:
        """At a file, or of its own on the server; with ``like`` a copy, with ``kept`` for all tests to come."""
        if self.engine == "sqlite":
            if isinstance(like, SqliteRecord):
                shutil.copy(like.path, file)
            return record_at(f"sqlite:///{file}")
        template = "template0"
        if like is not None:
            template = like.place.rpartition("/")[2]
            self._server().disconnect(template)
        url = self._server().create_database(template=template)
        if not kept:
            self._passing.append(url)
        record = record_at(url)
        self._urls[record.place] = url
        return record

    def url_of(self, record: Record) -> str:
        """The record's address with its password, which it does not tell itself."""
        return f"sqlite:///{record.path}" if isinstance(record, SqliteRecord) else self._urls[record.place]

    def run_behind(self, record: Record, statement: str) -> int:
        """A change as by somebody who goes past the dashboard, and past what guards history; how many rows it hit."""
        if isinstance(record, SqliteRecord):
            with sqlite3.connect(record.path) as raw:
                return len(raw.execute(f"{statement} returning 1").fetchall())
        address = self._server().admin_url(record.place.rpartition("/")[2])
        with psycopg.connect(address, options="-c session_replication_role=replica") as connection:
            return len(connection.execute(f"{statement} returning 1".encode()).fetchall())

    def _server(self) -> Server:
        assert self.server is not None, "PostgreSQL is not running in this test"
        return self.server


databases = Databases()
