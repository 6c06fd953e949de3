"""Values and rows of a frame as Python's own."""

from datetime import date
from typing import Any

import pandas as pd
from pandas import DataFrame


def rows(frame: DataFrame) -> list[dict[str, Any]]:
    """Each row by column; what type a column has, its question says."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def whole(value: Any) -> int | None:
    """The number, missing as None."""
    return None if value is None or pd.isna(value) else int(value)


def day_of(value: Any) -> date | None:
    """The day, missing as None."""
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()


def known(value: Any) -> Any:
    """The value, missing as None."""
    return None if pd.isna(value) else value
