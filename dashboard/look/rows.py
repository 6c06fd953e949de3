"""The rows of a frame one after another, for cells that are written in words."""

from collections.abc import Iterable
from typing import Any, cast

from pandas import DataFrame


def rows_of(frame: DataFrame) -> Iterable[Any]:
    """Each row with its columns as attributes; what type a column has, its question says."""
    return cast("Iterable[Any]", frame.itertuples(index=False))
