"""What an upload would do: rows with new keys, rows whose values differ, rows that are already so."""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from dashboard.model.table import Table
from dashboard.model.tables import TABLES
from dashboard.store import ledger
from dashboard.store.current import current_like
from dashboard.store.record import Record


@dataclass(frozen=True)
class TableChanges:
    """What an upload does to one table.

    ``rows`` are the rows to store, in the file's order, with every column of the table; ``replaces`` is the row_id of
    the current row that each takes the place of, null for a new key. ``differences`` has one row per changed value:
    the key's columns, column, old, new (as text). ``keys`` are all keys of the file, changed or not.
    """

    table: str
    rows: pa.Table
    differences: pa.Table
    keys: pa.Table
    new: int
    changed: int
    unchanged: int


@dataclass(frozen=True)
class Preview:
    """All that would change, as seen on ``base_version``; the commit fails if these rows moved on since.

    ``base_sha256`` tells that version from one of the same number in another copy of the database. ``made_from`` is
    the version whose towns and front lines the rows were checked against and computed from.
    """

    dataset: str
    base_version: int
    base_sha256: str | None
    made_from: int
    tables: tuple[TableChanges, ...]

    @property
    def new(self) -> int:
        return sum(changes.new for changes in self.tables)

    @property
    def changed(self) -> int:
        return sum(changes.changed for changes in self.tables)

    @property
    def unchanged(self) -> int:
        return sum(changes.unchanged for changes in self.tables)


def preview(
    record: Record, dataset: str, *, rows: Mapping[str, pa.Table], made_from: int | None = None
) -> Preview:
    """Compare checked rows with the current ones.

    ``rows`` maps a table's name to its rows in columns of the model's types; a column that the file does not have is
    absent there: new rows then get its default or nothing, changed rows keep the value they had. A column with a
    default is of the report itself: a distance that a file without a method changes is no longer a computed one.
    """
    with record.reading() as connection:
        base_version = ledger.version(connection)
        base_sha256 = ledger.entry_sha256_of(connection, base_version)
        current = {name: current_like(connection, name, uploaded=uploaded) for name, uploaded in rows.items()}
    made_from = base_version if made_from is None else made_from
    return Preview(dataset, base_version, base_sha256, made_from, compared(rows, current))


def compared(rows: Mapping[str, pa.Table], current: Mapping[str, pa.Table]) -> tuple[TableChanges, ...]:
    """What rows would do to each table; ``current`` are rows that they could touch, with their row_id."""
    return tuple(_changes(TABLES[name], uploaded, current=current[name]) for name, uploaded in rows.items())


def _changes(table: Table, uploaded: pa.Table, *, current: pa.Table) -> TableChanges:
    with duckdb.connect(":memory:", config={"enable_external_access": "false"}) as scratch:
        scratch.register(
            "uploaded", uploaded.append_column("place", pa.array(range(uploaded.num_rows), pa.int64()))
        )
        scratch.register("current", current)
        scratch.execute(_COMPARED.format(**_parts(table, uploaded)))
        rows = scratch.sql(
            f"select {', '.join(table.names)}, replaces from compared where is_new or is_changed order by place"
        ).to_arrow_table()
        [(new, changed, unchanged)] = scratch.execute(
            "select count(*) filter (is_new), count(*) filter (is_changed), "
            "count(*) filter (not is_new and not is_changed) from compared"
        ).fetchall()
        return TableChanges(
            table.name,
            rows,
            _differences(scratch, table, uploaded=uploaded),
            uploaded.select(list(table.key)),
            new,
            changed,
            unchanged,
        )


_COMPARED = """
create temp table compared as
select {values}, c.row_id as replaces, c.row_id is null as is_new,
       c.row_id is not null and ({differs}) as is_changed, u.place{olds}
from uploaded u left join current c on {same_key}
"""


def _parts(table: Table, uploaded: pa.Table) -> dict[str, str]:
    given = set(uploaded.column_names)
    values = []
    for column in table.columns:
        default = f"'{column.default}'" if column.default else f"c.{column.name}"
        values.append(f"{f'u.{column.name}' if column.name in given else default} as {column.name}")
    compared = [name for name in table.values if name in given]
    return {
        "values": ", ".join(values),
        "differs": " or ".join(f"u.{name} is distinct from c.{name}" for name in compared) or "false",
        "same_key": " and ".join(f"u.{name} is not distinct from c.{name}" for name in table.key),
        "olds": "".join(f", c.{name} as old_{name}" for name in compared),
    }


def _differences(scratch: duckdb.DuckDBPyConnection, table: Table, *, uploaded: pa.Table) -> pa.Table:
    key = ", ".join(table.key)
    compared = [name for name in table.values if name in uploaded.column_names]
    selects = [
        f"select place, {number} as position, {key}, '{name}' as \"column\", "
        f"old_{name}::varchar as old, {name}::varchar as new "
        f"from compared where is_changed and old_{name} is distinct from {name}"
        for number, name in enumerate(compared)
    ]
    union = (
        " union all ".join(selects)
        or f"select place, 0 as position, {key}, '' as \"column\", '' as old, '' as new from compared limit 0"
    )
    return scratch.sql(
        f"select * exclude (place, position) from ({union}) order by place, position"
    ).to_arrow_table()
