"""The published tables: where each lies under the target, and which columns it has.

``history/<table>`` holds every row of every upload, with the upload that brought it and the one that replaced it (null:
none, it is current). ``<table>`` holds the current rows. ``history/uploads`` is the ledger.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pyarrow as pa

from dashboard.model.tables import TABLES
from dashboard.store.arrow import ARROW_TYPES
from dashboard.store.memory import UPLOAD_TYPES

LEDGER = "history/uploads"


def history_of(table: str) -> str:
    return f"history/{table}"


def location(target: str, place: str) -> str:
    """The address of one table; ``target`` is a folder or the URL of an object store."""
    return f"{target.rstrip('/')}/{place}"


def shown(target: str) -> str:
    """A target as it may be told: nothing of a URL that could be a key."""
    parts = urlsplit(target)
    if not parts.netloc:
        return target
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def places() -> Iterator[tuple[str, dict[str, pa.DataType]]]:
    """Each table's place and columns, the ledger last."""
    for name in TABLES:
        types = row_types(name)
        yield history_of(name), types
        yield name, {column: kind for column, kind in types.items() if column != "replaced_by"}
    yield LEDGER, dict(UPLOAD_TYPES)


def row_types(table: str) -> dict[str, pa.DataType]:
    """The columns of a table's history."""
    columns = {column.name: ARROW_TYPES[column.kind] for column in TABLES[table].columns}
    # As wide as in the reading side, so that sums and differences are there and here.
    columns = {name: pa.int32() if kind == pa.int64() else kind for name, kind in columns.items()}
    return {"row_id": pa.int64(), **columns, "upload_id": pa.int32(), "replaced_by": pa.int32()}
