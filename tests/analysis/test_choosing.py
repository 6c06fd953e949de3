"""What is in force where nothing, something or something unknown was chosen."""

from datetime import date

import pytest

from dashboard.analysis.asking import Ask
from dashboard.analysis.choosing import Choice, chosen
from dashboard.errors import UnknownTown, WrongUse
from dashboard.model.filters import Filters
from tests.analysis.conftest import Told
from tests.records import BILO, POKR, csv_of, distances, people

TODAY = date(2025, 9, 15)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.fixture
def ask(told: Told) -> Ask:
    return told(
        distances(
            (POKR, "2025-07-01", "A", 12.0),
            (POKR, "2025-09-01", "B", 9.0),
            (BILO, "2025-09-01", "B", 14.0),
        ),
        people((POKR, "2025-09-12", 1400)),
        csv_of("town_code date count_at evacuated", (POKR, "2025-08-01", "transit", 5)),
    )


def test_without_a_choice_the_newest_date_the_widest_source_and_a_point_with_reports_are_in_force(
    ask: Ask,
) -> None:
    assert chosen(ask, Choice(), today=TODAY) == Filters(
        as_of=day("2025-09-12"),
        since=day("2025-08-14"),
        until=day("2025-09-12"),
        source="B",
        count_at="transit",
    )


def test_the_source_and_the_point_are_those_known_on_the_as_of_day(ask: Ask) -> None:
    found = chosen(ask, Choice(as_of=day("2025-07-31")), today=TODAY)
    assert (found.source, found.count_at) == ("A", "departure")
    assert (found.since, found.until) == (day("2025-07-02"), day("2025-07-31"))


def test_without_any_report_today_is_the_as_of_day(told: Told) -> None:
    found = chosen(told(), Choice(), today=TODAY)
    assert (found.as_of, found.until, found.source, found.count_at) == (TODAY, TODAY, "", "departure")


def test_the_last_day_is_never_after_the_as_of_day(ask: Ask) -> None:
    choice = Choice(as_of=day("2025-08-10"), since=day("2025-08-01"), until=day("2025-09-01"))
    found = chosen(ask, choice, today=TODAY)
    assert (found.since, found.until) == (day("2025-08-01"), day("2025-08-10"))


def test_a_last_day_alone_is_the_end_of_thirty_days(ask: Ask) -> None:
    found = chosen(ask, Choice(until=day("2025-07-30")), today=TODAY)
    assert (found.as_of, found.since, found.until) == (
        day("2025-09-12"),
        day("2025-07-01"),
        day("2025-07-30"),
    )


def test_a_first_day_after_the_last_one_is_refused(ask: Ask) -> None:
    with pytest.raises(WrongUse) as caught:
        chosen(ask, Choice(since=day("2025-09-13")), today=TODAY)
    assert str(caught.value) == 'since: found "2025-09-13", expected a day on or before 2025-09-12'


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (
            Choice(area="UA99"),
            'area: found "UA99", expected one of: UA14, UA1412, UA1412007, UA1416, UA1416003, UA1416013, '
            "UA1416021, UA23, UA2310, UA2310003",
        ),
        (Choice(area=""), 'area: found "", expected one of: UA14'),
        (Choice(source=""), 'source: found "", expected one of: B, A'),
        (Choice(source="C"), 'source: found "C", expected one of: B, A'),
        (Choice(count_at="arrival"), 'count_at: found "arrival", expected one of: transit'),
    ],
)
def test_what_the_data_does_not_hold_is_refused_with_what_it_holds(
    ask: Ask, choice: Choice, message: str
) -> None:
    with pytest.raises(WrongUse) as caught:
        chosen(ask, choice, today=TODAY)
    assert str(caught.value).startswith(message)


def test_a_source_and_a_point_without_a_report_yet_on_the_as_of_day_are_shown_as_chosen(ask: Ask) -> None:
    choice = Choice(source="B", count_at="transit", as_of=day("2025-07-15"))
    found = chosen(ask, choice, today=TODAY)
    assert (found.source, found.count_at) == ("B", "transit")


def test_without_any_data_no_source_can_be_chosen(told: Told) -> None:
    with pytest.raises(WrongUse) as caught:
        chosen(told(), Choice(source="B"), today=TODAY)
    assert str(caught.value) == 'source: found "B", expected nothing, there is no data for it yet'


def test_towns_are_resolved_and_an_unknown_one_is_refused(ask: Ask) -> None:
    assert chosen(ask, Choice(towns=("Покровськ", BILO)), today=TODAY).towns == (POKR, BILO)
    with pytest.raises(UnknownTown, match='No town is called "Atlantis"'):
        chosen(ask, Choice(towns=("Atlantis",)), today=TODAY)


def test_upload_zero_is_a_choice_and_not_the_newest(ask: Ask) -> None:
    assert chosen(ask, Choice(known_after=0), today=TODAY).known_after == 0
