"""Rows as the store names them, ``town_status UA1416003001, 2025-09-12``, in words."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.look.formats import day
from dashboard.look.words import word

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def rows_in_words(named: Sequence[str], titles: Mapping[str, str], *, most: int) -> list[str]:
    """The first rows, and how many more there are; ``titles`` are the names of towns by code."""
    said = [_row(each, titles) for each in named[:most]]
    more = len(named) - len(said)
    return [*said, *([word("undo.more", count=more)] if more else [])]


def _row(named: str, titles: Mapping[str, str]) -> str:
    table, _, key = named.partition(" ")
    parts = [
        titles.get(part, part) if place == 0 else _day(part) for place, part in enumerate(key.split(", "))
    ]
    return f"{word(f'dataset.{table}')}: {', '.join(parts)}"


def _day(part: str) -> str:
    """A source may be called like a day that does not exist."""
    try:
        return day(date.fromisoformat(part)) if _DAY.fullmatch(part) else part
    except ValueError:
        return part
