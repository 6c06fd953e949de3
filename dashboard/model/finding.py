"""What a check says about a place in a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "notice"]


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """``line`` is the physical line of the file (None: the file as a whole), ``column`` the name in its header.

    An ``error`` refuses the whole file; a ``notice`` is told, waits for a confirmation and does not refuse.
    ``found`` and ``expected`` are the two halves of the message where it has two; personal data is never repeated.
    """

    line: int | None
    column: str | None
    code: str
    message: str
    severity: Severity = "error"
    found: str = ""
    expected: str = ""

    def __str__(self) -> str:
        place = ", ".join(
            part for part in (f"line {self.line}" if self.line else "", self.column or "") if part
        )
        return f"{place}: {self.message}" if place else self.message


class WithFindings:
    """What was checked, sorted by what its findings ask for."""

    findings: Sequence[Finding]

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity == "error"]

    @property
    def notices(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity == "notice"]


def misfit(
    line: int | None,
    column: str | None,
    *,
    code: str,
    found: str,
    expected: str,
    severity: Severity = "error",
) -> Finding:
    """A cell that is not what was expected; ``found`` as a message may repeat it."""
    return Finding(line, column, code, f'found "{found}", expected {expected}', severity, found, expected)
