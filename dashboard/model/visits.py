"""The moments of a browser's visits, as a cookie keeps them: nothing about who it is."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

COOKIE = "dashboard_visits"
APART = timedelta(minutes=30)  # loads that are further apart belong to two visits


@dataclass(frozen=True)
class Visits:
    """``latest`` is the newest load of a page, ``previous`` the last load of the visit before; None: there was none."""

    latest: datetime
    previous: datetime | None

    def text(self) -> str:
        """Both moments in seconds since 1970, as the cookie holds them."""
        before = "" if self.previous is None else f"{self.previous.timestamp():.0f}"
        return f"{self.latest.timestamp():.0f}.{before}"


def visits_of(text: str | None) -> Visits | None:
    """What a cookie says; None where there is none, or one that nobody here wrote."""
    found = re.fullmatch(r"(\d{1,10})\.(\d{0,10})", text or "", re.ASCII)
    if found is None:
        return None
    latest, previous = found.groups()
    return Visits(_moment(latest), _moment(previous) if previous else None)


def with_load(visits: Visits | None, *, now: datetime) -> Visits:
    """The visits after another page was loaded; a moment that has not come yet is none."""
    if visits is None or visits.latest > now:
        return Visits(now, None)
    return Visits(now, visits.latest if now - visits.latest > APART else visits.previous)


def _moment(seconds: str) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)
