"""The record: one database that holds every row ever committed, opened for reading or for one transaction."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, Engine, ExceptionContext, NullPool, create_engine, event
from sqlalchemy.exc import DBAPIError

from dashboard.errors import DatabaseDamaged, DatabaseNewer, DatabaseNotWritable, EngineUnavailable
from dashboard.store.migrating import migrate, put_in_place, schema_version
from dashboard.store.refusals import is_there, refusal
from dashboard.store.schema import SCHEMA_VERSION

WAIT_S = 5.0
GLANCE_WAIT_S = 0.2  # who has a snapshot to go on with does not wait for a writer


class Record:
    """A database by its URL. ``place`` names it in sentences, without a password.

    Every connection is opened anew: a file that was moved away or replaced is noticed at the next question,
    not when the server is started again.
    """

    def __init__(self, url: str, *, wait_s: float = WAIT_S) -> None:
        self.path = Path(url.removeprefix("sqlite:///"))
        self.place = _shown(self.path)
        self._wait_s = wait_s
        self._reader = self._engine("BEGIN", wait_s=wait_s)
        self._glancer = self._engine("BEGIN", wait_s=GLANCE_WAIT_S)
        # IMMEDIATE: a writer that read first would otherwise fail halfway instead of waiting its turn.
        self._writer = self._engine("BEGIN IMMEDIATE", wait_s=wait_s)
        event.listen(self._writer, "handle_error", _remember)

    @contextmanager
    def reading(self, *, patient: bool = True) -> Iterator[Connection]:
        """One read transaction: everything read in it is of one version."""
        engine, wait_s = (self._reader, self._wait_s) if patient else (self._glancer, GLANCE_WAIT_S)
        with self._translated(wait_s), engine.connect() as connection, connection.begin():
            connection.info["place"] = self.place
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One write transaction: all of it is stored on leaving, or nothing where an error leaves it.

        Also nothing where a statement failed and the caller went on: SQLite would store the rest.
        """
        with self._translated(self._wait_s), self._writer.connect() as connection, connection.begin():
            connection.info["place"] = self.place
            yield connection
            if "failed" in connection.info:
                raise connection.info["failed"]

    def prepare(self, *, create: bool) -> "Record":
        """Bring the tables to this version's schema; with ``create`` also make a database where there is none."""
        if not is_there(self.path, self.place):
            if not create:
                remedy = "Start one with: python -m dashboard upload FILE --by NAME"
                raise EngineUnavailable(self.place, "there is no database here", remedy)
            self._create()
        if self.path.is_file() and not self.path.stat().st_size:
            raise DatabaseDamaged(self.place, "it is empty")
        with self.reading() as connection:
            found = schema_version(connection, self.place)
        if found is None or found < SCHEMA_VERSION:
            with self.writing() as connection:
                migrate(connection)
        elif found > SCHEMA_VERSION:
            raise DatabaseNewer(self.place, found, SCHEMA_VERSION)
        return self

    def _create(self) -> None:
        """Made beside its place and put there whole: a file cut down to nothing is not taken for a new one."""
        new = Record(f"sqlite:///{self.path}.{uuid4().hex}.new")
        new.place = self.place
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(new.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            with new.writing() as connection:
                migrate(connection)
            put_in_place(new.path, self.path)
        except OSError as error:
            raise DatabaseNotWritable(self.place) from error
        finally:
            for left in (new.path, Path(f"{new.path}-journal")):
                with suppress(OSError):
                    left.unlink()

    def _engine(self, begin: str, *, wait_s: float) -> Engine:
        engine = create_engine("sqlite://", creator=partial(self._connect, wait_s), poolclass=NullPool)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
        return engine

    def _connect(self, wait_s: float) -> sqlite3.Connection:
        # mode=rw: SQLite must not make an empty database where the operator's has been moved away.
        address = f"{self.path.resolve().as_uri()}?mode=rw"
        connection = sqlite3.connect(
            address, timeout=wait_s, uri=True, isolation_level=None, check_same_thread=False
        )
        try:
            # Rollback journal: SQLite before 3.51.3 has a rare corruption race in WAL mode. No spill: pages reach
            # the file only inside COMMIT, so readers wait for that moment and not for the whole upload.
            for setting in (
                "journal_mode=TRUNCATE",
                "synchronous=FULL",
                "foreign_keys=ON",
                "cache_spill=OFF",
            ):
                connection.execute(f"PRAGMA {setting}")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    @contextmanager
    def _translated(self, wait_s: float) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            if isinstance(cause, sqlite3.Error):
                ours = refusal(cause, path=self.path, place=self.place, waited_s=wait_s)
                if ours is not None:
                    raise ours from error
            raise


def _remember(context: ExceptionContext) -> None:
    if context.connection is not None:
        context.connection.info["failed"] = context.original_exception


def _shown(path: Path) -> str:
    """The path as the operator wrote it in the project, or whole where it lies elsewhere."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
