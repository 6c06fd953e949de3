"""PostgreSQL refuses to change or delete history, whoever asks; an SQLite file is guarded by its hashes alone.

(Whoever may write an SQLite file may drop its triggers as well; in PostgreSQL only the owner of the tables may.)
"""

from alembic import op

revision = "0003"
down_revision = "0002"

_TABLES = ("towns", "town_status", "evacuations", "front_distances", "front_lines", "spellings")


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(
        "create function dashboard_refuse_change() returns trigger language plpgsql as $$ begin "
        "raise exception 'history is never changed: %', tg_table_name using errcode = '42501'; end $$"
    )
    for table in _TABLES:
        op.execute(
            f"create trigger {table}_replaced_once before update of replaced_by on {table} "
            "for each row when (old.replaced_by is not null) execute function dashboard_refuse_change()"
        )
    op.execute(
        "create trigger uploads_never_changed before update on uploads "
        "for each statement execute function dashboard_refuse_change()"
    )
    for table in (*_TABLES, "uploads"):
        op.execute(
            f"create trigger {table}_never_deleted before delete or truncate on {table} "
            "for each statement execute function dashboard_refuse_change()"
        )
