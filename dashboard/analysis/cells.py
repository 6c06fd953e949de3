"""Single values of a frame as Python's own, missing as None."""

from datetime import date
from typing import Any

import pandas as pd


def whole(value: Any) -> int | None:
    return None if value is None or pd.isna(value) else int(value)


def day_of(value: Any) -> date | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()
