"""DuckDB's dialect, in which questions are written, as Spark's.

Every column, star and ``group by all`` is written out, since engines know less of these; the two dialects differ in
where nulls are put, which sqlglot knows, and in what is done below.
"""

from functools import lru_cache

import sqlglot
from sqlglot import ErrorLevel, UnsupportedError, exp
from sqlglot.optimizer.qualify import qualify

from dashboard.model.tables import TABLES
from dashboard.store.memory import UPLOAD_TYPES
from dashboard.store.published.tables import row_types

_SCHEMA: dict[str, object] = {
    "record": {name: dict.fromkeys(row_types(name), "varchar") for name in TABLES}
    | {"uploads": dict.fromkeys(UPLOAD_TYPES, "varchar")}
}


def view_of(table: str) -> str:
    """The view of a session that stands for a table of the reading side, like ``record.towns``."""
    return f"record_{table}"


@lru_cache(maxsize=500)
def spark_sql(duckdb_sql: str) -> str:
    """The same query for Spark; its ``$name`` are ``:name``. Raises SqlglotError where Spark cannot say it."""
    query = sqlglot.parse_one(duckdb_sql, read="duckdb")
    names = set()
    for common in query.find_all(exp.CTE):
        common.set("materialized", None)
        if common.alias in names:
            # All of them are moved to the front, where one would stand for the other.
            raise UnsupportedError(f"two parts of a query are called {common.alias}")
        names.add(common.alias)
    query = qualify(query, schema=_SCHEMA, dialect="duckdb")
    return query.transform(_as_spark).sql("spark", unsupported_level=ErrorLevel.RAISE)


def _as_spark(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.Table):
        if node.db == "record":
            node.set("this", exp.to_identifier(view_of(node.name), quoted=True))
            node.set("db", None)
        if node.args.get("pivots"):
            node.set("alias", None)  # Spark wants it after UNPIVOT, where there is one already
    elif isinstance(node, exp.ArgMax | exp.ArgMin):
        # DuckDB passes over rows whose value is null, Spark answers with null.
        known = node.this.copy().is_(exp.null()).not_()
        node.set("expression", exp.case().when(known, node.expression))
    elif isinstance(node, exp.Group) and node.args.get("all") and isinstance(node.parent, exp.Select):
        keys = (each.unalias().copy() for each in node.parent.selects if not each.find(exp.AggFunc))
        node = exp.Group(expressions=list(keys))
    return node
