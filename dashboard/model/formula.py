"""Text that a spreadsheet would run as a formula, and the apostrophe that keeps it text: put there, taken away."""

import re

# Where a cell begins with one of these a spreadsheet takes it for a formula (OWASP ASVS 1.2.10), full-width ones too
# where the keyboard is East Asian; what stands before it and is not seen does not help. Apostrophes that were there
# before count as well: reading takes exactly one away again.
_FORMULA = re.compile(r"['\s\xad\u200b-\u200f\u2060\ufeff]*[=+\-@\t\r\n＝＋－＠]")


def marked_as_text(text: str) -> str:
    """The text as a file may hold it: with an apostrophe before what a spreadsheet would run."""
    return f"'{text}" if _FORMULA.match(text) else text


def without_mark(text: str) -> str:
    """The text that such a cell means."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text
