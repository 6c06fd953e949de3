"""A record in one SQLite file."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import DBAPIError

from dashboard.errors import DatabaseDamaged, DatabaseNotWritable, EngineUnavailable
from dashboard.store.migrating import migrate
from dashboard.store.record import WAIT_S, Record, remember_failures
from dashboard.store.sqlite.bulk import SqliteBulk
from dashboard.store.sqlite.refusals import is_there, refusal


class SqliteRecord(Record):
    """Every connection is opened anew: a file that was moved away or replaced is noticed at the next question,
    not when the server is started again.
    """

    bulk = SqliteBulk()

    def __init__(self, url: str, *, wait_s: float = WAIT_S) -> None:
        self.path = Path(url.removeprefix("sqlite:///"))
        self.place = _shown(self.path)
        self._wait_s = wait_s
        self._reader = self._engine("BEGIN")
        # IMMEDIATE: a writer that read first would otherwise fail halfway instead of waiting its turn.
        self._writer = self._engine("BEGIN IMMEDIATE")
        remember_failures(self._writer)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._translated(), self._transaction(self._reader) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self._translated(), self._transaction(self._writer) as connection:
            yield connection

    def check(self, connection: Connection) -> None:
        damage = connection.exec_driver_sql("PRAGMA quick_check(3)").scalars().all()
        if damage != ["ok"]:
            raise DatabaseDamaged(self.place, str(damage[0]))
        # A byte that is no text any more shall change a hash, and not end the search for others.
        driver = connection.connection.dbapi_connection
        if driver is not None:
            driver.text_factory = lambda found: found.decode(errors="replace")

    def _find(self, *, create: bool) -> None:
        if not is_there(self.path, self.place):
            if not create:
                remedy = "Start one with: python -m dashboard upload FILE --by NAME"
                raise EngineUnavailable(self.place, "there is no database here", remedy)
            self._create()
        if self.path.is_file() and not self.path.stat().st_size:
            raise DatabaseDamaged(self.place, "it is empty")

    def _create(self) -> None:
        """Made beside its place and put there whole: a file cut down to nothing is not taken for a new one."""
        new = SqliteRecord(f"sqlite:///{self.path}.{uuid4().hex}.new")
        new.place = self.place
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(new.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            with new.writing() as connection:
                migrate(connection)
            _put_in_place(new.path, self.path)
        except OSError as error:
            raise DatabaseNotWritable(self.place) from error
        finally:
            for left in (new.path, Path(f"{new.path}-journal")):
                with suppress(OSError):
                    left.unlink()

    def _engine(self, begin: str) -> Engine:
        engine = create_engine("sqlite://", creator=self._connect, poolclass=NullPool)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
        return engine

    def _connect(self) -> sqlite3.Connection:
        # mode=rw: SQLite must not make an empty database where the operator's has been moved away.
        address = f"{self.path.resolve().as_uri()}?mode=rw"
        connection = sqlite3.connect(
            address, timeout=self._wait_s, uri=True, isolation_level=None, check_same_thread=False
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
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            if isinstance(cause, sqlite3.Error):
                ours = refusal(cause, path=self.path, place=self.place, waited_s=self._wait_s)
                if ours is not None:
                    raise ours from error
            raise


def _shown(path: Path) -> str:
    """The path as the operator wrote it in the project, or whole where it lies elsewhere."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _put_in_place(new: Path, path: Path) -> None:
    """Where another process was faster, its file stays."""
    try:
        path.hardlink_to(new)
    except FileExistsError:
        return
    except OSError:  # a file system without links
        new.rename(path)
