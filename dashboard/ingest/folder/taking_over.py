"""A new state of the folder in the reading side's tables: what differs comes as the next version, all or nothing."""

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from dashboard.model.table import Table
from dashboard.model.tables import TABLES
from dashboard.store import ledger
from dashboard.store.memory import NEVER, UPLOAD_TYPES, known_entry

Entry = Mapping[str, object]
_COUNTS = ("rows_new", "rows_changed", "rows_unchanged", "rows_removed")


def take_over(
    memory: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table], *, entry: Entry
) -> str | None:
    """Bring the rows as upload ``entry["upload_id"]`` and return its entry's hash; None where no row differs.

    ``tables`` are whole: a current row that is not among them is replaced by that upload.
    """
    upload_id = int(str(entry["upload_id"]))
    counts = dict.fromkeys(_COUNTS, 0)
    memory.begin()
    try:
        for name, rows in tables.items():
            for count, found in _bring(memory, TABLES[name], rows, upload_id=upload_id).items():
                counts[count] += found
        if not counts["rows_new"] + counts["rows_changed"] + counts["rows_removed"]:
            memory.rollback()
            return None
        entry_sha256 = _write_entry(memory, {**entry, **counts})
        memory.commit()
        return entry_sha256
    except BaseException:
        memory.rollback()
        raise


def _bring(
    memory: duckdb.DuckDBPyConnection, table: Table, rows: pa.Table, *, upload_id: int
) -> dict[str, int]:
    memory.register("news", rows.append_column("place", pa.array(range(rows.num_rows), pa.int64())))
    memory.execute(_COMPARED.format(**_parts(table)))
    memory.execute(_REPLACED.format(table=table.name), [upload_id])
    memory.execute(_BROUGHT.format(table=table.name, names=", ".join(table.names)), [upload_id])
    counts = memory.execute(_COUNTED).fetchone() or ()
    memory.execute("drop table compared")
    memory.unregister("news")
    return dict(zip(_COUNTS, counts, strict=True))


def _parts(table: Table) -> dict[str, str]:
    """The key of a row may have missing parts, so it is compared as a value."""
    key = " and ".join(f"n.{name} is not distinct from c.{name}" for name in table.key)
    same = " and ".join(f"n.{name} is not distinct from c.{name}" for name in table.values) or "true"
    return {"table": table.name, "key": key, "same": same}


_COMPARED = f"""
create temp table compared as
select n.place, c.row_id, n.place is not null and c.row_id is not null and {{same}} as same
from news as n full join (from record.{{table}} where replaced_by = {NEVER}) as c on {{key}}
"""
_REPLACED = """
update record.{table} set replaced_by = ?
where row_id in (select row_id from compared where row_id is not null and not same)
"""
_BROUGHT = f"""
insert into record.{{table}}
select (select coalesce(max(row_id), 0) from record.{{table}}) + row_number() over (order by place),
    {{names}}, ?, {NEVER}
from news join compared using (place) where not same
"""
_COUNTED = """
select count(*) filter (row_id is null),
    count(*) filter (place is not null and row_id is not null and not same),
    count(*) filter (same),
    count(*) filter (place is null)
from compared
"""


def _write_entry(memory: duckdb.DuckDBPyConnection, entry: Entry) -> str:
    """Chained to the entry before it as in a ledger, so that one state is never taken for another of its number."""
    before = known_entry(memory, int(str(entry["upload_id"])) - 1) or ""
    whole = {**entry, "entry_sha256": ledger.entry_sha256(entry, before=before)}
    values = [whole[name] for name in UPLOAD_TYPES]
    memory.execute(f"insert into record.uploads values ({', '.join('?' * len(values))})", values)
    return str(whole["entry_sha256"])
