"""The cells of a workbook as the text that stands in them."""

from datetime import date, datetime, time, timedelta

Cell = int | float | str | bool | time | date | datetime | timedelta

_DIGITS = 15  # as many as a spreadsheet program shows; what it stores beyond them is rounding
_WHOLE = 1e15


def text_of(cell: Cell) -> str:
    """Days as ISO days, whole numbers without a point, other numbers without the rounding of a calculation."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return _number(cell)
    if isinstance(cell, datetime):
        return cell.isoformat() if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def column_letters(number: int) -> str:
    """Column 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def _number(number: float) -> str:
    return str(int(number)) if number == number // 1 and abs(number) < _WHOLE else f"{number:.{_DIGITS}g}"
