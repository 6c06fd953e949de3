"""What PostgreSQL answers when it refuses, as an error that names the database and says what to do.

Its own sentences are not repeated: they name the login, and parts of an address that cannot be read.
"""

import re

import psycopg
from adbc_driver_manager import Error as ArrowError

from dashboard.errors import DatabaseBusy, DatabaseDamaged, DatabaseFull, EngineUnavailable
from dashboard.store.migrating import other_database

_AGAIN = "Nothing was stored that was not confirmed. Try again in a moment"
_LOGIN = "Correct the user and the password in DASHBOARD_DATABASE"
_NAME = "Correct the name in DASHBOARD_DATABASE, or make the database"
_CONNECTIONS = "Nothing was stored. Try again in a moment, or allow more connections (max_connections)"
_LOG = "Nothing was stored. Look into the log of the database server, then try again"
_WRITER = "Nothing was stored. Send it where the database may be written"
_STOPPING = "the database server is stopping or starting"
_SILENT = "the database server does not answer"

# SQLSTATEs (postgresql.org/docs/current/errcodes-appendix.html); in the table the first that it begins with counts.
_BUSY, _FULL, _DAMAGED, _OTHER = ("55P03", "40P01"), "53100", ("XX001", "XX002"), ("42P01", "42703")
_BY_STATE = {
    "28": ("the database server refuses the login", _LOGIN),
    "3D": ("the database server has no database of this name", _NAME),
    "53300": ("all connections of the database server are in use", _CONNECTIONS),
    "57P": (_STOPPING, _AGAIN),
    "25006": ("the database can only be read here", _WRITER),
    "42501": ("this login of the database may only read", _WRITER),
    "08": (_SILENT, _AGAIN),
    "57014": ("the database server gave up", _AGAIN),
    "40001": ("the database server gave up", _AGAIN),
    "53": ("the database server is short of room or memory", _LOG),
    "58": ("the database server cannot read or write its files", _LOG),
}
# A connection that is refused or breaks off says so in words alone; in another language it "does not answer".
_BY_WORDS = {
    "authentication failed": "28",
    "no password supplied": "28",
    'role "': "28",
    'database "': "3D",
    "too many": "53300",
    "connection slots": "53300",
    "starting up": "57P",
    "shutting down": "57P",
    "conflict with recovery": "40001",
    "recovery": "57P",
    "invalid page": "XX001",
    "could not read block": "XX001",
    "could not open file": "58P01",
}


def refusal(error: BaseException, *, place: str, waited_s: float) -> EngineUnavailable | None:
    """Ours for an error of PostgreSQL; None where it is a fault of the program, not of the set-up."""
    state = getattr(error, "sqlstate", None)
    if state is None and isinstance(error, psycopg.OperationalError | ArrowError):
        state = next((known for words, known in _BY_WORDS.items() if words in str(error)), "08")
    if state in _BUSY:
        return DatabaseBusy(place, waited_s)
    if state == _FULL:
        return DatabaseFull(place)
    if state in _DAMAGED:
        return DatabaseDamaged(place, _first_line(error))
    if state in _OTHER:
        return other_database(place, _first_line(error))
    for known, (reason, remedy) in _BY_STATE.items():
        if state is not None and state.startswith(known):
            return EngineUnavailable(place, reason, remedy)
    return None


def _first_line(error: BaseException) -> str:
    """What the server says was wrong, without the statement and where in it."""
    said = re.search(r"(?:ERROR|FATAL): +(.*)", str(error))
    return said[1] if said else str(error).partition("\n")[0]
