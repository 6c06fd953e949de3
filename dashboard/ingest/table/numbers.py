"""Numbers as people write them: plain digits are read, everything that could mean two numbers is asked back."""

import re
from collections.abc import Sequence

from dashboard.ingest.table.problem import Problem
from dashboard.model.table import Kind
from dashboard.model.tables import DISTANCE_KM_AT_MOST, PEOPLE_AT_MOST

KM_PER_MILE = 1.609344  # exact, by the international yard of 1959

# ASCII digits only: Python and DuckDB would also read "1_000", "0x1F" and Arabic-Indic digits as numbers.
_WHOLE = re.compile(r"([0-9]{1,15})(\.0)?")  # "700.0" is how pandas writes a whole column with gaps
_DIGITS = re.compile(r"-?[0-9]+(\.[0-9]+)?")  # of any length
_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,25})?")
_DECIMAL_COMMA = re.compile(r"-?[0-9]{1,15},[0-9]{1,25}")
_THOUSANDS = re.compile(r"[0-9]{1,3}([ ,.'’\u00a0\u202f][0-9]{3})+")
_ERROR = re.compile(r"#[A-Z0-9/]+[!?]?", re.IGNORECASE)
_UNIT = re.compile(r"-?[0-9]+([.,][0-9]+)?\s*[^\W\d]+\.?")
_ABOUT = re.compile(
    r"[~≈<>±]\s*[0-9].*|[0-9]+\s*\+|[0-9]+\s*[-–—]\s*[0-9]+|[^\W\d_]+\.?\s*[0-9]+|"
    r"(сотні|десятки|тисячі|кілька|декілька|мало|багато|hundreds|dozens|thousands|few|several|many)\b.*",
    re.IGNORECASE,
)

_RANGES: dict[Kind, tuple[float, float, str]] = {
    "people": (0, PEOPLE_AT_MOST, f"a whole number of people from 0 to {PEOPLE_AT_MOST}"),
    "km": (0, DISTANCE_KM_AT_MOST, f"a distance in km from 0 to {DISTANCE_KM_AT_MOST}, like 14.8"),
    "latitude": (-90, 90, "degrees from -90 to 90"),
    "longitude": (-180, 180, "degrees from -180 to 180"),
}
NUMBERS = tuple(_RANGES)


def number(text: str, kind: Kind, *, comma: bool = False) -> int | float | Problem:
    """A number of people, km or degrees; ``comma`` where the column is known to write 3,4 for 3.4."""
    low, high, expected = _RANGES[kind]
    if kind == "people" and (whole := _WHOLE.fullmatch(text)):
        value: int | float = int(whole[1])
    elif kind != "people" and comma and _DECIMAL_COMMA.fullmatch(text):
        value = float(text.replace(",", "."))
    elif kind != "people" and _DECIMAL.fullmatch(text):
        value = float(text)
    else:
        return _misread(text, kind, expected)
    return value + 0 if low <= value <= high else Problem("range", expected)  # -0.0 becomes 0.0


def decimal_comma(texts: Sequence[str], *, thousands: bool = True) -> bool:
    """Whether a column writes 3,4 for 3.4 without a doubt: no decimal point in it, and not all with three digits.

    3,456 alone may be thousands; not where ``thousands`` cannot be meant, as of degrees.
    """
    commas = [text for text in texts if _DECIMAL_COMMA.fullmatch(text)]
    points = any("." in text for text in texts if _DECIMAL.fullmatch(text))
    doubtful = thousands and all(len(text.partition(",")[2]) == 3 for text in commas)
    return bool(commas) and not points and not doubtful


def _misread(text: str, kind: Kind, expected: str) -> Problem:
    if _ERROR.fullmatch(text):
        said = f"{expected}; an error of the spreadsheet is no number, it is stored as unknown"
        return Problem("formula_error", said, "notice")
    if _THOUSANDS.fullmatch(text):
        return Problem("thousands", f"{expected}, without separators: 1234, not 1,234 or 1.234")
    if kind != "people" and _DECIMAL_COMMA.fullmatch(text):
        return Problem("decimal_comma", f"{expected}, with one kind of decimal mark in the whole column")
    if kind != "people" and _UNIT.fullmatch(text):
        return Problem("unit", f"{expected}, without a unit")
    if kind == "people" and _ABOUT.fullmatch(text):
        return Problem("approximate", f"{expected}; put what is known of the estimate into the notes")
    if _DIGITS.fullmatch(text):
        return Problem("range" if text.lstrip("-").isdigit() else kind, expected)
    other = any(letter.isnumeric() for letter in text)
    return Problem(kind, f"{expected}, in plain digits" if other else expected)
