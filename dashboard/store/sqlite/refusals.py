"""What SQLite answers when it refuses, as an error that names the file and says what to do."""

import sqlite3
from pathlib import Path

from dashboard.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseFull,
    DatabaseNotWritable,
    EngineUnavailable,
)
from dashboard.store.migrating import other_database

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_FORBIDDEN = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH)


def refusal(error: sqlite3.Error, *, path: Path, place: str, waited_s: float) -> EngineUnavailable | None:
    """Ours for an error of SQLite; None where it is a fault of the program, not of the set-up."""
    code = getattr(error, "sqlite_errorcode", None)
    kind = None if code is None else code & 0xFF
    if kind in _BUSY:
        return DatabaseBusy(place, waited_s)
    # Python itself says so, without a code, where the bytes of a text are not text.
    if kind in _DAMAGED or (kind is None and "decode to UTF-8" in str(error)):
        return DatabaseDamaged(place, str(error))
    if kind == sqlite3.SQLITE_FULL:
        return DatabaseFull(place)
    if kind in _FORBIDDEN:
        return _forbidden(path, place)
    if kind == sqlite3.SQLITE_IOERR:
        return EngineUnavailable(
            place, f"the disk does not answer ({error})", "Check the disk, then try again"
        )
    if kind == sqlite3.SQLITE_ERROR and "no such" in str(error):
        return other_database(place, str(error))
    return None


def is_there(path: Path, place: str) -> bool:
    """Whether there is something at the path; raises DatabaseNotWritable where its folder keeps us out."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise DatabaseNotWritable(place) from error
    return True


def _forbidden(path: Path, place: str) -> EngineUnavailable:
    if not is_there(path, place):
        return EngineUnavailable(place, "the database file is gone", "Put it back, or restore a backup")
    if path.is_dir():
        return EngineUnavailable(place, "this is a folder", "Name a file in DASHBOARD_DATABASE")
    return DatabaseNotWritable(place)
