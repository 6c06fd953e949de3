"""Whether a server that follows another one has fallen behind it."""

from sqlalchemy import Connection

from dashboard.errors import ReplicaLate

TOLD_AFTER_S = 5.0

_STATE = """
select
    exists (select from pg_stat_wal_receiver),
    coalesce(pg_last_wal_receive_lsn() > pg_last_wal_replay_lsn(), false),
    coalesce(extract(epoch from now() - pg_last_xact_replay_timestamp()), 0)::float8
where pg_is_in_recovery()
"""


def replica_behind(connection: Connection, *, place: str) -> ReplicaLate | None:
    """A replica shows what it has; readers are told where that may be old. None for a primary, or one that keeps up."""
    state = connection.exec_driver_sql(_STATE).first()
    if state is None:
        return None
    connected, waiting, age_s = state
    since = f"its newest change came {age_s:.0f} s ago"
    if not connected:
        return ReplicaLate(
            place,
            f"this replica gets nothing from its primary any more ({since})",
            "Look whether the primary runs",
        )
    if waiting and age_s > TOLD_AFTER_S:
        return ReplicaLate(
            place,
            f"this replica has not shown yet what it got from its primary ({since})",
            "Look whether its replay is paused or slow",
        )
    return None
