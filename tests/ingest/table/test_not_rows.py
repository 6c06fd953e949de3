"""Which rows of a file are no data."""

from datetime import date

import pytest

from tests.ingest.typed import read, rows, said
from tests.records import BILO, POKR

HEADER = "town,date,evacuated,source\n"
GOOD = f"{BILO},2025-09-12,30,me"
REMARK = "this line is not a row of the table: only one of its cells holds something; remove it"
DAY = date(2025, 9, 12)
SECOND = "a second header, not data; remove it"


def file(*lines: str, header: str = HEADER) -> str:
    return header + "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize(
    "word",
    [
        "Total",
        "TOTAL:",
        "Всього",
        "усього",
        "Разом",
        "Разом по області:",
        "Итого",
        "Grand total",
        "Total Donetsk",
    ],
)
def test_a_total_is_an_error_and_never_summed(word: str) -> None:
    text = file(GOOD, f"{word},,30,", f",{word},30,")
    assert said(text) == [
        f'line {line}: a total ("{word}"), not a town; remove it, totals are added up here' for line in (3, 4)
    ]
    assert rows(text, "evacuated") == [(30,)]


def test_a_total_below_columns_without_a_name_is_a_total() -> None:
    assert said(file(f"{BILO},2025-09-12,30,,", "Всього,,30,,", header="town,date,evacuated,,\n")) == [
        'line 3: a total ("Всього"), not a town; remove it, totals are added up here'
    ]


def test_a_town_whose_name_only_begins_like_a_total_is_a_town() -> None:
    assert said(file("Totalne,2025-09-12,30,")) == ['line 2, town: found "Totalne", expected a known town']
    assert said(file(f"{BILO},2025-09-12,30,Total")) == []


def test_a_second_header_and_a_tag_row_in_the_middle_are_errors() -> None:
    assert said(
        file(GOOD, "town,date,evacuated,source", "#adm4,#date,#affected,", f"{POKR},2025-09-12,7,")
    ) == [
        "line 3: a second header, not data; remove it",
        "line 4: a row of HXL tags, not data; remove it",
    ]


def test_a_row_with_one_word_of_the_header_is_data() -> None:
    text = file(f"{BILO},2025-09-12,30,source", f"{POKR},2025-09-12,31,#adm4")
    assert rows(text, "source") == [("source",), ("#adm4",)]


def test_a_remark_below_the_table_is_an_error_on_its_line() -> None:
    found = said(file(GOOD, "* estimates of the administration,,,", "Source: OVA"))
    assert found == [
        "line 4: found 1 field, expected 4 as in the header",
        "line 3: this line is not a row of the table: only one of its cells holds something; remove it",
    ]


def test_a_total_where_a_team_or_a_number_of_the_row_is_due_is_no_team_of_its_own() -> None:
    header = "no,hromada,town,date,evacuated,team\n"
    lines = [f"1,,{POKR},2025-09-12,30,A", f"2,,{POKR},2025-09-12,31,Total", f"Разом:,,{POKR},2025-09-12,61,"]
    lines += ["4,Разом по громаді,,2025-09-12,61,B", f"5,,{POKR},2025-09-12,62,Разом для України"]
    found = [line for line in said(file(*lines, header=header)) if not line.startswith("notice")]
    assert found == [
        f'line {line}: a total ("{word}"), not a town; remove it, totals are added up here'
        for line, word in ((4, "Разом:"), (5, "Разом по громаді"), (3, "Total"))
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Date,Town,Evacuated,x",
        "TOWN,DATE,EVACUATED,SOURCE",
        "нп,дата,евакуйовано,x",
        "settlement,status,water,gas",
    ],
)
def test_a_second_header_is_known_in_other_words_too(line: str) -> None:
    assert said(file(GOOD, line)) == [f"line 3: {SECOND}"]


def test_the_numbers_of_the_columns_below_the_header_are_no_row() -> None:
    assert said(file("1,2,3,4", GOOD)) == ["line 2: the numbers of the columns, not data; remove it"]


def test_titles_of_parts_and_signatures_are_one_error_each_and_repeat_no_name() -> None:
    assert said(file("Покровський район,,,", GOOD, ",,,Виконавець: Петренко Іван Іванович", ",,31,")) == [
        f"line {line}: {REMARK}" for line in (2, 4, 5)
    ]


def test_a_town_of_which_nothing_is_known_is_a_row_where_the_day_was_said_beside_the_file() -> None:
    text = f"town,status,gas\n{BILO},,\n{POKR},safe,\n"
    assert read(text, stated={"date": DAY}).rows.num_rows == 2
