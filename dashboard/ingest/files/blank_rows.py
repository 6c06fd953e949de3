"""Rows without a word in them: left out, and told where somebody may wonder."""

from dashboard.model.finding import Finding

_FIRST_ROWS = 25
_TOLD_LINES = 10

Rows = list[list[str]]


def without_blank_rows(rows: Rows, lines: list[int]) -> tuple[Rows, list[int], list[Finding]]:
    """The rows that hold anything, their lines, and at most one notice with the lines of the others.

    Not told: blank rows before the header, and one empty line at the end of the file.
    """
    full = [any(row) and any(map(str.strip, row)) for row in rows]
    if all(full):
        return rows, lines, []
    places = [place for place, is_full in enumerate(full) if is_full]
    kept, kept_lines = [rows[place] for place in places], [lines[place] for place in places]
    header = places[_header(kept)] if places else len(rows)
    told = [lines[place] for place, is_full in enumerate(full) if not is_full and place > header]
    if told and not rows[-1] and (len(rows) < 2 or full[-2]):
        told.pop()
    return kept, kept_lines, [_notice(told)] if told else []


def _header(rows: Rows) -> int:
    """Which of the first rows has the most words: titles above a header have fewer."""
    words = [sum(1 for cell in row if cell.strip()) for row in rows[:_FIRST_ROWS]]
    return words.index(max(words))


def _notice(lines: list[int]) -> Finding:
    named = ", ".join(map(str, lines[:_TOLD_LINES]))
    more = f" and {len(lines) - _TOLD_LINES:,} more" if len(lines) > _TOLD_LINES else ""
    message = f"{len(lines):,} blank {'line' if len(lines) == 1 else 'lines'} left out: {named}{more}"
    return Finding(None, None, "blank_lines", message, "notice")
