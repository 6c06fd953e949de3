"""A sheet becomes typed rows of one dataset, with everything that is to be said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.ingest.checks.meaning import meaning_findings
from dashboard.ingest.checks.personal import personal_findings
from dashboard.ingest.checks.repeating import repeated
from dashboard.ingest.files.sheet import Sheet
from dashboard.ingest.places.gazetteer import Gazetteer
from dashboard.ingest.places.places import Spelling
from dashboard.ingest.shown import shown
from dashboard.ingest.table.cells import Cells, text_cells
from dashboard.ingest.table.columns import ColumnRead, Fit, fits
from dashboard.ingest.table.dataset import chosen_fit, unknown_columns
from dashboard.ingest.table.header import Header, find_header
from dashboard.ingest.table.keys import once
from dashboard.ingest.table.read_by import ReadBy
from dashboard.ingest.table.typed_columns import typed_columns
from dashboard.ingest.table.vocabulary import PLACE_COLUMNS
from dashboard.model.finding import Finding
from dashboard.model.table import Table


@dataclass(frozen=True)
class TypedRows:
    """``rows`` in the types of the model: the columns that the file has, and every column of the key.

    ``lines`` is the line of each row. ``columns``, ``towns`` and ``values`` (by column, text -> code) tell how the
    file was read. Rows with an error are still among the rows, so do not store these.
    """

    dataset: str
    rows: pa.Table
    lines: pa.Array
    findings: list[Finding]
    columns: list[ColumnRead]
    towns: list[Spelling]
    values: dict[str, dict[str, str]]


def typed_rows(
    sheet: Sheet, *, dataset: str | None, stated: Mapping[str, object], towns: Gazetteer, by: ReadBy
) -> TypedRows:
    """All findings of a file that can be had without the record's rows, at once.

    ``stated`` are values of columns that were said beside the file. Raises FileRefused where it cannot be read as a
    table at all, ChoiceNeeded where the steward must say how.
    """
    header = find_header(sheet, known=by.known, file_name=by.file_name)
    found = fits(header, known=by.known, choices=by.choices, stated=stated)
    fit = chosen_fit(found, header, dataset=dataset, known=by.known, file_name=by.file_name)
    free_text = [c.title for c in fit.columns if _is_free_text(c, fit.table)]
    cells = text_cells(
        sheet, header, read=fit.columns, free_text=free_text, known=by.known, file_name=by.file_name
    )
    findings = [
        *_personal(cells, fit, header=header, free_text=free_text),
        *cells.findings,
    ]  # it repeats no text
    typed = typed_columns(cells, fit, stated=stated, towns=towns, by=by)
    findings = first_of_each_cell(findings + typed.findings)
    unused = {c.title: cells.columns[fit.columns.index(c)] for c in fit.unused}
    rows, lines, doubled = once(pa.table(typed.columns), fit.table, lines=cells.lines, others=unused)
    about = [
        *_with_names(sheet.findings, cells, fit),
        *header.findings,
        *unknown_columns(fit, line=header.line),
    ]
    return TypedRows(
        fit.table.name, rows, lines, about + findings + doubled, fit.columns, typed.spellings, typed.read
    )


def meaning_of(typed: TypedRows, *, towns: pa.Table, before: pa.Table) -> list[Finding]:
    """What the rows without an error of their own say that cannot be, or shall be confirmed."""
    wrong = pa.array([f.line for f in typed.findings if f.severity == "error" and f.line], pa.int64())
    right = pc.invert(pc.is_in(typed.lines, value_set=wrong))
    return meaning_findings(
        typed.rows.filter(right),
        dataset=typed.dataset,
        lines=typed.lines.filter(right),
        towns=towns,
        before=before,
        titles={c.means: shown(c.title) for c in typed.columns if c.means is not None},
    )


def _with_names(findings: Sequence[Finding], cells: Cells, fit: Fit) -> list[Finding]:
    """Of a guessed encoding the first three towns as well: whoever reads them sees whether it is the right one."""
    column = fit.of("town_name") or fit.of("town_name_uk")
    if column is None:
        return list(findings)
    written = cells.columns[fit.columns.index(column)].dictionary.to_pylist()
    names = ", ".join(f'"{name}"' for name in repeated([text for text in written if text][:3]))
    return [replace(f, message=f"{f.message}: {names}") if f.code == "encoding" else f for f in findings]


def first_of_each_cell(findings: Sequence[Finding]) -> list[Finding]:
    """Of several errors of one cell the first: what comes after follows from it."""
    seen: set[tuple[int, str | None]] = set()
    kept = []
    for finding in findings:
        place = (finding.line or 0, finding.column)
        if finding.severity == "error" and finding.line and finding.column:
            if place in seen:
                continue
            seen.add(place)
        kept.append(finding)
    return kept


def _is_free_text(column: ColumnRead, table: Table) -> bool:
    """What a file may say in words of its own: our columns of text, and those that are not ours."""
    if column.means in PLACE_COLUMNS and table.name != "towns":
        return False
    return column.means not in table.names or table.column(column.means).kind == "text"


def _personal(cells: Cells, fit: Fit, *, header: Header, free_text: Sequence[str]) -> list[Finding]:
    titles = [column.title for column in fit.columns]
    texts = [_without_codes(text, c) for text, c in zip(cells.columns, fit.columns, strict=True)]
    return personal_findings(
        pa.table(texts, names=titles),
        lines=cells.lines,
        titles=[title for title in header.titles if title],
        free_text=free_text,
        plain=[title for title in titles if title not in free_text],
    )


def _without_codes(cells: pa.DictionaryArray, column: ColumnRead) -> pa.DictionaryArray:
    """Without what cannot be anybody's: the digits of a coordinate pass for a card's one time in ten."""
    if column.means in ("latitude", "longitude"):
        pattern = r"^-?\d{1,3}\.\d+$"
    elif column.means in PLACE_COLUMNS:
        pattern = r"^UA\d{10}(\d{7})?$"
    else:
        return cells
    codes = pc.match_substring_regex(cells.dictionary, pattern)
    return pa.DictionaryArray.from_arrays(cells.indices, pc.if_else(codes, None, cells.dictionary))
