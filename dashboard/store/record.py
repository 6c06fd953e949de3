"""The record: one database that holds every row ever committed, opened for reading or for one transaction."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, NullPool, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError

from dashboard.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseFull,
    DatabaseNewer,
    DatabaseNotWritable,
    EngineUnavailable,
)
from dashboard.store.schema import SCHEMA_VERSION

WRITE_WAIT_S = 5.0
READ_WAIT_S = 0.2  # a reader has a snapshot to go on with, so it does not wait for a writer
_MIGRATIONS = Path(__file__).parent / "migrations"


class Record:
    """A database by its URL. ``place`` names it in sentences, without a password.

    Every connection is opened anew: a file that was moved away or replaced is noticed at the next question,
    not when the server is started again.
    """

    def __init__(self, url: str, *, write_wait_s: float = WRITE_WAIT_S) -> None:
        self.path = Path(url.removeprefix("sqlite:///"))
        self.place = _shown(self.path)
        self._write_wait_s = write_wait_s
        self._engine = create_engine("sqlite://", creator=self._connect, poolclass=NullPool)
        event.listen(self._engine, "begin", self._begin)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One read transaction: everything read in it is of one version."""
        with self._translated(READ_WAIT_S), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One write transaction: all of it is stored on leaving, or nothing where an error leaves it."""
        writer = self._engine.execution_options(dashboard_writes=True)
        with self._translated(self._write_wait_s), writer.connect() as connection, connection.begin():
            yield connection

    def prepare(self, *, create: bool) -> "Record":
        """Bring the tables to this version's schema; with ``create`` also make a database where there is none."""
        if not self.path.exists():
            if not create:
                raise EngineUnavailable(
                    self.place,
                    "there is no database here",
                    "Start one with: python -m dashboard upload FILE --by NAME",
                )
            self._create_file()
        with self.reading() as connection:
            found = _schema_version(connection)
        if found is None or found < SCHEMA_VERSION:
            with self.writing() as connection:
                _migrate(connection)
        elif found > SCHEMA_VERSION:
            raise DatabaseNewer(self.place, found, SCHEMA_VERSION)
        return self

    def _create_file(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise DatabaseNotWritable(self.place) from error

    def _connect(self) -> sqlite3.Connection:
        # mode=rw: SQLite must not make an empty database where the operator's has been moved away.
        connection = sqlite3.connect(
            f"{self.path.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False
        )
        try:
            # Rollback journal: SQLite before 3.51.3 has a rare corruption race in WAL mode. No spill: pages reach
            # the file only inside COMMIT, so readers wait for that moment and not for the whole upload.
            connection.execute("PRAGMA journal_mode=TRUNCATE")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA foreign_keys=ON")
            connection.execute("PRAGMA cache_spill=OFF")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _begin(self, connection: Connection) -> None:
        writes = connection.get_execution_options().get("dashboard_writes", False)
        wait_s = self._write_wait_s if writes else READ_WAIT_S
        connection.exec_driver_sql(f"PRAGMA busy_timeout={int(wait_s * 1000)}")
        # IMMEDIATE: a writer that read first would otherwise fail halfway instead of waiting its turn.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    @contextmanager
    def _translated(self, wait_s: float) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            if isinstance(error.orig, sqlite3.Error):
                raise self._our_error(error.orig, wait_s) from error
            raise
        except sqlite3.Error as error:
            raise self._our_error(error, wait_s) from error

    def _our_error(self, error: sqlite3.Error, wait_s: float) -> Exception:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return DatabaseBusy(self.place, wait_s)
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return DatabaseDamaged(self.place, str(error))
        if code == sqlite3.SQLITE_FULL:
            return DatabaseFull(self.place)
        if code == sqlite3.SQLITE_READONLY:
            return DatabaseNotWritable(self.place)
        if code == sqlite3.SQLITE_CANTOPEN and not self.path.exists():
            return EngineUnavailable(
                self.place, "the database file is gone", "Put it back, or restore a backup"
            )
        if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
            return DatabaseNotWritable(self.place)
        if code == sqlite3.SQLITE_IOERR:
            return EngineUnavailable(
                self.place, f"the disk does not answer ({error})", "Check the disk, then try again"
            )
        return error


def _schema_version(connection: Connection) -> str | None:
    """The migration the database stands at; None where it has no tables yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("select version_num from alembic_version")).scalar()
    return None if found is None else str(found)


def _migrate(connection: Connection) -> None:
    configuration = Config(attributes={"connection": connection})
    configuration.set_main_option("script_location", str(_MIGRATIONS))
    command.upgrade(configuration, "head")


def _shown(path: Path) -> str:
    """The path as the operator wrote it in the project, or whole where it lies elsewhere."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
