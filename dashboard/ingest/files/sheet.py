"""The cells of a file as text, before anyone knows what they mean."""

from dataclasses import dataclass

import pyarrow as pa

from dashboard.model.finding import Finding


@dataclass(frozen=True)
class Sheet:
    """``rows`` are the rows that hold anything, as the file has them, header and titles included.

    ``lines`` is the physical line on which each row begins (in a workbook: its row). ``findings`` are about reading:
    how the bytes were understood, what was left out. ``encoding`` and ``separator`` are None for a workbook;
    ``sheets`` are its visible sheets, ``sheet`` the one that was read.

    A large regular file has its cells in ``columns`` instead, every line a row; ``rows`` are then its first lines.
    """

    rows: list[list[str]]
    lines: list[int]
    findings: list[Finding]
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    columns: list[pa.DictionaryArray] | None = None

    @property
    def length(self) -> int:
        return len(self.rows) if self.columns is None else len(self.columns[0])
