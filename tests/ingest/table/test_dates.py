"""Days in any one order are days; a doubt is asked once for the file, and nothing rolls over."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.errors import ChoiceNeeded
from dashboard.ingest.choices import Choices
from dashboard.ingest.table.dates import FIRST_DAY, day_notice, day_reader
from dashboard.ingest.table.problem import Problem
from tests.ingest.typed import read_by
from tests.records import TODAY

NO_DAY = Problem("date", "a day like 2025-09-12")
SHORT_YEAR = Problem("date", "a day like 2025-09-12, with all four digits of its year")
NUMBERED = Problem("date", "a day like 2025-09-12: format the column as a date in the spreadsheet")
NOT_REAL = Problem("date", "a day that exists, like 2025-09-12")
FUTURE = Problem("future", "a day that is not in the future (today is 2025-09-15)")


def read(*texts: str, choices: Choices | None = None) -> tuple[list[object], list[str]]:
    one, told = day_reader(texts, read_by(choices or Choices()))
    return [one(text) for text in texts], [text for _, text in told]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-09-12", date(2025, 9, 12)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2025/9/2", date(2025, 9, 2)),
        ("2025.09.02", date(2025, 9, 2)),
        ("2025-9-2", date(2025, 9, 2)),
        ("12 вересня 2025", date(2025, 9, 12)),
        ("2 листопада 2024 р.", date(2024, 11, 2)),
        ("12 сентября 2025 года", date(2025, 9, 12)),
        ("12-Sep-2025", date(2025, 9, 12)),
        ("12 September, 2025", date(2025, 9, 12)),
        ("2025-09-12T00:00:00", date(2025, 9, 12)),
        ("2025-09-12 00:00:00", date(2025, 9, 12)),
        ("2025-09-11T23:30:00Z", date(2025, 9, 12)),
        ("2025-09-11T23:30:00+03:00", date(2025, 9, 11)),
        ("2025-09-11 23:30:00 +0000", date(2025, 9, 12)),
        ("2025-09-11 23:30", date(2025, 9, 11)),
        ("2014-01-01", FIRST_DAY),
        ("2025-09-16", date(2025, 9, 16)),
    ],
)
def test_a_day_that_can_only_be_one_is_read(text: str, day: date) -> None:
    assert read(text) == ([day], [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        *(
            (text, NO_DAY)
            for text in ("20250912", "2025-W37-5", "today", "85912", "２025-09-12", "12 Semptember 2025")
        ),
        *((text, NO_DAY) for text in ("2025-09", "09/2025", "x", "12.09.2025 10:00")),
        *((text, SHORT_YEAR) for text in ("12.09.25", "9/12/25", "12-09-25")),
        *((text, NUMBERED) for text in ("45912", "45912.5")),
        *((text, NOT_REAL) for text in ("31 вересня 2025", "0 May 2025")),
        *(
            (text, NOT_REAL)
            for text in ("2025-02-30", "2025-13-01", "2025-00-10", "0000-01-01", "2025.02.29")
        ),
        *((text, NOT_REAL) for text in ("2025-02-30T10:00:00", "2025-09-12T25:00:00", "31.11.2024")),
        *((text, FUTURE) for text in ("2025-09-17", "9999-12-31", "17.09.2025")),
        *(
            (text, Problem("range", "a day since 2014-01-01"))
            for text in ("2013-12-31", "1925-09-12", "01.01.1900")
        ),
    ],
)
def test_what_is_no_day_of_the_war_is_named(text: str, problem: Problem) -> None:
    assert read(text)[0] == [problem]


def test_day_month_year_throughout_the_file_is_read_and_told() -> None:
    days = [date(2025, 9, 12), date(2025, 9, 1), date(2025, 8, 31)]
    assert read("12.09.2025", "1.9.2025", "31.08.2025 р.") == (
        days,
        ['days are read as day.month.year, "12.09.2025" as 2025-09-12'],
    )
    assert read("31.09.2025", "30.08.2025")[1] == [
        'days are read as day.month.year, "30.08.2025" as 2025-08-30'
    ]


def test_a_day_month_year_beside_iso_days_is_named() -> None:
    assert read("2025-09-12", "11.09.2025") == (
        [date(2025, 9, 12), Problem("date", "a day like 2025-09-12, as in the rest of the file")],
        [],
    )


def test_a_day_that_could_be_two_is_asked_once_for_the_file() -> None:
    with pytest.raises(ChoiceNeeded) as raised:
        read("03/04/2025", "05/06/2025")
    assert str(raised.value) == (
        'a.csv: "03/04/2025" may be day/month or month/day, and no other day of the file decides it. '
        "Say which (--dates day-first or month-first), or write days like 2025-09-12."
    )
    assert (raised.value.choice, raised.value.options) == ("dates", ("day-first", "month-first"))


def test_the_order_that_was_chosen_or_is_proven_holds_for_the_file() -> None:
    first, second = date(2025, 4, 3), date(2025, 3, 4)
    assert read("03/04/2025", choices=Choices(dates="day-first")) == (
        [first],
        ["days are read day first throughout the file"],
    )
    assert read("03/04/2025", choices=Choices(dates="month-first"))[0] == [second]
    assert read("03/04/2025", "13/04/2025")[0] == [first, date(2025, 4, 13)]
    assert read("03/04/2025", "04/13/2025") == (
        [second, date(2025, 4, 13)],
        ["days are read month first throughout the file"],
    )
    assert read("03-04-2025", "13-04-2025")[0][0] == first


def test_days_that_prove_both_orders_are_named() -> None:
    assert read("13/04/2025", "04/13/2025")[0] == [date(2025, 4, 13), NOT_REAL]


def test_a_day_that_is_the_same_in_both_orders_is_not_asked() -> None:
    assert read("04/04/2025") == ([date(2025, 4, 4)], [])


def test_tomorrow_and_a_time_of_day_are_to_be_confirmed() -> None:
    confirm = "a day up to today (2025-09-15); read as 2025-09-16, to be confirmed"
    assert day_notice("2025-09-16", date(2025, 9, 16), today=TODAY) == Problem("tomorrow", confirm, "notice")
    place = "a day; read as 2025-09-12, the day at the place (Kyiv)"
    moment = "2025-09-11T23:30:00Z"
    assert day_notice(moment, date(2025, 9, 12), today=TODAY) == Problem("time_of_day", place, "notice")
    for text in ("2025-09-12", "2025-09-12T00:00:00", "2025-09-12 00:00:00"):
        assert day_notice(text, date(2025, 9, 12), today=TODAY) is None
    assert day_notice("x", NO_DAY, today=TODAY) is None


@given(st.dates(FIRST_DAY, TODAY))
def test_every_day_is_read_as_itself_in_every_order(day: date) -> None:
    assert read(day.isoformat())[0] == read(f"{day:%d.%m.%Y}")[0] == [day]
    assert read(f"{day:%m/%d/%Y}", choices=Choices(dates="month-first"))[0] == [day]
    assert read(f"{day:%d/%m/%Y}", choices=Choices(dates="day-first"))[0] == [day]


@given(st.lists(st.text(alphabet="0123456789-./: TZ+р", max_size=26), max_size=4))
def test_any_text_is_a_day_a_problem_or_a_question(texts: list[str]) -> None:
    try:
        found, _ = read(*texts)
    except ChoiceNeeded:
        return
    assert all(isinstance(each, (date, Problem)) for each in found)


def test_the_midnight_that_a_spreadsheet_adds_is_no_time_of_day() -> None:
    assert read("12.09.2025 0:00", "13.09.2025 00:00:00")[0] == [date(2025, 9, 12), date(2025, 9, 13)]
    assert read("13/09/2025 0:00", "2/9/2025 0:00")[0] == [date(2025, 9, 13), date(2025, 9, 2)]
