"""What a table and a column of the data model are."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["code", "text", "choice", "date", "people", "km", "number", "latitude", "longitude", "area"]


@dataclass(frozen=True)
class Column:
    """One column: ``hxl`` is its tag, ``choices`` the closed list, ``default`` what an absent column means."""

    name: str
    kind: Kind
    hxl: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    default: str | None = None


@dataclass(frozen=True)
class Table:
    """One dataset: ``key`` identifies a row; two rows of one key are two states of the same report."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def values(self) -> tuple[str, ...]:
        """The columns that are not part of the key."""
        return tuple(name for name in self.names if name not in self.key)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)
