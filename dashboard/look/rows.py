"""The rows of a frame one after another, for cells that are written in words."""

from collections.abc import Iterable
from typing import Any, cast

from pandas import DataFrame

ROWS_AT_MOST = 400  # of a table on a page: 4,000 would take 5 MB and a second; the file has them all


def rows_of(frame: DataFrame) -> Iterable[Any]:
    """The rows that a table shows, with columns as attributes; what type a column has, its question says."""
    return cast("Iterable[Any]", frame.head(ROWS_AT_MOST).itertuples(index=False))
