"""The record that a URL names."""

from dashboard.store.read_only import read_only
from dashboard.store.record import WAIT_S, Record


def record_at(url: str, *, wait_s: float = WAIT_S) -> Record:
    """Of ``sqlite:///..`` or ``postgresql://..``; not opened yet. An engine that is not meant is not loaded.

    Raises ReadOnlyDatabase where the URL names tables that are no record.
    """
    refused = read_only(url)
    if refused is not None:
        raise refused
    if url.startswith("postgresql:"):
        from dashboard.store.postgresql.record import PostgresRecord

        return PostgresRecord(url, wait_s=wait_s)
    from dashboard.store.sqlite.record import SqliteRecord

    return SqliteRecord(url, wait_s=wait_s)
