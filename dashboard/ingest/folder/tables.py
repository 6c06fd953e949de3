"""The tables that the files of a folder amount to."""

from collections.abc import Sequence

import pyarrow as pa

from dashboard.ingest.folder.checked import CheckedFile
from dashboard.model.table import Table
from dashboard.model.tables import DATASETS, TABLES
from dashboard.store.arrow import ARROW_TYPES
from dashboard.store.current import no_rows


def whole(rows: pa.Table, table: Table) -> pa.Table:
    """The rows with every column of the table: what a file lacks is missing, or the column's default."""
    return pa.table(
        {
            column.name: rows[column.name]
            if column.name in rows.column_names
            else pa.repeat(pa.scalar(column.default, ARROW_TYPES[column.kind]), rows.num_rows)
            for column in table.columns
        }
    )


def tables_of(files: Sequence[CheckedFile]) -> dict[str, pa.Table]:
    """The rows of files without an error, those of one table together."""
    parts: dict[str, list[pa.Table]] = {}
    for checked in files:
        if checked.held is not None:
            parts.setdefault(checked.file.table, []).append(checked.held.rows)
    return {name: pa.concat_tables(rows) for name, rows in parts.items()}


def state_of(files: Sequence[CheckedFile], *, changed: Sequence[CheckedFile]) -> dict[str, pa.Table]:
    """The whole tables that the ``changed`` ones of the files can have moved; one without a file has no rows.

    The distances are those of the files and, where they have none of that town, day and source, those computed from
    the front lines.
    """
    touched = {checked.file.table for checked in changed}
    if touched & {"towns", "front_lines"}:
        touched.add("front_distances")
    tables = {name: no_rows(name) for name in DATASETS} | tables_of(files)
    held = [checked.held for checked in files if checked.held is not None]
    computed = [file.computed for file in held if file.computed is not None]
    if computed:
        reported = tables["front_distances"]
        key = list(TABLES["front_distances"].key)
        others = pa.concat_tables(computed).join(reported.select(key), keys=key, join_type="left anti")
        tables["front_distances"] = pa.concat_tables([reported, others.select(reported.column_names)])
    return {name: rows for name, rows in tables.items() if name in touched}
