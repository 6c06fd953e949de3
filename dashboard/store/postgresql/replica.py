"""Whether a server that follows another one has fallen behind it."""

from sqlalchemy import Connection

from dashboard.errors import ReplicaLate

TOLD_AFTER_S = 5.0
SOON_S = 0.1  # what came just now is replayed by then, however long ago the change before it came
_LOOK_EVERY_S = 0.02

_STATE = """
select
    exists (select from pg_stat_wal_receiver),
    pg_last_wal_receive_lsn()::text,
    coalesce(extract(epoch from now() - pg_last_xact_replay_timestamp()), 0)::float8
where pg_is_in_recovery()
"""
_REPLAYED = "select pg_last_wal_replay_lsn() >= %s::pg_lsn"


def replica_behind(connection: Connection, *, place: str) -> ReplicaLate | None:
    """A replica shows what it has; readers are told where that may be old. None for a primary, or one that keeps up."""
    state = connection.exec_driver_sql(_STATE).first()
    if state is None:
        return None
    connected, received, age_s = state
    since = f"its newest change came {age_s:.0f} s ago"
    if not connected:
        return ReplicaLate(
            place,
            f"this replica gets nothing from its primary any more ({since})",
            "Look whether the primary runs",
        )
    if age_s > TOLD_AFTER_S and received is not None and not _replayed_soon(connection, received):
        return ReplicaLate(
            place,
            f"this replica has not shown yet what it got from its primary ({since})",
            "Look whether its replay is paused or slow",
        )
    return None


def _replayed_soon(connection: Connection, received: str) -> bool:
    for _ in range(max(1, round(SOON_S / _LOOK_EVERY_S))):
        if connection.exec_driver_sql(_REPLAYED, (received,)).scalar_one():
            return True
        connection.exec_driver_sql("select pg_sleep(%s)", (_LOOK_EVERY_S,))
    return False
