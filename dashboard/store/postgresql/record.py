"""A record in PostgreSQL: several stewards and several copies of the app at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from adbc_driver_manager import Error as ArrowError
from sqlalchemy import Connection, NullPool, QueuePool, create_engine
from sqlalchemy.exc import DBAPIError

from dashboard.errors import EngineUnavailable
from dashboard.store.postgresql.address import address, place_of
from dashboard.store.postgresql.bulk import PostgresBulk
from dashboard.store.postgresql.refusals import refusal
from dashboard.store.postgresql.replica import replica_behind
from dashboard.store.postgresql.rights import grant_rights, may_migrate
from dashboard.store.record import WAIT_S, Record, remember_failures

_WRITERS_LOCK = (
    7_142_016_003  # any number; who commits holds it, so that uploads are numbered one after the other
)

# A writer whose machine is gone, or stopped halfway, does not keep all others out for hours.
_LET_GO = (
    "set local idle_in_transaction_session_timeout = '120s'; set local tcp_keepalives_idle = 10; "
    "set local tcp_keepalives_interval = 5; set local tcp_keepalives_count = 3"
)
# Else a power cut could take an upload back that was acknowledged.
_ON_DISK = (
    "select set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') = 'off'"
)


class PostgresRecord(Record):
    """Questions about the version share one connection, so that they cost a millisecond; a commit opens its own,
    so that a server that is slow to answer is noticed before anything is sent.
    """

    bulk: PostgresBulk

    def __init__(self, url: str, *, wait_s: float = WAIT_S) -> None:
        self.place = place_of(url)
        self._address, self._wait_s = address(url, wait_s=wait_s), wait_s
        self.bulk = PostgresBulk(self._address)
        # Checked before each use: a server that was restarted is noticed here, not by a reader.
        self._reader = create_engine(
            "postgresql+psycopg://",
            creator=self._connect,
            poolclass=QueuePool,
            pool_size=1,
            max_overflow=-1,  # none waits for another, which may be waiting for a server that is away
            pool_pre_ping=True,
            isolation_level="REPEATABLE READ",
        ).execution_options(postgresql_readonly=True)
        self._writer = create_engine("postgresql+psycopg://", creator=self._connect, poolclass=NullPool)
        remember_failures(self._writer)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._translated(), self._transaction(self._reader) as connection, self.bulk.beside(connection):
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self._translated(), self._transaction(self._writer) as connection:
            lock_timeout = f"set local lock_timeout = {int(self._wait_s * 1000)}"
            connection.exec_driver_sql(f"{_LET_GO}; {lock_timeout}; {_ON_DISK}")
            connection.exec_driver_sql(f"select pg_advisory_xact_lock({_WRITERS_LOCK})")
            with self.bulk.beside(connection):
                yield connection

    def check(self, connection: Connection) -> None:
        """PostgreSQL checks each page as it reads it, where its checksums are on (the default from 18)."""

    def behind(self, connection: Connection) -> EngineUnavailable | None:
        return replica_behind(connection, place=self.place)

    def grant_rights(self) -> list[str]:
        with self.writing() as connection:
            return grant_rights(connection)

    def _may_migrate(self, connection: Connection) -> bool:
        return may_migrate(connection)

    def _find(self, *, create: bool) -> None:
        """A database of PostgreSQL is made by its operator."""

    def _connect(self) -> psycopg.Connection[Any]:
        # Nothing is prepared on the server, so that a pooler may stand between.
        return psycopg.connect(self._address, prepare_threshold=None)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, psycopg.Error, ArrowError) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            ours = None if cause is None else refusal(cause, place=self.place, waited_s=self._wait_s)
            if ours is None:
                raise
            raise ours from error
