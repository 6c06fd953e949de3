"""The record: one database that holds every row ever committed, opened for reading or for one transaction."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Self

from sqlalchemy import Connection, Engine, ExceptionContext, event

from dashboard.errors import DatabaseNewer, EngineUnavailable, MigrationNeeded
from dashboard.store.bulk import Bulk
from dashboard.store.migrating import migrate, schema_version
from dashboard.store.schema import SCHEMA_VERSION

WAIT_S = 5.0


class Record(ABC):
    """A database by its URL. ``place`` names it in sentences, without a password; ``bulk`` moves many rows."""

    place: str
    bulk: Bulk

    @abstractmethod
    def reading(self) -> AbstractContextManager[Connection]:
        """One read transaction: everything read in it is of one version."""

    @abstractmethod
    def writing(self) -> AbstractContextManager[Connection]:
        """One write transaction, one at a time: all of it is stored on leaving, or nothing where an error leaves it.

        Also nothing where a statement failed and the caller went on: SQLite would store the rest, and PostgreSQL
        would answer the COMMIT without an error.
        """

    @abstractmethod
    def check(self, connection: Connection) -> None:
        """Raise DatabaseDamaged where the database itself finds its pages out of order, as far as it can tell."""

    def prepare(self, *, create: bool) -> Self:
        """Bring the tables to this version's schema; with ``create`` also make a database where there is none."""
        self._find(create=create)
        with self.reading() as connection:
            found = schema_version(connection, self.place)
        if found is None or found < SCHEMA_VERSION:
            with self.writing() as connection:
                if not self._may_migrate(connection):
                    raise MigrationNeeded(self.place, found, SCHEMA_VERSION)
                migrate(connection)
        elif found > SCHEMA_VERSION:
            raise DatabaseNewer(self.place, found, SCHEMA_VERSION)
        return self

    def behind(self, connection: Connection) -> EngineUnavailable | None:
        """Why what is read here may be older than what was committed; None where it is not."""
        return None

    def grant_rights(self) -> list[str]:
        """Give the groups of logins their rights on the tables; the groups that there are."""
        return []

    def _may_migrate(self, connection: Connection) -> bool:
        return True

    @abstractmethod
    def _find(self, *, create: bool) -> None:
        """Raise where there is no database to open; with ``create`` make one, where that can be done."""

    @contextmanager
    def _transaction(self, engine: Engine) -> Iterator[Connection]:
        with engine.connect() as connection, connection.begin():
            connection.info["place"], connection.info["bulk"] = self.place, self.bulk
            yield connection
            if "failed" in connection.info:
                raise connection.info["failed"]


def remember_failures(engine: Engine) -> None:
    """Every statement that fails is remembered with its connection, whoever catches its error."""
    event.listen(engine, "handle_error", _remember)


def _remember(context: ExceptionContext) -> None:
    # A connection that broke off commits nothing. One that an engine is only being opened with has no place to
    # remember, which SQLAlchemy says by NotImplementedError alone; nobody has it for a transaction.
    if context.connection is not None and not context.is_disconnect:
        with suppress(NotImplementedError):
            context.connection.info["failed"] = context.original_exception
