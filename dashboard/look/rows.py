"""The rows of a frame one after another, for cells that are written in words."""

from collections.abc import Iterator
from types import SimpleNamespace

from pandas import DataFrame

ROWS_AT_MOST = 400  # of a table on a page: 4,000 would take 5 MB and a second; the file has them all


def rows_of(frame: DataFrame) -> Iterator[SimpleNamespace]:
    """The rows that a table shows, with columns as attributes; what type a column has, its question says."""
    shown = frame.head(ROWS_AT_MOST)
    names = list(shown.columns)
    for row in shown.astype(object).to_numpy().tolist():
        yield SimpleNamespace(**dict(zip(names, row, strict=True)))
