"""Cells of text become values of a column's kind; what does not fit is named with its line."""

import re
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.ingest.shown import shown
from dashboard.model.finding import Finding
from dashboard.model.tables import DISTANCE_KM_AT_MOST, PEOPLE_AT_MOST, TEXT_AT_MOST, Column
from dashboard.store.arrow import ARROW_TYPES

# Plain digits only: Python and DuckDB would also read "1_000", "0x1F" and Arabic-Indic digits as numbers.
_WHOLE = r"^[0-9]{1,15}$"
_DECIMAL = r"^-?[0-9]{1,15}(\.[0-9]{1,25})?$"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# Control characters, and those that turn the direction of text so that a name reads as another one.
_UNSEEN = r"[\x00-\x08\x0b-\x1f\x7f\x{80}-\x{9f}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2066}-\x{2069}]"


def values(
    cells: pa.Array, column: Column, *, lines: pa.Array, today: date
) -> tuple[pa.Array, list[Finding]]:
    """The column's values in the type of its kind (missing: null) and a finding for every cell that is not one."""
    if column.kind == "people":
        return _numbers(cells, column, lines, pattern=_WHOLE, low=0, high=PEOPLE_AT_MOST)
    if column.kind == "km":
        return _numbers(cells, column, lines, pattern=_DECIMAL, low=0, high=DISTANCE_KM_AT_MOST)
    if column.kind == "latitude":
        return _numbers(cells, column, lines, pattern=_DECIMAL, low=-90, high=90)
    if column.kind == "longitude":
        return _numbers(cells, column, lines, pattern=_DECIMAL, low=-180, high=180)
    if column.kind == "date":
        return _days(cells, column, lines, today)
    if column.kind == "choice":
        fits = pc.is_in(cells, value_set=pa.array(column.choices))
        return cells, _misfits(cells, fits, column, lines, f"one of {', '.join(column.choices)}")
    return _texts(cells, column, lines)


def _misfits(
    cells: pa.Array, fits: pa.Array, column: Column, lines: pa.Array, expected: str
) -> list[Finding]:
    wrong = pc.and_(pc.is_valid(cells), pc.invert(pc.fill_null(fits, False)))
    return [
        Finding(line, column.name, column.kind, f'found "{shown(cell)}", expected {expected}')
        for line, cell in zip(lines.filter(wrong).to_pylist(), cells.filter(wrong).to_pylist(), strict=True)
    ]


_EXPECTED = {
    "people": f"a whole number of people from 0 to {PEOPLE_AT_MOST}",
    "km": f"a distance in km from 0 to {DISTANCE_KM_AT_MOST}, like 14.8",
    "latitude": "degrees from -90 to 90",
    "longitude": "degrees from -180 to 180",
}


def _numbers(
    cells: pa.Array, column: Column, lines: pa.Array, *, pattern: str, low: float, high: float
) -> tuple[pa.Array, list[Finding]]:
    kind = ARROW_TYPES[column.kind]
    plain = pc.match_substring_regex(cells, pattern)
    numbers = pc.cast(pc.if_else(pc.fill_null(plain, False), cells, None), kind)
    fits = pc.and_kleene(plain, pc.and_kleene(pc.greater_equal(numbers, low), pc.less_equal(numbers, high)))
    findings = _misfits(cells, fits, column, lines, _EXPECTED[column.kind])
    if column.kind == "km":
        numbers, rounded = _one_decimal(numbers, column, lines)
        findings += rounded
    return numbers, findings


def _one_decimal(numbers: pa.Array, column: Column, lines: pa.Array) -> tuple[pa.Array, list[Finding]]:
    """Distances are kept to 100 m, finer than any source knows its line; the file is told where that changed it."""
    rounded = pc.round(numbers, ndigits=1)
    differs = pc.fill_null(pc.not_equal(rounded, numbers), False)
    places = lines.filter(differs).to_pylist()
    if not places:
        return rounded, []
    text = f"{len(places)} distances rounded to one decimal, the first on line {places[0]}"
    return rounded, [Finding(None, column.name, "rounded", text, "notice")]


def _days(cells: pa.Array, column: Column, lines: pa.Array, today: date) -> tuple[pa.Array, list[Finding]]:
    encoded = cells.dictionary_encode()
    days = [_day(text) for text in encoded.dictionary.to_pylist()]
    real = pa.array([day is not None for day in days], pa.bool_()).take(encoded.indices)
    # Tomorrow is let through: the steward's clock or time zone may be ahead of the place's.
    soon = pa.array([day is not None and day <= today + timedelta(days=1) for day in days], pa.bool_())
    known = soon.take(encoded.indices)
    findings = _misfits(cells, real, column, lines, "a day that exists, like 2025-09-12")
    late = pc.or_(pc.invert(pc.fill_null(real, False)), pc.fill_null(known, False))
    findings += _misfits(cells, late, column, lines, f"a day that is not in the future (today is {today})")
    return pa.array(days, pa.date32()).take(encoded.indices), findings


def _day(text: str) -> date | None:
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _texts(cells: pa.Array, column: Column, lines: pa.Array) -> tuple[pa.Array, list[Finding]]:
    texts = pc.utf8_normalize(cells, form="NFC")
    short = pc.less_equal(pc.utf8_length(texts), TEXT_AT_MOST)
    findings = _misfits(texts, short, column, lines, f"at most {TEXT_AT_MOST} characters")
    clean = pc.invert(pc.match_substring_regex(texts, _UNSEEN))
    findings += _misfits(texts, clean, column, lines, "text without control or direction characters")
    return texts, findings
