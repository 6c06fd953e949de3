"""The filters in force: what was chosen, and for the rest the newest date, the widest source, departures."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dashboard.analysis.asking import Ask
from dashboard.analysis.defaults import count_points, extent, front_sources
from dashboard.analysis.towns import areas, town_codes
from dashboard.errors import WrongUse
from dashboard.model.filters import Filters, last_days

PERIOD_DAYS = 30


@dataclass(frozen=True)
class Choice:
    """What somebody asked for; None and empty leave it to the data."""

    towns: tuple[str, ...] = ()
    area: str | None = None
    as_of: date | None = None
    since: date | None = None
    until: date | None = None
    source: str | None = None
    count_at: str | None = None
    known_after: int | None = None


def chosen(ask: Ask, choice: Choice, *, today: date) -> Filters:
    """The filters for a choice; raises WrongUse or UnknownTown naming what the data does not hold."""
    newest = (extent(ask) or (today, today))[1]
    as_of = choice.as_of if choice.as_of is not None else newest
    until = min(choice.until, as_of) if choice.until is not None else as_of
    since = choice.since if choice.since is not None else last_days(until, PERIOD_DAYS)[0]
    if since > until:
        raise WrongUse("since", str(since), f"a day on or before {until}")
    return Filters(
        as_of=as_of,
        since=since,
        until=until,
        towns=town_codes(ask, choice.towns),
        area=_known(choice.area, lambda: list(areas(ask("towns"))), place="area"),
        source=_known(choice.source, lambda: front_sources(ask, as_of=newest), place="source")
        or _first(front_sources(ask, as_of=as_of), ""),
        count_at=_known(choice.count_at, lambda: count_points(ask, as_of=newest), place="count_at")
        or _first(count_points(ask, as_of=as_of), "departure"),
        known_after=choice.known_after,
    )


def _first(known: list[str], otherwise: str) -> str:
    return known[0] if known else otherwise


def _known(found: str | None, held: Callable[[], list[str]], *, place: str) -> str | None:
    """What was chosen, if the data holds it on any day; on an older as-of day it may have nothing to show yet."""
    if found is None:
        return None
    known = held()
    if found not in known:
        shown = ", ".join(known[:12]) + (" .." if len(known) > 12 else "")
        raise WrongUse(place, found, f"one of: {shown}" if known else "nothing, there is no data for it yet")
    return found
