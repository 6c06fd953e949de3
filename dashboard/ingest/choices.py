"""How a steward decided to read a file where the file itself leaves a doubt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

DateOrder = Literal["day-first", "month-first"]
DATE_ORDERS: tuple[DateOrder, ...] = ("day-first", "month-first")
ENCODINGS = ("utf-8", "utf-16", "windows-1251", "koi8-u")


@dataclass(frozen=True)
class Choices:
    """All optional: what is None or absent is read from the file.

    ``columns`` maps a title of the file to a column of the dataset, or to None where it shall be left out. ``values``
    maps a column and a spelling in it to what that means: a town's name to its code, a word to a state. Titles and
    spellings are as the file has them.
    """

    encoding: str | None = None
    sheet: str | None = None
    dates: DateOrder | None = None
    columns: Mapping[str, str | None] = field(default_factory=dict)
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)
