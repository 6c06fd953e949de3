"""Who may do what in the database: the owner makes the tables, the app adds to them, readers read.

``dashboard_app`` and ``dashboard_reader`` are groups that the operator makes (deploy/postgresql/roles.sql) and gives
to logins. The app may add rows and note which upload replaced one; it may not change or delete what is there.
"""

from sqlalchemy import Connection

from dashboard.model.tables import TABLES

APP, READER = "dashboard_app", "dashboard_reader"


def grant_rights(connection: Connection) -> list[str]:
    """Give the groups their rights on the tables; the groups that there are."""
    groups = [
        group
        for (group,) in connection.exec_driver_sql(
            f"select rolname from pg_roles where rolname in ('{APP}', '{READER}') order by rolname"
        )
    ]
    schema = connection.exec_driver_sql("select quote_ident(current_schema())").scalar_one()
    for group in groups:
        connection.exec_driver_sql(f"grant usage on schema {schema} to {group}")
        for name in ("uploads", "alembic_version", *TABLES):
            connection.exec_driver_sql(f"grant select on {name} to {group}")
    if APP in groups:
        connection.exec_driver_sql(f"grant insert on uploads to {APP}")
        for name in TABLES:
            connection.exec_driver_sql(f"grant insert, update (replaced_by) on {name} to {APP}")
    return groups


def may_migrate(connection: Connection) -> bool:
    """Whether this login may make tables, and owns those that are there."""
    statement = (
        "select has_schema_privilege(current_schema(), 'create') and not exists (select from pg_tables "
        "where schemaname = current_schema() and not pg_has_role(tableowner, 'usage'))"
    )
    return bool(connection.exec_driver_sql(statement).scalar_one())
