"""What a reader has chosen to see: the same for every page, every command and every download."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

DAYS_BACK = 7

Parameter = str | int | float | date | Sequence[str] | Sequence[float] | Sequence[date] | None


@dataclass(frozen=True)
class Filters:
    """``towns`` (codes) and ``area`` (an oblast, raion or hromada code) narrow; empty and None are all.

    ``as_of`` is the day the reader looks from, ``since`` and ``until`` the days that charts and totals span, both
    included and never after ``as_of``. ``source`` is the source of front distances, ``count_at`` the point where
    evacuees were counted: neither is ever mixed with another. ``known_after`` asks for the rows as known after that
    upload; None is the newest.
    """

    as_of: date
    since: date
    until: date
    towns: tuple[str, ...] = ()
    area: str | None = None
    source: str = ""
    count_at: str = "departure"
    known_after: int | None = None

    def parameters(self) -> dict[str, Parameter]:
        """The bound parameters of the questions; ``before`` is the day that the as-of day is compared with."""
        return {
            "towns": list(self.towns) or None,
            "area": self.area,
            "as_of": self.as_of,
            "before": a_week_before(self.as_of),
            "since": self.since,
            "until": self.until,
            "source": self.source,
            "count_at": self.count_at,
        }

    def of_town(self, town_code: str) -> "Filters":
        """The same for one town alone."""
        return replace(self, towns=(town_code,), area=None)


def a_week_before(as_of: date) -> date:
    """The day that the as-of day is compared with where nobody chose one."""
    return as_of - timedelta(days=DAYS_BACK)


def last_days(as_of: date, days: int) -> tuple[date, date]:
    """The ``days`` days up to and including ``as_of``."""
    return as_of - timedelta(days=days - 1), as_of
