"""The current rows: those that no upload has replaced, of a record or of tables at hand."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import Connection

from dashboard.model.tables import TABLES
from dashboard.store import ledger
from dashboard.store.arrow import ARROW_TYPES, arrow_rows
from dashboard.store.record import Record


class KnownRows(Protocol):
    """What a file is checked against, in columns of the model's types."""

    def version(self) -> int:
        """The newest upload that is known; 0 where there are no uploads."""
        ...

    def rows(self, name: str) -> pa.Table:
        """Every current row of a table."""
        ...

    def around(self, name: str, *, uploaded: pa.Table, days_before: int = 0) -> pa.Table:
        """The current rows that a file could touch: those of its days, and of some days before, for jumps."""
        ...


class RecordRows:
    """The current rows of a record, with their row_id."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def version(self) -> int:
        with self._record.reading() as connection:
            return ledger.version(connection)

    def rows(self, name: str) -> pa.Table:
        return current_rows(self._record, name)

    def around(self, name: str, *, uploaded: pa.Table, days_before: int = 0) -> pa.Table:
        return current_around(self._record, name, uploaded=uploaded, days_before=days_before)


class TablesAtHand:
    """Rows in memory; a table that is not among them has none. No upload brought them."""

    def __init__(self, tables: Mapping[str, pa.Table]) -> None:
        self._tables = tables

    def version(self) -> int:
        return 0

    def rows(self, name: str) -> pa.Table:
        return self._tables.get(name, no_rows(name))

    def around(self, name: str, *, uploaded: pa.Table, days_before: int = 0) -> pa.Table:
        rows = self.rows(name)
        if "date" not in TABLES[name].key or not uploaded.num_rows:
            return rows
        span = _span(uploaded, days_before=days_before)
        if span is None:
            return rows.slice(0, 0)
        return rows.filter(
            pc.and_(pc.greater_equal(rows["date"], span[0]), pc.less_equal(rows["date"], span[1]))
        )


def no_rows(name: str) -> pa.Table:
    """A table of the model without a row."""
    return pa.schema({c.name: ARROW_TYPES[c.kind] for c in TABLES[name].columns}).empty_table()


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
    span = _span(uploaded, days_before=days_before)
    if span is None:
        return _rows(connection, name, where="and false")
    days = f"date between '{span[0].isoformat()}' and '{span[1].isoformat()}'"
    return _rows(connection, name, where=f"and {days}")


def _span(uploaded: pa.Table, *, days_before: int) -> tuple[date, date] | None:
    """The first and the last day that count; None where no row has a day."""
    days = pc.min_max(uploaded["date"]).as_py()
    return None if days["min"] is None else (days["min"] - timedelta(days=days_before), days["max"])


def _rows(connection: Connection, name: str, *, where: str = "") -> pa.Table:
    columns = TABLES[name].columns
    types = {"row_id": pa.int64()} | {column.name: ARROW_TYPES[column.kind] for column in columns}
    statement = f"select {', '.join(types)} from {name} where replaced_by is null {where}"
    return pa.concat_tables(arrow_rows(connection, statement, types=types))
