"""The columns of a dataset from the cells of a file: read by kind, matched to towns, or stated beside the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.ingest.places.gazetteer import Gazetteer
from dashboard.ingest.places.places import Spelling
from dashboard.ingest.shown import shown
from dashboard.ingest.table.cells import Cells
from dashboard.ingest.table.columns import ColumnRead, Fit
from dashboard.ingest.table.kinds import in_km, read_values
from dashboard.ingest.table.read_by import ReadBy
from dashboard.ingest.table.town_codes import codes_of_towns, own_codes
from dashboard.ingest.table.vocabulary import MILES
from dashboard.model.finding import Finding, misfit
from dashboard.model.table import Column
from dashboard.model.tables import NOT_STATED
from dashboard.store.arrow import ARROW_TYPES


@dataclass
class TypedColumns:
    """``columns`` in the order of the dataset; ``spellings`` of towns, ``read`` by column: text -> code."""

    columns: dict[str, pa.Array] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    spellings: list[Spelling] = field(default_factory=list)
    read: dict[str, dict[str, str]] = field(default_factory=dict)


def typed_columns(
    cells: Cells, fit: Fit, *, stated: Mapping[str, object], towns: Gazetteer, by: ReadBy
) -> TypedColumns:
    """The columns that the file has, that were stated, and those of the key; the others are absent."""
    typed = TypedColumns()
    for column in fit.table.columns:
        if column.name == "town_code":
            _town_codes(typed, cells, fit, towns=towns, by=by)
        elif (given := _given(fit, column)) is not None:
            _read(typed, cells, column, place=fit.columns.index(given), given=given, by=by)
            if column.name in stated:
                said = (
                    f"the file says it itself; {shown(str(stated[column.name]))}, said beside it, is not used"
                )
                typed.findings.append(Finding(None, shown(given.title), "stated", said, "notice"))
        elif column.name in stated or column.name in fit.table.key:
            _state(typed, column, stated=stated, rows=len(cells.lines))
    return typed


def _town_codes(typed: TypedColumns, cells: Cells, fit: Fit, *, towns: Gazetteer, by: ReadBy) -> None:
    if fit.table.name == "towns":
        typed.columns["town_code"], found = own_codes(cells, fit)
    else:
        typed.columns["town_code"], typed.spellings, found = codes_of_towns(cells, fit, towns=towns, by=by)
    typed.findings += found


def _given(fit: Fit, column: Column) -> ColumnRead | None:
    return fit.of(column.name) or (fit.of(MILES) if column.name == "front_distance_km" else None)


def _read(
    typed: TypedColumns, cells: Cells, column: Column, *, place: int, given: ColumnRead, by: ReadBy
) -> None:
    text = cells.columns[place]
    found = read_values(text, column, title=given.title, lines=cells.lines, by=by)
    typed.findings += found.findings
    values = found.values
    if given.means == MILES:
        values = in_km(values)
        said = "miles are stored as km (1 mi = 1.609344 km), to one decimal"
        typed.findings.append(Finding(None, shown(given.title), "miles", said, "notice"))
    if column.default is not None:
        values = pc.fill_null(values, column.default)
    elif column.required:
        typed.findings += missing(text, given.title, lines=cells.lines)
    typed.columns[column.name] = values
    if found.read:
        typed.read[column.name] = found.read


def missing(cells: pa.DictionaryArray, title: str, *, lines: pa.Array) -> list[Finding]:
    """An error for each empty cell of a column that every row needs."""
    return [
        misfit(line, shown(title), code="missing", found="", expected="a value")
        for line in lines.filter(pc.is_null(cells.indices)).to_pylist()
    ]


def _state(typed: TypedColumns, column: Column, *, stated: Mapping[str, object], rows: int) -> None:
    value = stated.get(column.name, column.default)
    if value is None and column.name == "source":
        value = NOT_STATED
        said = f'the file does not say where its figures come from; their source is stored as "{value}"'
        typed.findings.append(Finding(None, "source", "source", said, "notice"))
    typed.columns[column.name] = pa.array([value] * rows, ARROW_TYPES[column.kind])
