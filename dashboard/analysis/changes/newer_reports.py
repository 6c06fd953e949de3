"""Values as they were and as they are, where a later report says them.

Written over plain values, as all that looks for changes: some hundred towns are a millisecond so, and ten in frames.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import compress
from typing import Any, NamedTuple

from pandas import DataFrame, Timestamp
from pandas.api.typing import NaTType


class Newer(NamedTuple):
    """The dates are those of the two reports.

    Of a state that is reported for the first time ``was`` and ``before_date`` are missing.
    """

    town_code: str
    town_name: str
    was: Any
    is_now: Any
    before_date: Timestamp | NaTType
    after_date: Timestamp

    def change(self, kind: str, **more: object) -> dict[str, Any]:
        """The row of a change of that kind, of the day of the newer report."""
        return {
            "town_code": self.town_code,
            "town_name": self.town_name,
            "kind": kind,
            "date": self.after_date,
            "before": self.was,
            "after": self.is_now,
            "before_date": self.before_date,
            "after_date": self.after_date,
        } | more


def as_before(rows: DataFrame) -> DataFrame:
    """Of an answer the columns that end in "_before", under the names of those that they were."""
    names = (name for name in map(str, rows) if name.endswith("_before"))
    was = {name.removesuffix("_before"): rows[name] for name in names}
    return DataFrame({"town_code": rows["town_code"], "town_name": rows["town_name"]} | was)


def newer_reports(then: DataFrame, now: DataFrame, *, value: str, day: str) -> Iterator[Newer]:
    """One for each town that had a value then and has another now, by a report of a later day.

    Another value of the same day is a correction, and is left out; so is an older report that stands again because a
    newer one was taken back.
    """
    earlier = {code: told for code, *told in _told(then, "town_code", value, day=day)}
    for code, name, is_now, after in _told(now, "town_code", "town_name", value, day=day):
        was, before = earlier.get(code, (is_now, after))
        if after > before and was != is_now:
            yield Newer(code, name, was, is_now, _day(before), _day(after))


def _told(rows: DataFrame, *columns: str, day: str) -> Iterator[tuple[Any, ...]]:
    """These columns of the rows whose last one is known, and their day as a number, which is compared at once."""
    moments = rows[day].to_numpy(dtype="datetime64[us]").astype("int64").tolist()
    values = zip(*(rows[name].tolist() for name in columns), moments, strict=True)
    return compress(values, rows[columns[-1]].notna().tolist())


@lru_cache(maxsize=5_000)
def _day(microseconds: int) -> Timestamp:
    """Of some days that thousands of changes share."""
    return Timestamp(microseconds, unit="us")
