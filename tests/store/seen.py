"""What a record holds, as plain rows for comparison."""

from datetime import date

import pandas as pd

from dashboard.store.export import dataset_rows
from dashboard.store.following import RecordSource
from dashboard.store.reading import Reader
from dashboard.store.record import Record

Rows = list[tuple[object, ...]]


def rows_of(source: Record | Reader, dataset: str, *columns: str, version: int | None = None) -> Rows:
    """The rows as known after an upload (the newest, if none is named), in the order of the key; missing is None."""
    reader = Reader(RecordSource(source)) if isinstance(source, Record) else source
    newest = reader.follow().version
    frame = dataset_rows(reader, dataset, version=newest if version is None else version)
    chosen = frame[list(columns)] if columns else frame
    return [tuple(_plain(value) for value in row) for row in chosen.itertuples(index=False, name=None)]


def _plain(value: object) -> object:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    return value.isoformat() if isinstance(value, date) else value
