"""A file as a steward gave it, and what was said about reading it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from dashboard.errors import ChoiceNeeded, FileRefused

_STATED_BESIDE = (".geojson", ".json")  # their day and source can be said on the page


@dataclass(frozen=True)
class Given:
    """A file as it came; nothing of it leaves the session before the commit."""

    name: str
    content: bytes
    sha256: str


@dataclass(frozen=True)
class Decided:
    """What the steward said about reading the file; None and empty are left to the file.

    ``columns`` maps titles to columns of ours (None: left out), ``values`` (column, spelling) to codes.
    """

    dataset: str | None = None
    on: date | None = None
    source: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    dates: Literal["day-first", "month-first"] | None = None
    columns: Mapping[str, str | None] = field(default_factory=dict)
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def reading(self) -> tuple[Any, ...]:
        """What was decided of encoding, sheet, order of days, columns and values."""
        return (self.encoding, self.sheet, self.dates, self.columns, self.values)


def given(name: str, content: bytes) -> Given:
    return Given(name, content, hashlib.sha256(content).hexdigest())


def can_be_mended(refused: FileRefused, *, name: str) -> bool:
    """Whether the steward can say on the page what the file leaves open, instead of sending another."""
    return (
        isinstance(refused, ChoiceNeeded)
        or refused.code == "encoding"
        or name.lower().endswith(_STATED_BESIDE)
    )
