"""A text of a test as typed rows: read and checked like a file, on five known towns."""

from collections.abc import Mapping, Sequence
from functools import cache

import pyarrow as pa
import pytest

from dashboard.errors import FileRefused
from dashboard.ingest.choices import Choices
from dashboard.ingest.files.reading import read_sheet
from dashboard.ingest.places.gazetteer import Gazetteer, gazetteer
from dashboard.ingest.table.read_by import ReadBy
from dashboard.ingest.table.rows import TypedRows, typed_rows
from dashboard.ingest.table.vocabulary import Vocabulary, vocabulary
from dashboard.ingest.upload import AS_READ
from dashboard.model.tables import SPELLINGS, TOWNS
from tests.records import TODAY, TOWN_ROWS

NAMES = TOWNS.names[:-1]  # all but the source


@cache
def known_towns() -> Gazetteer:
    columns = zip(*TOWN_ROWS, strict=True)
    rows = pa.table({name: pa.array(column) for name, column in zip(NAMES, columns, strict=True)})
    return gazetteer(rows, remembered={})


@cache
def known(*taught: tuple[str, str, str, str | None]) -> Vocabulary:
    """The spellings, with what stewards taught as (kind, used_in, spelling, means)."""
    columns = list(zip(*taught, strict=True)) or [()] * 4
    arrays = [pa.array(column, pa.string()) for column in columns]
    return vocabulary(pa.table(dict(zip(SPELLINGS.names, arrays, strict=True))))


def read_by(choices: Choices = AS_READ, *, taught: Sequence[tuple[str, str, str, str | None]] = ()) -> ReadBy:
    return ReadBy("a.csv", known(*taught), choices, TODAY)


def read(
    text: str | bytes,
    *,
    dataset: str | None = None,
    choices: Choices = AS_READ,
    stated: Mapping[str, object] | None = None,
    taught: Sequence[tuple[str, str, str, str | None]] = (),
) -> TypedRows:
    content = text.encode() if isinstance(text, str) else text
    sheet = read_sheet(content, file_name="a.csv", choices=choices)
    return typed_rows(
        sheet, dataset=dataset, stated=stated or {}, towns=known_towns(), by=read_by(choices, taught=taught)
    )


def said(text: str | bytes, *, dataset: str | None = None, **how: object) -> list[str]:
    """The findings as a steward reads them, an error by its place and a notice with the word before it."""
    found = read(text, dataset=dataset, **how).findings  # type: ignore[arg-type]
    return [f"{'notice: ' if f.severity == 'notice' else ''}{f}" for f in found]


def refusal(text: str | bytes, *, dataset: str | None = None, **how: object) -> FileRefused:
    with pytest.raises(FileRefused) as raised:
        read(text, dataset=dataset, **how)  # type: ignore[arg-type]
    return raised.value


def rows(
    text: str | bytes, *columns: str, dataset: str | None = None, **how: object
) -> list[tuple[object, ...]]:
    """The values of the named columns, row by row."""
    found = read(text, dataset=dataset, **how).rows.select(list(columns))  # type: ignore[arg-type]
    return [tuple(row.values()) for row in found.to_pylist()]
