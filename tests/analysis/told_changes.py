"""What tests of changes share: a change as a tuple that an eye can check."""

from datetime import date
from typing import Any

import pandas as pd
from pandas import DataFrame

from dashboard.analysis.asking import Ask
from dashboard.analysis.changes import changes
from tests.records import on

DAY = "2025-09-12"
SINCE = date(2025, 9, 5)

Tuples = list[tuple[Any, ...]]


def changed(ask: Ask, *, since: date = SINCE, day: str = DAY, **more: Any) -> DataFrame:
    """The changes as of a day; of ``more`` what is no filter goes to ``changes``."""
    asked = {name: more.pop(name) for name in ("known_before", "then_ask", "edges_km") if name in more}
    return changes(ask, on(day, **more), since=since, **asked)


def seen(found: DataFrame, *names: str) -> Tuples:
    """The columns of each row; days as month and day, missing as None."""
    rows = found[list(names)].astype(object).itertuples(index=False, name=None)
    return [tuple(_plain(value) for value in row) for row in rows]


def _plain(value: Any) -> Any:
    if value is None or pd.isna(value):
        return None
    return f"{value:%m-%d}" if isinstance(value, pd.Timestamp) else value
