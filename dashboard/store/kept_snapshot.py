"""The kept snapshot: what the reading side knew, in a file, so that a start fetches only what came since.

One line that says what it fits to and the hash of all that follows, then DuckDB's own file. It is never changed, only
replaced whole; whoever opens it works on a copy of his own. What was torn, damaged or written by another version is
seen before DuckDB opens it, and read from the source instead.
"""

import hashlib
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

import duckdb
import orjson

from dashboard.store.memory import tables
from dashboard.store.schema import SCHEMA_VERSION
from dashboard.store.snapshot import Snapshot

LINE_BYTES = 256
_PIECE_BYTES = 1 << 20
_LEFT_BEHIND_S = 3600  # nobody takes so long to write or to copy one
_LOG = logging.getLogger(__name__)


class KeptSnapshot:
    """In ``folder``, of the source at ``place``. Nothing here raises where the folder cannot be used."""

    def __init__(self, folder: Path, *, place: str) -> None:
        words = "-".join(re.findall(r"\w+", place, flags=re.ASCII))[-40:]
        self._folder, self._name = folder, f"{words}-{_hash(place.encode())[:12]}"
        self.file = folder / f"{self._name}.snapshot"

    def opened(self) -> tuple[Snapshot, float] | None:
        """A snapshot begun with what is kept, and how many seconds ago that was; None where nothing fits."""
        try:
            with self._private() as private, self.file.open("rb") as kept:
                if not _copied(kept, private):
                    _LOG.warning("%s does not fit or is damaged: all is read from the database", self.file)
                    return None
                age_s = private.stat().st_mtime - os.fstat(kept.fileno()).st_mtime
                return Snapshot(private), max(age_s, 0.0)
        except FileNotFoundError:
            return None
        except (OSError, duckdb.Error) as error:
            self._warn("read", error)
            return None

    def empty(self) -> Snapshot:
        """A snapshot without rows, in a file of its own, or in memory where there can be none."""
        try:
            with self._private() as private:
                return Snapshot(private)
        except (OSError, duckdb.Error) as error:
            self._warn("used", error)
            return Snapshot()

    def keep(self, snapshot: Snapshot) -> bool:
        """Put what ``snapshot`` held when it was compressed in the place of what is kept; whether that was done."""
        if snapshot.file is None:
            return False
        new = self._folder / f"{self._name}.{uuid4().hex}.new"
        try:
            with _new(new) as target:
                target.write(bytes(LINE_BYTES))
                snapshot.file.seek(0)
                sha256 = _copy(snapshot.file, target)
                target.seek(0)
                target.write(orjson.dumps({"fits": fits(), "sha256": sha256}).ljust(LINE_BYTES - 1) + b"\n")
            self._remove_left_behind(than=new)
            new.rename(self.file)
        except OSError as error:
            self._warn("written", error)
            return False
        else:
            return True
        finally:
            with suppress(OSError):
                new.unlink()

    @contextmanager
    def _private(self) -> Iterator[Path]:
        """A file that is gone from the folder when the block ends; who has it open keeps it."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        private = self._folder / f"{self._name}.{uuid4().hex}.private"
        try:
            yield private
        finally:
            with suppress(OSError):
                private.unlink()

    def _remove_left_behind(self, *, than: Path) -> None:
        """What processes left that were killed while they wrote or copied."""
        now = than.stat().st_mtime
        # DuckDB puts a ".wal" beside a private file while it compresses, and takes it away.
        for kind in ("new", "private", "private.wal"):
            for left in self._folder.glob(f"{self._name}.*.{kind}"):
                with suppress(OSError):
                    if now - left.stat().st_mtime > _LEFT_BEHIND_S:
                        left.unlink()

    def _warn(self, tried: str, error: Exception) -> None:
        _LOG.warning("the snapshot %s could not be %s, it goes on without: %s", self.file, tried, error)


def fits() -> str:
    """What the file must have been written with to be opened: this DuckDB, this version of the tables."""
    return _hash("\n".join([duckdb.__version__, SCHEMA_VERSION, *tables()]).encode())


def _copied(kept: BinaryIO, private: Path) -> bool:
    try:
        line = orjson.loads(kept.read(LINE_BYTES))
        wanted = line["fits"], line["sha256"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return False
    if wanted[0] != fits():
        return False
    with _new(private) as target:
        return bool(_copy(kept, target) == wanted[1])


def _new(file: Path) -> BinaryIO:
    """A new file that only its owner may read."""
    return os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")


def _copy(source: BinaryIO, target: BinaryIO) -> str:
    """To the end; the hash of what was copied."""
    sha256 = hashlib.sha256()
    while piece := source.read(_PIECE_BYTES):
        sha256.update(piece)
        target.write(piece)
    return sha256.hexdigest()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
