"""What a file would change where there is no record to store it in: told, and never committed."""

from collections.abc import Mapping

import pyarrow as pa

from dashboard.store.current import KnownRows
from dashboard.store.preview import Preview, compared


def preview_beside(known: KnownRows, dataset: str, *, rows: Mapping[str, pa.Table]) -> Preview:
    """A preview of checked rows beside rows of a folder; see ``preview``."""
    current = {name: known.around(name, uploaded=uploaded) for name, uploaded in rows.items()}
    numbered = {
        name: there.append_column("row_id", pa.array(range(there.num_rows), pa.int64()))
        for name, there in current.items()
    }
    return Preview(dataset, known.version(), None, known.version(), compared(rows, numbered))
