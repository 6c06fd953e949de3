"""What tests of changes share: two days compared, and a change as a tuple that an eye can check."""

from datetime import date
from typing import Any

from pandas import DataFrame

from dashboard.analysis.asking import Ask
from dashboard.analysis.changes.since import changes
from tests.analysis.told_rows import Tuples, seen
from tests.records import on

__all__ = ["DAY", "SINCE", "Tuples", "changed", "seen"]

DAY = "2025-09-12"
SINCE = date(2025, 9, 5)


def changed(ask: Ask, *, since: date = SINCE, day: str = DAY, **more: Any) -> DataFrame:
    """The changes as of a day; of ``more`` what is no filter goes to ``changes``."""
    asked = {name: more.pop(name) for name in ("known_before", "then_ask", "edges_km") if name in more}
    return changes(ask, on(day, **more), since=since, **asked)
