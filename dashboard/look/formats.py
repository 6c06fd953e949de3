"""One way to write each kind of figure; what is missing is written as missing, never as 0."""

import math
from datetime import date
from functools import lru_cache

import pandas

from dashboard.look.words import grouped, language, word

NO_BREAK = "\u00a0"
MINUS = "\u2212"

Number = int | float | None


def is_missing(value: object) -> bool:
    """None, NaN, NaT and pandas' NA: nobody reported it."""
    if isinstance(value, float):
        return math.isnan(value)
    if value is None or value is pandas.NA or value is pandas.NaT:
        return True
    # Of numpy's kinds, too, nothing but what is missing differs from itself.
    return not isinstance(value, (int, str, date)) and bool(value != value)


def people(count: Number) -> str:
    """184300 as "184 300"."""
    return word("missing.report") if count is None or is_missing(count) else grouped(round(count))


def km(distance_km: Number, *, unit: bool = True) -> str:
    """14.84 as "14.8 km"; without the unit where a column's head carries it."""
    if distance_km is None or is_missing(distance_km):
        return word("missing.report")
    shown = f"{distance_km:.1f}" if distance_km else "0"
    return f"{shown}{NO_BREAK}{word('unit.km')}" if unit else shown


def share(part: Number) -> str:
    """0.786 as "79 %"; below 10 per cent with one decimal, so that 0.4 % is not 0."""
    if part is None or is_missing(part):
        return word("missing.report")
    percent = part * 100
    shown = f"{percent:.0f}" if percent == 0 or abs(percent) >= 9.95 else f"{percent:.1f}"
    return f"{shown.replace('-', MINUS)}{NO_BREAK}%"


def chance(probability: Number) -> str:
    """0.214 as "21 %"; what is nearly sure or nearly excluded as "<1 %" and ">99 %": never as 0 % or 100 %."""
    if probability is None or is_missing(probability):
        return word("missing.report")
    if probability < 0.01:
        return f"<1{NO_BREAK}%"
    return f">99{NO_BREAK}%" if probability > 0.99 else f"{probability * 100:.0f}{NO_BREAK}%"


def score(error: Number, *, decimals: int = 4) -> str:
    """An error as "0.0251"; so small that it would be shown as zero though it is not, as "<0.0001"."""
    if error is None or is_missing(error):
        return word("missing.report")
    shown = f"{error:.{decimals}f}"
    return f"<{10**-decimals:.{decimals}f}" if error and float(shown) == 0 else shown


def signed(change: Number, *, decimals: int = 0) -> str:
    """A change with its sign: "+2", "-6.8", "0"."""
    if change is None or is_missing(change):
        return word("missing.report")
    size = round(abs(change), decimals)
    shown = grouped(round(size)) if decimals == 0 else f"{size:.{decimals}f}"
    return shown if size == 0 else f"{'+' if change > 0 else MINUS}{shown}"


def signed_share(change: Number) -> str:
    """-0.021 as "-2.1 %"."""
    shown = share(None if change is None or is_missing(change) else abs(change))
    if change is None or is_missing(change) or change == 0:
        return shown
    return f"{'+' if change > 0 else MINUS}{shown}"


def day(date: date | None) -> str:
    """12 September 2025 as "12 Sep 2025", whatever the locale of the machine."""
    if date is None or is_missing(date):
        return word("missing.report")
    return _day(date.year, date.month, date.day, language())


@lru_cache(maxsize=4096)
def _day(year: int, month: int, day: int, _language: str) -> str:
    return f"{day} {word(f'month.{month}')} {year}"


def age(days: Number) -> str:
    """ "today", "1 day old", "3 days old"; a date after the as-of day says so."""
    if days is None or is_missing(days):
        return word("missing.report")
    whole = round(days)
    if whole == 0:
        return word("age.today")
    return word("age.old", count=whole) if whole > 0 else word("age.ahead", count=-whole)


def dated(date: date | None, *, as_of: date) -> str:
    """ "12 Sep 2025 (3 days old)"."""
    if date is None or is_missing(date):
        return word("missing.report")
    return f"{day(date)} ({age(as_of.toordinal() - date.toordinal())})"


def pace(people_per_day: Number) -> str:
    """12.3 as "12 a day"; below 10 with one decimal."""
    if people_per_day is None or is_missing(people_per_day):
        return word("missing.report")
    few = 0 < abs(people_per_day) < 9.95
    shown = f"{people_per_day:.1f}" if few else grouped(round(people_per_day))
    return word("unit.a_day", shown=shown)
