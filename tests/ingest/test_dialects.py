"""Valid rows read back as they were from every dialect of a table that is accepted."""

import csv
import io
from collections.abc import Callable
from datetime import date
from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.ingest.choices import Choices
from dashboard.ingest.table.vocabulary import MILES, documented
from dashboard.model.codes import SERVICES
from dashboard.model.table import Column
from dashboard.model.tables import DATASETS
from tests.ingest.table.test_rows import READABLE, valid_rows
from tests.ingest.typed import read
from tests.ingest.workbooks import DAY, number_cell, row, text_cell, workbook_of
from tests.records import BILO, HULI, POKR

NAMES = {
    BILO: [
        "Bilozerske",
        "Білозерське",
        "Белозерское",
        "Bilozerskoe",
        "м. Білозерське",
        "БІЛОЗЕРСЬКЕ",
        " bilozerske ",
    ],
    POKR: ["Pokrovsk", "Покровськ", "Покровск", "Красноармейск", "місто Покровськ"],
    HULI: ["Huliaipole", "Гуляйполе", "г. Гуляйполе"],
}
DAYS: dict[str, Callable[[date], str]] = {
    "iso": date.isoformat,
    "moment": lambda day: f"{day.isoformat()}T00:00:00",
    "dotted": lambda day: f"{day.day}.{day.month:02}.{day.year}",
    "day-first": lambda day: f"{day:%d/%m/%Y}",
    "month-first": lambda day: f"{day:%m/%d/%Y}",
}
ENCODINGS = {"utf-8": None, "utf-8-sig": None, "utf-16": None, "cp1251": "windows-1251"}
PREAMBLES = ([], ["Звіт"], ["Weekly report", "", "as of this week"])
LETTERS = "abcdefghijklmnopqrstuvwxyzабвгдеєжзиіїй'(), .;|"


def spellings(dataset: str, column: str) -> list[str]:
    """What a title of the column may be."""
    return [column] + [
        spelling
        for kind, used_in, spelling, means in documented()
        if kind == "column" and used_in in (dataset, "any") and means == column != MILES
    ]


def words(column: str, code: str) -> list[str]:
    """What a cell with the code may say."""
    places = (column, "service") if column in SERVICES else (column,)
    return [code] + [
        s
        for kind, used_in, s, means in documented()
        if (kind, means) == ("value", code) and used_in in places
    ]


@st.composite
def files(draw: st.DrawFn, dataset: str) -> tuple[bytes, Choices, list[dict[str, object]]]:
    """A file, what its steward says of it, and the rows that it must give."""
    table = DATASETS[dataset]
    drawn = [{name: plain_text(value) for name, value in row.items()} for row in draw(valid_rows(dataset))]
    rows = list({tuple(row[name] for name in table.key): row for row in drawn}.values())
    days = draw(st.sampled_from(sorted(DAYS)))
    separator = draw(st.sampled_from(",;\t|"))
    comma = draw(st.booleans())
    by_name = dataset != "towns" and draw(st.booleans())
    columns = draw(st.permutations(table.columns))

    def title(column: Column) -> str:
        meant = "town_name" if by_name and column.name == "town_code" else column.name
        written = draw(st.sampled_from(spellings(dataset, meant)))
        return draw(st.sampled_from([written, written.upper(), f" {written} ", written.replace("_", " ")]))

    def cell(column: Column, value: object) -> str:
        if value is None:
            return draw(st.sampled_from(["", "-", "n/a", "н/д"])) if column.kind == "people" else ""
        if column.name == "town_code":
            return draw(st.sampled_from(NAMES[str(value)] if by_name else [str(value), f"{value}0012345"]))
        if isinstance(value, date):
            return DAYS[days](value)
        if isinstance(value, float):
            number = f"{value:.1f}" if column.kind == "km" else f"{value:.6f}"
            return number.replace(".", ",") if comma else number
        if column.choices:
            return draw(st.sampled_from(words(column.name, str(value))))
        return str(value)

    header = [title(column) for column in columns]
    lines = [[cell(column, row[column.name]) for column in columns] for row in rows]
    above = [[text, *[""] * (len(columns) - 1)] for text in draw(st.sampled_from(PREAMBLES))]
    tags = [[column.hxl for column in columns]] if draw(st.booleans()) else []
    text = written(
        [*above, header, *tags, *lines],
        separator=separator,
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        end=draw(st.sampled_from(["\n", "\r\n", "\r"])),
    )
    encoding = draw(st.sampled_from([name for name in sorted(ENCODINGS) if can_hold(name, text)]))
    order = days if days in ("day-first", "month-first") else None
    choices = Choices(encoding=ENCODINGS[encoding], dates=order)  # type: ignore[arg-type]
    return text.encode(encoding), choices, rows


def plain_text(value: object) -> object:
    """Free text in letters of both alphabets that every encoding has."""
    if (
        not isinstance(value, str)
        or value.startswith("UA")
        or (value.isascii() and value.replace("_", "").isalpha())
    ):
        return value
    letters = "".join(LETTERS[ord(letter) % len(LETTERS)] for letter in value).strip(" '")
    return " ".join(letters.split()) or "x"


def can_hold(encoding: str, text: str) -> bool:
    """Windows-1251 lacks some apostrophes."""
    return text.encode(encoding, "replace").decode(encoding) == text


def written(rows: list[list[str]], *, separator: str, quoting: int, end: str) -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=separator, quoting=quoting, lineterminator=end).writerows(rows)  # type: ignore[arg-type]
    return file.getvalue()


@pytest.mark.parametrize("dataset", READABLE)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_valid_rows_are_read_back_from_every_dialect(dataset: str, data: st.DataObject) -> None:
    content, choices, rows = data.draw(files(dataset))
    found = read(content, dataset=dataset, choices=choices)
    assert [str(finding) for finding in found.findings if finding.severity == "error"] == []
    assert found.rows.to_pylist() == rows


def column_letters(place: int) -> str:
    return chr(65 + place) if place < 26 else f"A{chr(65 + place - 26)}"


def workbook_cell(place: str, value: object) -> str:
    if isinstance(value, date):
        return number_cell(place, (value - date(1899, 12, 30)).days, DAY)
    return (
        number_cell(place, value) if isinstance(value, int | float) else text_cell(place, escape(str(value)))
    )


@pytest.mark.parametrize("dataset", ["evacuations", "front_distances"])
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_valid_rows_are_read_back_from_a_workbook_with_true_days_and_numbers(
    dataset: str, data: st.DataObject
) -> None:
    table = DATASETS[dataset]
    drawn = [
        {name: plain_text(value) for name, value in row.items()} for row in data.draw(valid_rows(dataset))
    ]
    rows = list({tuple(row[name] for name in table.key): row for row in drawn}.values())
    lines = [table.names, *([each[name] for name in table.names] for each in rows)]
    content = workbook_of(
        *(
            row(
                line,
                *(
                    workbook_cell(f"{column_letters(place)}{line}", value)
                    for place, value in enumerate(cells)
                    if value is not None
                ),
            )
            for line, cells in enumerate(lines, 1)
        )
    )
    found = read(content, dataset=dataset)
    assert [str(finding) for finding in found.findings if finding.severity == "error"] == []
    assert found.rows.to_pylist() == rows
