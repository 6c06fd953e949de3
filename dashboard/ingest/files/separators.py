"""Which sign separates the cells of a text, told by its content."""

import re
from collections import Counter

SEPARATORS = (",", ";", "\t", "|")
_SAMPLE_LETTERS = 100_000
_QUOTED = re.compile(r'(^|[,;\t|\r\n])"(?:[^"]|"")*+"')
_LINE_END = re.compile(r"\r\n|\r|\n")


def separator_of(text: str) -> tuple[str, int] | None:
    """The separator that divides most lines into the same number of cells, and that number; None where none does.

    What stands in quoted cells does not count. A line counts with what it is divided into: a semicolon file may have
    a decimal comma in every row, a comma file a list with semicolons.
    """
    sample = text[:_SAMPLE_LETTERS]
    if len(text) > len(sample):
        sample = sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1] or sample
    lines = _LINE_END.split(_QUOTED.sub(r"\1", sample))
    best, separator, width = (0, 0), "", 0
    for candidate in SEPARATORS:
        widths = Counter(line.count(candidate) + 1 for line in lines if candidate in line)
        cells, rows = widths.most_common(1)[0] if widths else (1, 0)
        gain = (rows * (cells - 1), rows)
        if gain > best:
            best, separator, width = gain, candidate, cells
    return (separator, width) if separator else None
