"""Two moments of a browser, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from dashboard.model.visits import Visits, visits_of, with_load

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
YESTERDAY = NOON - timedelta(days=1)
HALF_AN_HOUR = timedelta(minutes=30)


def test_the_first_load_of_all_has_no_visit_before_it() -> None:
    assert with_load(None, now=NOON) == Visits(NOON, None)


@pytest.mark.parametrize(
    ("passed", "expected"),
    [
        (timedelta(0), YESTERDAY),
        (HALF_AN_HOUR - timedelta(seconds=1), YESTERDAY),
        (HALF_AN_HOUR, YESTERDAY),
        (HALF_AN_HOUR + timedelta(seconds=1), NOON),
    ],
)
def test_loads_more_than_thirty_minutes_apart_are_two_visits(passed: timedelta, expected: datetime) -> None:
    assert with_load(Visits(NOON, YESTERDAY), now=NOON + passed) == Visits(NOON + passed, expected)


def test_every_load_puts_off_the_end_of_a_visit() -> None:
    visits = Visits(NOON, YESTERDAY)
    for minutes in (20, 40, 60):
        visits = with_load(visits, now=NOON + timedelta(minutes=minutes))
    assert visits.previous == YESTERDAY


def test_a_moment_that_has_not_come_yet_is_none() -> None:
    assert with_load(Visits(NOON + timedelta(seconds=1), YESTERDAY), now=NOON) == Visits(NOON, None)


@pytest.mark.parametrize("visits", [Visits(NOON, YESTERDAY), Visits(NOON, None)])
def test_a_cookie_says_what_was_written(visits: Visits) -> None:
    assert visits_of(visits.text()) == visits


@pytest.mark.parametrize(
    "text",
    [None, "", ".", "1", "1.2.3", "-1.2", "1e3.2", "١.2", "12345678901.1", " 1.2", "1.2\n", "<b>.1", "nan."],
)
def test_a_cookie_that_nobody_here_wrote_is_none(text: str | None) -> None:
    assert visits_of(text) is None
