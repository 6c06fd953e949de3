"""Findings by kind on the screen, and each beside its own row in the file."""

from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from dashboard.model.finding import Finding
from dashboard.ui.upload.findings import PLACES_AT_MOST, kinds_of
from dashboard.ui.upload.own_rows import findings_file


@dataclass
class Cells:
    """A sheet, as far as a findings file looks at it."""

    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    columns: list[Any] | None = None
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()


def finding(line: int | None, column: str, code: str = "jump", severity: str = "notice") -> Finding:
    return Finding(line, column, code, f"about line {line}", severity)  # type: ignore[arg-type]


SHEET = Cells([["town", "people"], ["Pokrovsk", "5"], ["Bilozerske", "7"]], [1, 3, 7])
LARGE = Cells(
    columns=[pa.array(column).dictionary_encode() for column in (["town", "A", "B"], ["n", "5", "7"])]
)
TITLES = {0: "town", 1: "people"}


def test_errors_come_first_and_then_the_most_frequent() -> None:
    many = [finding(line, "people") for line in range(2, 12)]
    found = [*many, finding(3, "date", "tomorrow"), finding(5, "people", "people", "error")]
    kinds = kinds_of(found)
    assert [(kind.action, kind.column, kind.count) for kind in kinds] == [
        (True, "people", 1),
        (False, "people", 10),
        (False, "date", 1),
    ]


def test_a_frequent_kind_hides_no_other() -> None:
    found = [finding(line, "people") for line in range(2, 3000)] + [finding(2, "date", "tomorrow")]
    frequent, rare = kinds_of(found)
    assert (frequent.count, len(frequent.places)) == (2998, PLACES_AT_MOST - 1)
    assert (rare.count, len(rare.places)) == (1, 1)


def test_a_finding_about_the_whole_file_says_so() -> None:
    (kind,) = kinds_of([finding(None, "source", "source")])
    assert kind.places == [("whole file", "about line None")]


def test_the_row_of_a_line_stands_beside_its_finding() -> None:
    table = findings_file([finding(7, "people"), finding(None, "people")], SHEET, titles=TITLES)
    assert list(table["cell 1: town"].fillna("-")) == ["Bilozerske", "-"]
    assert list(table["cell 2: people"].fillna("-")) == ["7", "-"]


def test_the_rows_of_a_large_file_are_found_by_their_lines() -> None:
    table = findings_file(
        [finding(3, "people"), finding(2, "people"), finding(99, "people")], LARGE, titles=TITLES
    )
    assert list(table["cell 1: town"].fillna("-")) == ["B", "A", "-"]


def test_a_line_with_personal_data_is_left_out_beside_every_finding() -> None:
    found = [finding(3, "people"), finding(3, "notes", "personal_data", "error"), finding(7, "people")]
    table = findings_file(found, SHEET, titles=TITLES)
    assert list(table["cell 1: town"].fillna("-")) == ["-", "-", "Bilozerske"]


def test_no_row_is_repeated_where_a_column_asks_for_persons() -> None:
    found = [finding(3, "people"), finding(None, "phone", "personal_column", "error")]
    assert list(findings_file(found, SHEET, titles=TITLES).columns)[-1] == "message"
