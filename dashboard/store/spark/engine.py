"""A session on a Spark Connect engine, opened again where it was lost."""

import atexit
import re
import threading
import warnings
from collections.abc import Callable, Mapping
from typing import TypeVar

import pyarrow as pa

from dashboard.errors import EngineUnavailable
from dashboard.model.tables import TABLES
from dashboard.store.memory import NEVER, UPLOAD_TYPES
from dashboard.store.published.tables import LEDGER, history_of, row_types
from dashboard.store.spark.address import Address
from dashboard.store.spark.deadline import Deadline, away, too_late, within
from dashboard.store.spark.dialect import view_of

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of pandas 3; nothing here goes through pandas
    from pyspark.errors import AnalysisException, PySparkException
    from pyspark.sql.connect.client import DefaultChannelBuilder
    from pyspark.sql.connect.dataframe import DataFrame
    from pyspark.sql.connect.session import SparkSession

_TOLD = 300  # characters of an engine's reason
_PARTING_S = 2.0
# Otherwise a new session waits, up to two minutes, because an earlier one found nobody.
_OWN_CONNECTION = [("grpc.use_local_subchannel_pool", 1)]
T = TypeVar("T")


class Engine:
    """Safe to be asked from many threads. What goes wrong there is raised as EngineUnavailable."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._opening = threading.Lock()
        self._session: SparkSession | None = None
        atexit.register(self.close)

    def close(self) -> None:
        """Left to itself, the library says goodbye at the end of the process, and waits for an answer."""
        with self._opening, within(_PARTING_S):
            if self._session is not None:
                self._session.stop()
            self._session = None

    def rows(self, sql: str, parameters: Mapping[str, object], *, within_s: float) -> pa.Table:
        """The answer to a query over the views of the tables."""
        return self._asked(lambda session: session.sql(sql, dict(parameters)).toArrow(), within_s=within_s)

    def entries(self, *, since: int, within_s: float) -> list[tuple[int, str]]:
        """upload_id and entry_sha256 of the published ledger from upload ``since`` on, as it is now, oldest first."""

        def read(session: SparkSession) -> pa.Table:
            uploads = self._table(session, LEDGER).where(f"upload_id >= {since}")
            return uploads.select("upload_id", "entry_sha256").toArrow()

        found = self._asked(read, within_s=within_s)
        return sorted(zip(found["upload_id"].to_pylist(), found["entry_sha256"].to_pylist(), strict=True))

    def look_again(self, *, within_s: float) -> None:
        """Read the tables as they are now: an engine may keep what it found when the views were made."""
        self._asked(self._make_views, within_s=within_s)

    def _asked(self, work: Callable[[SparkSession], T], *, within_s: float) -> T:
        """Twice where the session was lost, as after a restart of the engine."""
        with within(within_s):
            try:
                return self._tried(work)
            except PySparkException as error:
                if too_late(error):
                    raise self._unavailable(error, within_s) from error
            try:
                return self._tried(work)
            except PySparkException as error:
                raise self._unavailable(error, within_s) from error

    def _tried(self, work: Callable[[SparkSession], T]) -> T:
        with self._opening:
            if self._session is None:
                session = self._open()
                self._make_views(session)
                self._session = session
            session = self._session
        try:
            return work(session)
        except PySparkException:
            with self._opening:
                if self._session is session:
                    self._session = None
                    session.client.close()
            raise

    def _open(self) -> SparkSession:
        """Without the library's own retries, which take ten minutes: a page waits."""
        builder = DefaultChannelBuilder(self._address.remote, channelOptions=_OWN_CONNECTION)
        builder.add_interceptor(Deadline())
        session = SparkSession.builder.channelBuilder(builder).create()
        session.client.set_retry_policies([])
        session.client.disable_reattachable_execute()
        return session

    def _table(self, session: SparkSession, place: str) -> DataFrame:
        return session.read.format("delta").load(self._address.table(place))

    def _make_views(self, session: SparkSession) -> None:
        """Under the names and with the columns of the reading side's tables."""
        for name in TABLES:
            columns = [f"`{column}`" for column in row_types(name) if column != "replaced_by"]
            current = f"coalesce(replaced_by, {NEVER}) as replaced_by"
            rows = self._table(session, history_of(name)).selectExpr(*columns, current)
            rows.createOrReplaceTempView(view_of(name))
        self._table(session, LEDGER).select(*UPLOAD_TYPES).createOrReplaceTempView(view_of("uploads"))

    def _unavailable(self, error: PySparkException, within_s: float) -> EngineUnavailable:
        place = self._address.place
        if isinstance(error, AnalysisException):
            reason = f"the tables in {self._address.shown_tables} cannot be read ({_told(error)})"
            return EngineUnavailable(place, reason, "Write them with: python -m dashboard publish TARGET")
        if too_late(error):
            reason = f"the engine did not answer within {within_s:g} s"
            return EngineUnavailable(place, reason, "Try again, or give the engine more workers")
        reason = f"the engine {'does not answer' if away(error) else 'gives no answer'} ({_told(error)})"
        return EngineUnavailable(
            place, reason, "It is asked again by itself; if this stays, see the engine's log"
        )


def _told(error: PySparkException) -> str:
    """The engine's own reason, in one line."""
    text = str(error)
    details = re.search(r'details = "(.*)"', text)
    return " ".join((details[1] if details else text).split())[:_TOLD].rstrip(".")
