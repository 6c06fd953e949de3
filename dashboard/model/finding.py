"""What a check says about a place in a file."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, order=True)
class Finding:
    """``line`` is the physical line of the file (None: the file as a whole), ``column`` the name in its header.

    An ``error`` refuses the whole file; a ``notice`` is told and does not.
    """

    line: int | None
    column: str | None
    code: str
    message: str
    severity: Literal["error", "notice"] = "error"

    def __str__(self) -> str:
        place = ", ".join(
            part for part in (f"line {self.line}" if self.line else "", self.column or "") if part
        )
        return f"{place}: {self.message}" if place else self.message
