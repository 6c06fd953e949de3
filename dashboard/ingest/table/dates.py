"""Days as people write them: ISO, or one other order throughout the file; a doubt is asked, never guessed."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from dashboard.errors import ChoiceNeeded
from dashboard.ingest.choices import DateOrder
from dashboard.ingest.table.months import month_of
from dashboard.ingest.table.problem import Problem
from dashboard.ingest.table.read_by import ReadBy
from dashboard.settings import PLACE_TIME_ZONE

FIRST_DAY = date(2014, 1, 1)  # before the war nothing of this was reported; earlier is a slip

_MIDNIGHT = r"(?: 0?0:00(?::00)?)?"  # how a spreadsheet writes a day into CSV
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})", re.ASCII)
_DOTTED = re.compile(rf"(\d{{1,2}})\.(\d{{1,2}})\.(\d{{4}})(?:\s*[рг]\.|{_MIDNIGHT})", re.ASCII)
_SLASHED = re.compile(rf"(\d{{1,2}})[/-](\d{{1,2}})[/-](\d{{4}}){_MIDNIGHT}", re.ASCII)
_IN_WORDS = re.compile(r"([0-9]{1,2})[ -]([^\W\d_]{3,12})\.?,?[ -]([0-9]{4})(?:\s*(?:[рг]\.?|року|года))?")
_SHORT_YEAR = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d\d", re.ASCII)
_SERIAL = re.compile(r"4[0-9]{4}(\.[0-9]+)?")  # days since 1900, of 2009 to 2036
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?( ?(Z|[+-]\d\d:?\d\d))?", re.ASCII)
_EXISTS = "a day that exists, like 2025-09-12"


def day_reader(
    texts: Sequence[str], by: ReadBy
) -> tuple[Callable[[str], date | Problem], list[tuple[str, str]]]:
    """How the days of a column are read, and what is told of that.

    Raises ChoiceNeeded where they could be two days each and nothing in the file decides.
    """
    order = by.choices.dates or _proven_order(texts)
    # Beside ISO days a day.month.year would be a slip.
    dotted = bool(texts) and all(_DOTTED.fullmatch(text) for text in texts)
    doubtful = next((t for t in texts if (found := _SLASHED.fullmatch(t)) and found[1] != found[2]), None)
    told = []
    if order is not None and doubtful is not None:
        told = [("date_order", f"days are read {order.replace('-', ' ')} throughout the file")]
    elif doubtful is not None:
        reason = f'"{doubtful}" may be day/month or month/day, and no other day of the file decides it'
        remedy = "Say which (--dates day-first or month-first), or write days like 2025-09-12."
        options = ("day-first", "month-first")
        raise ChoiceNeeded(by.file_name, reason, remedy, choice="dates", options=options)
    elif dotted:
        days = ((text, _day(text, order=None, dotted=True)) for text in texts)
        told = [
            ("date_order", f'days are read as day.month.year, "{text}" as {day}')
            for text, day in days
            if isinstance(day, date)
        ][:1]
    return lambda text: _day_so_far(text, order=order, dotted=dotted, today=by.today), told


def _proven_order(texts: Sequence[str]) -> DateOrder | None:
    """The order that a first or a second number above 12 proves; None where there is none."""
    parts = [(int(found[1]), int(found[2])) for text in texts if (found := _SLASHED.fullmatch(text))]
    if any(first > 12 for first, _ in parts):
        return "day-first"
    return "month-first" if any(second > 12 for _, second in parts) else None


def _day_so_far(text: str, *, order: DateOrder | None, dotted: bool, today: date) -> date | Problem:
    """Tomorrow is told and let through: the steward's clock may be ahead of the place's."""
    found = _day(text, order=order, dotted=dotted)
    if isinstance(found, Problem):
        return found
    if found > today + timedelta(days=1):
        return Problem("future", f"a day that is not in the future (today is {today})")
    if found < FIRST_DAY:
        return Problem("range", f"a day since {FIRST_DAY}")
    return found


def day_notice(text: str, found: object, *, today: date) -> Problem | None:
    """What a steward shall confirm of a day that was read."""
    if not isinstance(found, date):
        return None
    if found > today:
        return Problem("tomorrow", f"a day up to today ({today}); read as {found}, to be confirmed", "notice")
    if _MOMENT.fullmatch(text) and text[10:] not in ("T00:00:00", " 00:00:00"):
        return Problem("time_of_day", f"a day; read as {found}, the day at the place (Kyiv)", "notice")
    return None


def _day(text: str, *, order: DateOrder | None, dotted: bool) -> date | Problem:
    if found := _YEAR_FIRST.fullmatch(text):
        return _real(found[1], found[2], found[3])
    if found := _DOTTED.fullmatch(text):
        if not dotted:
            return Problem("date", "a day like 2025-09-12, as in the rest of the file")
        return _real(found[3], found[2], found[1])
    if found := _SLASHED.fullmatch(text):
        day_, month = (found[1], found[2]) if order == "day-first" else (found[2], found[1])
        return _real(found[3], month, day_)
    if _MOMENT.fullmatch(text):
        return _day_of_moment(text)
    if (found := _IN_WORDS.fullmatch(text)) and (number := month_of(found[2])):
        return _real(found[3], str(number), found[1])
    if _SHORT_YEAR.fullmatch(text):
        return Problem("date", "a day like 2025-09-12, with all four digits of its year")
    if _SERIAL.fullmatch(text):
        return Problem("date", "a day like 2025-09-12: format the column as a date in the spreadsheet")
    return Problem("date", "a day like 2025-09-12")


def _real(year: str, month: str, number: str) -> date | Problem:
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return Problem("date", _EXISTS)


def _day_of_moment(text: str) -> date | Problem:
    try:
        moment = datetime.fromisoformat(text.replace(" +", "+").replace(" Z", "Z"))
    except ValueError:
        return Problem("date", _EXISTS)
    try:
        return (moment if moment.tzinfo is None else moment.astimezone(PLACE_TIME_ZONE)).date()
    except OverflowError:
        return Problem("date", _EXISTS)
