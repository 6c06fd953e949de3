"""Rows of an answer as tuples that an eye can check."""

from typing import Any

import pandas as pd
from pandas import DataFrame

Tuples = list[tuple[Any, ...]]


def seen(found: DataFrame, *names: str) -> Tuples:
    """The columns of each row; days as month and day, missing as None."""
    rows = found[list(names)].astype(object).itertuples(index=False, name=None)
    return [tuple(_plain(value) for value in row) for row in rows]


def _plain(value: Any) -> Any:
    if value is None or pd.isna(value):
        return None
    return f"{value:%m-%d}" if isinstance(value, pd.Timestamp) else value
