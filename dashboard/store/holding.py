"""Which snapshot the reading side holds: begun from the kept one, followed, and kept again when much has come since."""

import logging
import threading
import time
from pathlib import Path

import duckdb

from dashboard.errors import EngineUnavailable, OtherCopy
from dashboard.store.kept_snapshot import KeptSnapshot
from dashboard.store.snapshot import Snapshot
from dashboard.store.source import Source

# Fewer are read from a record in a second: a file would only be one more thing that can go wrong.
KEPT_FROM_ROWS = 200_000
RENEWED_AFTER_ROWS = 100_000
_OF_THE_FILE = (duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException)
_LOG = logging.getLogger(__name__)


class Holding:
    """``snapshot`` is the one to ask; ``read_at`` when it was last known to be the newest (monotonic), None: never."""

    def __init__(self, source: Source, *, keep: Path | None) -> None:
        self._source = source
        self._kept = None if keep is None else KeptSnapshot(keep, place=source.place)
        self._bringing = threading.Lock()
        self._tending: threading.Thread | None = None
        self._begun, self._followed = keep is None, False
        self._kept_rows = 0
        self.snapshot = Snapshot()
        self.read_at: float | None = None

    def take_over(self) -> None:
        """Everything that the source has had since, or nothing of it where it fails."""
        with self._bringing:
            if not self._begun:
                self._begin()
            asked_at, before = time.monotonic(), self.snapshot.known
            try:
                self.snapshot.bring(self._source)
            except OtherCopy:
                if self._followed or self._kept is None:
                    raise
                self._begin_anew(self._kept.empty())  # what is kept was of another ledger
            except _OF_THE_FILE as error:
                if self.snapshot.file is None:
                    raise
                _LOG.warning("the snapshot's file failed, everything is read into memory: %s", error)
                self._begin_anew(Snapshot())
            self.read_at, self._followed = asked_at, True
            if self.snapshot.known != before:
                self._tend()

    def _begin(self) -> None:
        if self._kept is not None:
            kept = self._kept.opened()
            if kept is None:
                self.snapshot = self._kept.empty()
            else:
                self.snapshot, age_s = kept
                self.read_at = time.monotonic() - age_s
                self._kept_rows = self.snapshot.rows
        self._begun = True

    def _begin_anew(self, snapshot: Snapshot) -> None:
        snapshot.bring(self._source)
        self.snapshot, self._kept_rows = snapshot, 0

    def _tend(self) -> None:
        """Compress what came at once, keep what is new: beside the readers where it is to be kept, before them else.

        A command that asks once would otherwise end while DuckDB works.
        """
        if self._kept is None:
            self.snapshot.compress_if_new()
        elif self._tending is None and (self.snapshot.is_new or self._keeping_is_due()):
            self._tending = threading.Thread(target=self._tend_beside, name="keeping", daemon=True)
            self._tending.start()

    def _tend_beside(self) -> None:
        try:
            self.snapshot.compress_if_new()
            if self._keeping_is_due():
                self._keep()
        except (EngineUnavailable, duckdb.Error) as error:
            _LOG.warning("the snapshot was not compressed or kept: %s", error)
        finally:
            self._tending = None

    def _keeping_is_due(self) -> bool:
        if self._kept is None or self.snapshot.file is None:
            return False
        rows = self.snapshot.rows
        return rows >= KEPT_FROM_ROWS and rows - self._kept_rows >= RENEWED_AFTER_ROWS

    def _keep(self) -> None:
        """Keep a snapshot of now; what came bit by bit is compressed in another one, beside the one that is asked."""
        try:
            if self._kept is not None:
                snapshot = self.snapshot
                if snapshot.compressed != snapshot.known:
                    snapshot = self._begun_again(self._kept)
                    snapshot.bring(self._source)
                    snapshot.compress()
                if self._kept.keep(snapshot):
                    # Opened anew: bringing many rows takes memory, which goes with the snapshot that brought them.
                    snapshot = self._begun_again(self._kept)
                if snapshot is not self.snapshot:
                    self._put_in_place(snapshot)
        finally:
            # Where it failed, it is tried again when as much has come again.
            self._kept_rows = self.snapshot.rows

    @staticmethod
    def _begun_again(kept: KeptSnapshot) -> Snapshot:
        opened = kept.opened()
        return kept.empty() if opened is None else opened[0]

    def _put_in_place(self, snapshot: Snapshot) -> None:
        with self._bringing:
            snapshot.bring(self._source)
            if (
                snapshot.known.version >= self.snapshot.known.version
            ):  # less, where a replica fell behind meanwhile
                self.snapshot = snapshot
