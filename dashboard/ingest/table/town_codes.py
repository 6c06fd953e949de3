"""Which town each row of a file is about, from all of its columns that say so."""

import re
from collections.abc import Sequence
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.ingest.checks.repeating import repeated
from dashboard.ingest.places.areas import areas_in, name_and_areas
from dashboard.ingest.places.gazetteer import Gazetteer
from dashboard.ingest.places.places import Spelling, match_towns
from dashboard.ingest.shown import shown
from dashboard.ingest.table.cells import Cells
from dashboard.ingest.table.columns import TOWN_COLUMNS, Fit
from dashboard.ingest.table.problem import Problem, findings_of
from dashboard.ingest.table.read_by import ReadBy
from dashboard.ingest.table.vocabulary import PLACE_COLUMNS
from dashboard.model.finding import Finding, misfit

_PCODE = re.compile(r"(UA[0-9]{10})([0-9]{7})?|(?!UA)[A-Z]{2,3}[0-9]{2,17}", re.ASCII)


def codes_of_towns(
    cells: Cells, fit: Fit, *, towns: Gazetteer, by: ReadBy
) -> tuple[pa.Array, list[Spelling], list[Finding]]:
    """The code of each row (null where there is none to be had), and how each spelling was understood.

    The surest column that is filled decides: P-code, KATOTTG, name, Ukrainian name. Where a code and a name beside it
    are of two towns, that is an error.
    """
    given = [column for name in TOWN_COLUMNS if (column := fit.of(name)) is not None]
    texts = [_text(cells, fit.columns.index(column)) for column in given]
    beside = [c for c in fit.columns if c.means in PLACE_COLUMNS and c.means not in TOWN_COLUMNS]
    areas = [_text(cells, fit.columns.index(column)) for column in beside]
    one = cells.columns[fit.columns.index(given[0])]  # with its texts once, where no other column can fill it
    names, title = reduce(pc.coalesce, texts) if len(texts) > 1 else one, shown(given[0].title)
    chosen = {spelling: code for (name, spelling), code in by.choices.values.items() if name == "town_code"}
    matched = match_towns(names, known=towns, lines=cells.lines, column=title, areas=areas, chosen=chosen)
    findings = matched.findings + [
        misfit(line, title, code="missing", found="", expected="a town")
        for line in cells.lines.filter(pc.is_null(names)).to_pylist()
    ]
    findings += _by_other_names(matched.spellings, towns, title=title)
    for column, text in zip(given[1:], texts[1:], strict=True):
        findings += _contradictions(matched.codes, text, towns, title=shown(column.title), lines=cells.lines)
    for column, text in zip(beside, areas, strict=True):
        findings += _other_areas(matched.codes, text, towns, title=shown(column.title), lines=cells.lines)
    return matched.codes, matched.spellings, findings


def _by_other_names(spellings: Sequence[Spelling], towns: Gazetteer, *, title: str) -> list[Finding]:
    """One notice with the towns that were known by another name than their own."""
    others = [spelling for spelling in spellings if spelling.how == "other name" and spelling.town_code]
    if not others:
        return []
    titles = towns.titles([str(spelling.town_code) for spelling in others])
    read = [f'"{shown(s.written)}" as {of}' for s, of in zip(others, titles, strict=True)]
    more = f" and {len(read) - 5} more" if len(read) > 5 else ""
    text = f"towns read by other names: {', '.join(read[:5])}{more}"
    return [Finding(None, title, "other_name", text, "notice")]


def own_codes(cells: Cells, fit: Fit) -> tuple[pa.Array, list[Finding]]:
    """The codes of a file of towns themselves: P-codes, or the P-code at the beginning of a KATOTTG."""
    column = next(column for name in TOWN_COLUMNS if (column := fit.of(name)) is not None)
    text = cells.columns[fit.columns.index(column)]
    found = [_PCODE.fullmatch(written.upper()) for written in text.dictionary.to_pylist()]
    codes = pa.array([None if match is None else match[1] or match[0] for match in found], pa.string())
    wrong = Problem("code", "a P-code: UA and 10 digits in Ukraine")
    problems = [wrong if match is None else None for match in found]
    findings = findings_of(text, problems, title=column.title, lines=cells.lines) + [
        misfit(line, shown(column.title), code="missing", found="", expected="a value")
        for line in cells.lines.filter(pc.is_null(text.indices)).to_pylist()
    ]
    return codes.take(text.indices), findings


def _text(cells: Cells, place: int) -> pa.Array:
    return cells.columns[place].dictionary_decode()


def _contradictions(
    codes: pa.Array, names: pa.Array, towns: Gazetteer, *, title: str, lines: pa.Array
) -> list[Finding]:
    """Errors for names that belong to towns, but not to the one beside them; a notice for names nobody knows."""
    findings, unknown = [], []
    for code, name, line in _pairs(codes, names, towns, lines=lines):
        coded = towns.by_code(name)
        called = (coded,) if coded is not None else towns.called(name_and_areas(name)[0])
        of = towns.titles([code])[0]
        if not called:
            unknown.append((name, f"for {of} on line {line}"))
        elif code not in called:
            at = pc.and_(pc.equal(codes, code), pc.equal(names, name))
            expected = f"a name of {of}, whose code stands beside it"
            findings += [
                misfit(line, title, code="other_town", found=shown(name), expected=expected)
                for line in lines.filter(pc.fill_null(at, False)).to_pylist()
            ]
    said = "names that nobody knows, the column before it says which town"
    return findings + _listed(unknown, said, title=title, code="unknown_name")


def _other_areas(
    codes: pa.Array, areas: pa.Array, towns: Gazetteer, *, title: str, lines: pa.Array
) -> list[Finding]:
    """A notice for areas in which the town does not lie: the town is that of its code."""
    others = [
        (text, f"for {towns.titles([code])[0]} on line {line}")
        for code, text, line in _pairs(codes, areas, towns, lines=lines)
        if not towns.fits(code, areas_in(text))
    ]
    return _listed(others, "areas in which the town beside them does not lie", title=title, code="other_area")


def _pairs(
    codes: pa.Array, texts: pa.Array, towns: Gazetteer, *, lines: pa.Array
) -> list[tuple[str, str, int]]:
    """Each pair of a known town and a text beside it, with the first line that has it."""
    found = pa.table({"code": codes, "text": texts, "line": lines}).drop_null()
    pairs = found.group_by(["code", "text"]).aggregate([("line", "min")]).sort_by("line_min").to_pylist()
    return [(p["code"], p["text"], p["line_min"]) for p in pairs if p["code"] in towns.towns]


def _listed(others: Sequence[tuple[str, str]], said: str, *, title: str, code: str) -> list[Finding]:
    more = f" and {len(others) - 5} more" if len(others) > 5 else ""
    texts = repeated([written for written, _ in others[:5]])
    first = "; ".join(f'"{text}" {where}' for text, (_, where) in zip(texts, others[:5], strict=False))
    text = f"{said}: {first}{more}"
    return [Finding(None, title, code, text, "notice")] if others else []
