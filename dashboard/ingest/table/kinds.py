"""Cells of text become values of a column's kind, each distinct text once; what does not fit is named with its line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.ingest.shown import shown
from dashboard.ingest.table.dates import day_notice, day_reader
from dashboard.ingest.table.numbers import KM_PER_MILE, decimal_comma, number
from dashboard.ingest.table.problem import Problem, findings_of, first_line
from dashboard.ingest.table.read_by import ReadBy
from dashboard.ingest.table.vocabulary import plain
from dashboard.model.finding import Finding
from dashboard.model.table import Column
from dashboard.model.tables import TEXT_AT_MOST
from dashboard.store.arrow import ARROW_TYPES

_NO_VALUE = Problem("formula_error", "a value, not an error of the spreadsheet")


@dataclass(frozen=True)
class Values:
    """``values`` in the type of the column's kind (missing: null); ``read`` maps texts to what they were taken for."""

    values: pa.Array
    findings: list[Finding]
    read: dict[str, str]


def read_values(
    cells: pa.DictionaryArray, column: Column, *, title: str, lines: pa.Array, by: ReadBy
) -> Values:
    """Raises ChoiceNeeded where the days of the file could be two each."""
    texts: list[str] = cells.dictionary.to_pylist()
    missing = {place for place, text in enumerate(texts) if _is_missing(text, column, by)}
    given = [text for place, text in enumerate(texts) if place not in missing]
    one, told = _reader(given, column, by)
    nothing = Problem("missing", "a value") if column.required else None
    found = [nothing if place in missing else one(text) for place, text in enumerate(texts)]
    problems = [value if isinstance(value, Problem) else None for value in found]
    if column.kind == "date":
        notices = [day_notice(t, v, today=by.today) for t, v in zip(texts, found, strict=True)]
        problems = [problem or notice for problem, notice in zip(problems, notices, strict=True)]
    if column.required:
        problems = [_NO_VALUE if p is not None and p.code == "formula_error" else p for p in problems]
    findings = findings_of(cells, problems, title=title, lines=lines)
    kept = [None if isinstance(value, Problem) else value for value in found]
    if missing and nothing is None:
        findings.append(_unknown(cells, sorted(missing), column=column, title=title, lines=lines))
    values = pa.array(kept, ARROW_TYPES[column.kind])
    if column.kind == "km":
        rounded = pc.round(values, ndigits=1)
        findings += _rounded(cells, values, rounded, title=title, lines=lines)
        values = rounded
    findings += [Finding(None, shown(title), code, text, "notice") for code, text in told]
    read = {
        text: str(v)
        for text, v in zip(texts, kept, strict=True)
        if column.kind == "choice" and v not in (None, text)
    }
    return Values(values.take(cells.indices), findings, read)


def _is_missing(text: str, column: Column, by: ReadBy) -> bool:
    if column.kind in ("text", "code", "area"):
        return False
    spelling = plain(text)
    if spelling in by.known.values.get(column.name, {}) or (column.name, text) in by.choices.values:
        return False
    return spelling in by.known.missing


def _reader(
    texts: Sequence[str], column: Column, by: ReadBy
) -> tuple[Callable[[str], object], list[tuple[str, str]]]:
    """How one text of the column is read, and what is told of that for the column as a whole."""
    if column.kind == "date":
        return day_reader(texts, by)
    if column.kind == "choice":
        return lambda text: _code(text, column, by), []
    if column.kind in ("text", "code", "area"):
        return _text, []
    comma = column.kind != "people" and decimal_comma(texts, thousands=column.kind == "km")
    told = []
    if comma:
        example = next(text for text in texts if "," in text)
        told.append(
            (
                "decimal_comma",
                f'the comma is read as decimal mark, "{example}" as {example.replace(",", ".")}',
            )
        )
    return lambda text: number(text, column.kind, comma=comma), told


def _code(text: str, column: Column, by: ReadBy) -> str | Problem:
    chosen = by.choices.values.get((column.name, text))
    code = chosen if chosen is not None else by.known.values.get(column.name, {}).get(plain(text))
    if code in column.choices:
        return code
    return Problem("choice", f"one of {', '.join(column.choices)}")


def _text(text: str) -> str | Problem:
    if len(text) > TEXT_AT_MOST:
        return Problem("too_long", f"at most {TEXT_AT_MOST} characters, not {len(text)}")
    return text


def in_km(miles: pa.Array) -> pa.Array:
    """A column of miles in km, to one decimal."""
    return pc.round(pc.multiply(miles, KM_PER_MILE), ndigits=1)


def _unknown(
    cells: pa.DictionaryArray, places: Sequence[int], *, column: Column, title: str, lines: pa.Array
) -> Finding:
    rows, line = first_line(cells, places, lines=lines)
    words = ", ".join(f'"{shown(cells.dictionary[place].as_py())}"' for place in places[:5])
    read = "unknown, which is not 0" if column.default is None else column.default
    text = f"{rows} cells read as {read}: {words}; the first on line {line}"
    return Finding(None, shown(title), "unknown", text, "notice")


def _rounded(
    cells: pa.DictionaryArray, exact: pa.Array, rounded: pa.Array, *, title: str, lines: pa.Array
) -> list[Finding]:
    """Distances are kept to 100 m, finer than any source knows its line; the file is told where that changed it."""
    places = pc.indices_nonzero(pc.fill_null(pc.not_equal(exact, rounded), False)).to_pylist()
    if not places:
        return []
    rows, line = first_line(cells, places, lines=lines)
    text = f"{rows} distances rounded to one decimal, the first on line {line}"
    return [Finding(None, shown(title), "rounded", text, "notice")]
