"""Pace against time in words: how long clearing takes, what the chance is by then, who is likely still there."""

from typing import Any

from dashboard.analysis.ahead.time_to_clear import LAST_DAYS, NEEDED_DAYS
from dashboard.analysis.pace import WINDOW_DAYS
from dashboard.look.formats import chance, day, is_missing, pace, people
from dashboard.look.words import word
from dashboard.ui.outlook_words import why_words

PROJECTED = (None, "nobody_left")  # of a row's ``why``: there is a pace and somebody to be brought out


def pace_sentence(row: Any, *, why_no_outlook: str | None = None, source: str = "") -> str:
    """A row of ``time_to_clear`` as one sentence; ``why_no_outlook`` says why that source has no chance."""
    parts = [_clearing(row)]
    if why_of(row) in PROJECTED:
        parts += [_chance(row, why_no_outlook, source), _still_there(row)]
    return word("clear.sentence", parts="; ".join(part for part in parts if part))


def clear_in(row: Any) -> str:
    """The time to clear for a cell: days, or why there are none; ``why`` or ``why_no_pace`` of the row says so."""
    why = why_of(row)
    return word("clear.days", count=int(row.days_to_clear)) if why is None else word(f"clear.brief_{why}")


def still_there(row: Any) -> str:
    """ "180–420", or one figure where both ends are the same."""
    low, high = people(row.still_there_low), people(row.still_there_high)
    return low if low == high else word("outlook.range", low=low, high=high)


def why_of(row: Any) -> str | None:
    why = row.why_no_pace if hasattr(row, "why_no_pace") else row.why
    return None if is_missing(why) else str(why)


def _clearing(row: Any) -> str:
    why, days = why_of(row), {"days": WINDOW_DAYS}
    if why == "no_reports":
        return word("clear.no_reports", **days)
    if why == "few_reports":
        return word("clear.few_reports", count=int(row.days_reported), needed=NEEDED_DAYS, **days)
    if why == "nobody_there":
        return word("clear.nobody_there", date=day(row.people_date))
    if why == "nobody_left":
        return word("clear.nobody_left", count=int(row.days_reported), **days)
    at = word("clear.at", pace=pace(row.per_day), count=int(row.days_reported), **days)
    if why is not None:
        return word(f"clear.{why}", at=at, date=day(row.people_date))
    return word("clear.takes", at=at, count=int(row.days_to_clear))


def _chance(row: Any, why_no_outlook: str | None, source: str) -> str:
    if not is_missing(row.chance):
        return word("clear.chance", edge=int(row.within_km), chance=chance(row.chance))
    if not is_missing(row.chance_in_90_days):
        shown = chance(row.chance_in_90_days)
        return word("clear.chance_last", edge=int(row.within_km), chance=shown, days=LAST_DAYS)
    if why_no_outlook is None:
        return word("clear.no_outlook")
    return word("clear.no_outlook_why", why=why_words(why_no_outlook, source=source, kind="brief"))


def _still_there(row: Any) -> str:
    """Who is left when the chance reaches one half; nothing where there is no outlook."""
    if is_missing(row.chance_in_90_days):
        return ""
    if is_missing(row.near_in_days):
        return word("clear.unlikely", days=LAST_DAYS)
    if row.near_in_days == 0:
        return word("clear.near_now", people=people(row.people))
    if row.still_there_high == 0:
        return word("clear.gone_before")
    return word("clear.still_there", people=still_there(row), date=day(row.near_on))
