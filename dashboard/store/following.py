"""How the reading side follows the record: rows brought and rows replaced since the version it knows."""

from collections.abc import Iterator

import duckdb
import pyarrow as pa
from sqlalchemy import Connection

from dashboard.model.table import Kind
from dashboard.model.tables import TABLES
from dashboard.store.arrow import ARROW_TYPES, arrow_rows
from dashboard.store.collecting import no_collection
from dashboard.store.schema import UPLOADS

_NEVER = 2**31 - 1  # "replaced by" of a current row: later than any upload
DUCKDB_TYPES: dict[Kind, str] = {
    "date": "date",
    "people": "integer",
    "km": "double",
    "latitude": "double",
    "longitude": "double",
}


def empty_tables() -> Iterator[str]:
    """The statements that make the reading side's tables."""
    # Compressed, codes are numbers: grouping 6 million distances by town takes a third of the time.
    yield "attach ':memory:' as record (compress)"
    for name, table in TABLES.items():
        columns = ", ".join(f"{c.name} {DUCKDB_TYPES.get(c.kind, 'varchar')}" for c in table.columns)
        yield f"create table record.{name} (row_id bigint, {columns}, upload_id integer, replaced_by integer)"
    columns = ", ".join(
        f"{name} {'integer' if kind == pa.int32() else 'varchar'}" for name, kind in _UPLOAD_TYPES.items()
    )
    yield f"create table record.uploads ({columns})"


def take_over(connection: Connection, memory: duckdb.DuckDBPyConnection, *, since: int) -> None:
    """All that came after version ``since``, or nothing where it fails."""
    memory.begin()
    try:
        with no_collection():
            for name in TABLES:
                _bring(connection, memory, name=name, since=since)
                if since:
                    _replace(connection, memory, name=name, since=since)
        statement = f"select {', '.join(_UPLOAD_TYPES)} from uploads where upload_id > {since}"
        for news in arrow_rows(connection, statement, types=_UPLOAD_TYPES):
            _apply(memory, news, statement="insert into record.uploads select * from news")
        memory.commit()
        if not since:
            memory.execute("checkpoint record")  # which compresses; rows that come later stay as they are
    except BaseException:
        memory.rollback()
        raise


def touched(memory: duckdb.DuckDBPyConnection, *, since: int) -> dict[str, list[int]]:
    """The uploads after version ``since`` that brought or replaced rows of each table."""
    return {
        name: [
            upload_id
            for (upload_id,) in memory.execute(_TOUCHED.format(name=name), [since, since]).fetchall()
        ]
        for name in TABLES
    }


_TOUCHED = (
    "select upload_id from record.{name} where upload_id > ? "
    f"union select replaced_by from record.{{name}} where replaced_by > ? and replaced_by < {_NEVER} order by 1"
)


def _bring(connection: Connection, memory: duckdb.DuckDBPyConnection, *, name: str, since: int) -> None:
    types = {"row_id": pa.int64()} | {c.name: ARROW_TYPES[c.kind] for c in TABLES[name].columns}
    types |= {"upload_id": pa.int32(), "replaced_by": pa.int32()}
    statement = f"select {', '.join(types)} from {name} where upload_id > {since}"
    bring = f"select * replace (coalesce(replaced_by, {_NEVER}) as replaced_by) from news"
    for news in arrow_rows(connection, statement, types=types):
        _apply(memory, news, statement=f"insert into record.{name} {bring}")


def _replace(connection: Connection, memory: duckdb.DuckDBPyConnection, *, name: str, since: int) -> None:
    types = {"row_id": pa.int64(), "replaced_by": pa.int32()}
    statement = f"select row_id, replaced_by from {name} where replaced_by > {since} and upload_id <= {since}"
    replace = "set replaced_by = n.replaced_by from news as n where t.row_id = n.row_id"
    for news in arrow_rows(connection, statement, types=types):
        _apply(memory, news, statement=f"update record.{name} as t {replace}")


def _apply(memory: duckdb.DuckDBPyConnection, news: pa.Table, *, statement: str) -> None:
    if news.num_rows:
        memory.register("news", news)
        memory.execute(statement)
        memory.unregister("news")


def _upload_type(sql_type: str) -> pa.DataType:
    return pa.int32() if sql_type in ("INTEGER", "BIGINT") else pa.string()


_UPLOAD_TYPES = {column.name: _upload_type(str(column.type)) for column in UPLOADS.c}
