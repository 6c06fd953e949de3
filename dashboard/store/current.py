"""The current rows of the record: those that no upload has replaced."""

from datetime import timedelta

import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import Connection

from dashboard.model.tables import TABLES
from dashboard.store.arrow import ARROW_TYPES, arrow_rows
from dashboard.store.record import Record


def current_rows(record: Record, name: str) -> pa.Table:
    """Every current row of a table, with its row_id."""
    with record.reading() as connection:
        return _rows(connection, name)


def current_around(record: Record, name: str, *, uploaded: pa.Table, days_before: int) -> pa.Table:
    """The current rows of an upload's days and of the days before, with which a jump can be told."""
    with record.reading() as connection:
        return current_like(connection, name, uploaded=uploaded, days_before=days_before)


def current_like(connection: Connection, name: str, *, uploaded: pa.Table, days_before: int = 0) -> pa.Table:
    """The current rows that an upload could touch: those of its days, and of some days before."""
    if "date" not in TABLES[name].key or not uploaded.num_rows:
        return _rows(connection, name)
    days = pc.min_max(uploaded["date"]).as_py()
    if days["min"] is None:
        return _rows(connection, name, where="and false")
    first = days["min"] - timedelta(days=days_before)
    span = f"date between '{first.isoformat()}' and '{days['max'].isoformat()}'"
    return _rows(connection, name, where=f"and {span}")


def _rows(connection: Connection, name: str, *, where: str = "") -> pa.Table:
    columns = TABLES[name].columns
    types = {"row_id": pa.int64()} | {column.name: ARROW_TYPES[column.kind] for column in columns}
    statement = f"select {', '.join(types)} from {name} where replaced_by is null {where}"
    return pa.concat_tables(arrow_rows(connection, statement, types=types))
