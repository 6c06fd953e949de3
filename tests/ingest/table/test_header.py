"""Where the header stands, and what is said where there is none."""

import pytest

from dashboard.errors import FileRefused
from dashboard.ingest.files.sheet import Sheet
from dashboard.ingest.table.header import HEADER_WITHIN, Header, find_header, known_titles
from tests.ingest.typed import known, said
from tests.records import BILO

TITLES = ["town", "date", "status"]
ROW = [BILO, "2025-09-12", "safe"]
TAGS = ["#adm4+code", "#date", "#status+town"]


def find(*rows: list[str], separator: str = ",") -> Header:
    sheet = Sheet(list(rows), list(range(1, len(rows) + 1)), [], separator=separator)
    return find_header(sheet, known=known(), file_name="a.csv")


def refused(*rows: list[str]) -> str:
    with pytest.raises(FileRefused) as raised:
        find(*rows)
    return str(raised.value)


def test_the_first_row_with_the_most_known_titles_is_the_header() -> None:
    found = find(TITLES, ROW)
    assert (found.titles, found.tags, found.line, found.first, found.findings) == (
        tuple(TITLES),
        (),
        1,
        1,
        [],
    )
    assert find([" town ", "date", "status"], ROW).titles == tuple(TITLES)


def test_titles_above_the_header_are_told_and_not_stored() -> None:
    found = find(["Звіт", "", ""], ["станом на 12.09.2025", "", "<b>"], TITLES, ROW)
    assert (found.line, found.first) == (3, 3)
    assert [(f.severity, str(f)) for f in found.findings] == [
        (
            "notice",
            'line 3: the header stands on line 3; 2 lines above it are not stored: "Звіт", "станом на 12.09.2025 <b>"',
        )
    ]


def test_a_row_above_the_header_that_names_a_person_is_not_repeated() -> None:
    found = find(["Виконавець: Петренко Іван Іванович", "", "тел. 067 123 45 67"], TITLES, ROW)
    assert str(found.findings[0]).endswith('1 line above it is not stored: "(personal data)"')


def test_tags_belong_to_the_row_above_them() -> None:
    found = find(["x", "y", "z"], TAGS, ROW)
    assert (found.titles, found.tags, found.line, found.first) == (("x", "y", "z"), tuple(TAGS), 1, 2)
    found = find(["Report", "", ""], TITLES, TAGS, ROW)
    assert (found.titles, found.tags, found.line, found.first) == (tuple(TITLES), tuple(TAGS), 2, 3)
    found = find(TAGS, ROW)
    assert (found.titles, found.tags, found.first) == (tuple(TAGS), tuple(TAGS), 1)


def test_tags_far_below_a_header_are_not_its_tags() -> None:
    found = find(TITLES, ROW, ROW, TAGS, ROW)
    assert (found.tags, found.first) == ((), 1)


def test_a_header_is_looked_for_in_the_first_25_rows() -> None:
    filler = [["t", "", ""]]
    assert find(*filler * (HEADER_WITHIN - 1), TITLES, ROW).line == 25
    assert find(*filler * HEADER_WITHIN, TITLES, ROW).line == 1


def test_a_file_without_rows_says_so() -> None:
    assert refused(TITLES) == "a.csv: the file has a header and no rows. Send a file with at least one row."
    assert (
        refused(TITLES, TAGS)
        == "a.csv: the file has a header and no rows. Send a file with at least one row."
    )
    assert refused() == "a.csv: the file is empty. Send a file with a header and at least one row."


def test_a_file_that_begins_with_data_says_so() -> None:
    assert refused(ROW, ROW) == (
        "a.csv: line 1 looks like data, expected the names of the columns: UA1416003001, 2025-09-12, safe. "
        "Put a header above it, or take a template."
    )


def test_a_table_turned_on_its_side_says_so() -> None:
    assert refused(
        ["town", BILO, BILO], ["date", "2025-09-12", "2025-09-13"], ["status", "safe", "safe"]
    ) == (
        "a.csv: the table is turned on its side: the names of its columns stand below each other. "
        "Turn it (Paste special, Transpose), and send it again."
    )


def test_a_header_with_another_separator_than_its_rows_says_so() -> None:
    assert refused(["town;date;status"], ROW) == (
        'a.csv: line 1: the header is separated by ";", the rows by ",". Save the table as CSV again.'
    )


def test_a_header_of_unknown_titles_is_left_to_the_steward() -> None:
    assert find(["a", "b"], ["x", "y"]).titles == ("a", "b")


def test_titles_are_counted_for_the_dataset_that_knows_most_of_them() -> None:
    assert known_titles(["Населений пункт", "Дата", "Світло", "x", ""], known()) == 3
    assert known_titles(["date", "Date"], known()) == 1


def test_lines_of_messages_are_those_of_the_file() -> None:
    text = f"Report,,\n\n\ntown,date,status\n\n{BILO},2025-09-12,xyz\n"
    assert [line for line in said(text) if "xyz" in line or "header" in line] == [
        'notice: line 4: the header stands on line 4; 1 line above it is not stored: "Report"',
        'line 6, status: found "xyz", expected one of safe, at_risk, contested, occupied, empty',
    ]
