"""The cells of a file as text, before anyone knows what they mean."""

from dataclasses import dataclass

from dashboard.model.finding import Finding


@dataclass(frozen=True)
class Sheet:
    """``rows`` are the rows that hold anything, as the file has them, header and titles included.

    ``lines`` is the physical line on which each row begins (in a workbook: its row). ``findings`` are about reading:
    how the bytes were understood, what was left out. ``encoding`` and ``separator`` are None for a workbook;
    ``sheets`` are its visible sheets, ``sheet`` the one that was read.
    """

    rows: list[list[str]]
    lines: list[int]
    findings: list[Finding]
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
