"""The rows of a frame one after another, for cells that are written in words."""

from collections import namedtuple
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, cast

from pandas import DataFrame

ROWS_AT_MOST = 400  # of a table on a page: 4,000 would take 5 MB and a second; the file has them all


def rows_of(frame: DataFrame) -> Iterable[Any]:
    """The rows that a table shows, with columns as attributes; what type a column has, its question says."""
    shown = frame.head(ROWS_AT_MOST)
    make = _row(tuple(shown.columns))
    return map(make, shown.astype(object).to_numpy().tolist())


@lru_cache(maxsize=256)
def _row(columns: tuple[str, ...]) -> Callable[[Iterable[object]], Any]:
    """Of values a row; kept, because making the type of a row takes longer than thirty rows of it."""
    made: Any = namedtuple("Row", columns, rename=True)  # type: ignore[misc]
    return cast("Callable[[Iterable[object]], Any]", made._make)
