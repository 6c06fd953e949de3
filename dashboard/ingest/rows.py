"""A CSV file of one dataset becomes typed rows: its table, its columns, its kinds, its keys, its towns."""

from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.errors import FileRefused
from dashboard.ingest.csv_file import TextRows
from dashboard.ingest.kinds import values
from dashboard.ingest.shown import shown
from dashboard.model.finding import Finding
from dashboard.model.tables import DATASETS, Table
from dashboard.store.arrow import ARROW_TYPES


@dataclass(frozen=True)
class TypedRows:
    """``rows`` in the types of the model: the columns the file has, and every column of the key."""

    dataset: str
    rows: pa.Table
    findings: list[Finding]


def typed_rows(
    text: TextRows, *, dataset: str | None, file_name: str, known_towns: pa.Array, today: date
) -> TypedRows:
    """All findings of a file at once; rows with an error are still among the rows, so do not store these."""
    table = _table(text.header, dataset, file_name=file_name)
    if table.name == "front_lines":
        reason = "front lines are read from GeoJSON, this is a table"
        raise FileRefused(file_name, reason, "Export the area as GeoJSON.")
    findings = [*text.findings, *_unknown_columns(table, text.header)]
    columns: dict[str, pa.Array] = {}
    for column in table.columns:
        if column.name in text.header:
            cells = text.cells[column.name].combine_chunks()
            if column.default is not None:
                cells = pc.fill_null(cells, column.default)
            columns[column.name], found = values(cells, column, lines=text.lines, today=today)
            findings += found
            findings += _missing(cells, column.name, lines=text.lines) if column.required else []
        elif column.name in table.key:
            columns[column.name] = pa.array([column.default] * text.cells.num_rows, ARROW_TYPES[column.kind])
    rows = pa.table(columns)
    if table.name != "towns" and "town_code" in columns:
        findings += _unknown_towns(columns["town_code"], known_towns, lines=text.lines)
    rows, doubled = _once(rows, table, lines=text.lines)
    return TypedRows(
        table.name, rows, sorted(findings + doubled, key=lambda f: (f.line or 0, f.column or ""))
    )


def _table(header: tuple[str, ...], dataset: str | None, *, file_name: str) -> Table:
    """The table asked for, or the one whose required columns are all there and that knows most of the header."""
    if dataset is not None:
        table = DATASETS[dataset]
        missing = [column.name for column in table.columns if column.required and column.name not in header]
        if missing:
            raise FileRefused(
                file_name,
                f"line 1: {', '.join(missing)} missing for {dataset}; found {shown(', '.join(header))}",
                "Add the column, or take the template of this dataset.",
            )
        return table
    fitting = [
        (len(set(table.names) & set(header)), table)
        for table in DATASETS.values()
        if all(column.name in header for column in table.columns if column.required)
    ]
    best = max((known for known, _ in fitting), default=0)
    tables = [table for known, table in fitting if known == best]
    if len(tables) != 1:
        found = shown(", ".join(header))
        raise FileRefused(
            file_name,
            f"line 1: the columns fit {'more than one' if tables else 'no'} dataset; found {found}",
            f"Name it with --dataset: {', '.join(DATASETS)}, or take its template.",
        )
    return tables[0]


def _unknown_columns(table: Table, header: tuple[str, ...]) -> list[Finding]:
    return [
        Finding(1, shown(name), "unknown_column", f"not a column of {table.name}, it is not stored", "notice")
        for name in header
        if name not in table.names
    ]


def _missing(cells: pa.Array, name: str, *, lines: pa.Array) -> list[Finding]:
    return [
        Finding(line, name, "missing", "found nothing, expected a value")
        for line in lines.filter(pc.is_null(cells)).to_pylist()
    ]


def _unknown_towns(codes: pa.Array, known: pa.Array, *, lines: pa.Array) -> list[Finding]:
    unknown = pc.and_(pc.is_valid(codes), pc.invert(pc.is_in(codes, value_set=known)))
    return [
        Finding(
            line, "town_code", "unknown_town", f'found "{shown(code)}", expected the code of a known town'
        )
        for line, code in zip(
            lines.filter(unknown).to_pylist(), codes.filter(unknown).to_pylist(), strict=True
        )
    ]


def _once(rows: pa.Table, table: Table, *, lines: pa.Array) -> tuple[pa.Table, list[Finding]]:
    """Every key once: a row that repeats another is counted once and told, one that contradicts it is an error."""
    if rows.group_by(list(table.key)).aggregate([]).num_rows == rows.num_rows:
        return rows, []
    needed = [place for place, name in enumerate(table.key) if table.column(name).required]
    keys = _tuples(rows.select(list(table.key)))
    whole = _tuples(rows)
    first: dict[tuple[object, ...], int] = {}
    kept: list[int] = []
    findings: list[Finding] = []
    for place, key in enumerate(keys):
        incomplete = any(key[part] is None for part in needed)  # such a row has an error of its own
        before = place if incomplete else first.setdefault(key, place)
        if before == place:
            kept.append(place)
        else:
            between = (lines[before].as_py(), lines[place].as_py())
            findings += _doubled(key, between, same=whole[before] == whole[place])
    return rows.take(pa.array(kept, pa.int64())), findings


def _doubled(key: tuple[object, ...], between: tuple[int, int], *, same: bool) -> list[Finding]:
    first, line = between
    name = shown(", ".join(str(part) for part in key if part is not None))
    if same:
        return [Finding(line, None, "repeated", f"repeats line {first} ({name}), counted once", "notice")]
    return [
        Finding(first, None, "contradiction", f"line {line} has the same key ({name}) with other values"),
        Finding(line, None, "contradiction", f"line {first} has the same key ({name}) with other values"),
    ]


def _tuples(rows: pa.Table) -> list[tuple[object, ...]]:
    return list(zip(*(column.to_pylist() for column in rows.columns), strict=True))
