"""What clocks that go wrong do to the commands: nothing but the moment that an entry names."""

from datetime import UTC, datetime, tzinfo
from typing import Self

import pytest

from dashboard.store.ledger import history
from dashboard.store.records import record_at
from dashboard.store.verifying import verify
from tests.commands.conftest import Shell, Writing
from tests.records import BILO, people
from tests.store.seen import rows_of


class LateInTheEvening(datetime):
    """Half an hour before midnight in UTC: at the towns it is half past two the next day."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls(2025, 9, 15, 23, 30, tzinfo=UTC).astimezone(tz)


@pytest.fixture
def late(run: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.delenv("DASHBOARD_TODAY")
    monkeypatch.setattr("dashboard.settings.datetime", LateInTheEvening)
    return run


def test_the_future_begins_by_the_day_of_the_towns_and_the_history_is_in_utc(
    late: Shell, file: Writing
) -> None:
    answer = late("upload", file(people((BILO, "2025-09-18", 1))), "--by", "Olena")
    assert (answer.status, answer.out.splitlines()[0]) == (
        1,
        'error: line 2, date: found "2025-09-18", expected a day that is not in the future (today is 2025-09-16)',
    )
    assert late("upload", file(people((BILO, "2025-09-16", 1))), "--by", "Olena").status == 0
    assert history(record_at(late.url))[-1].uploaded_at == "2025-09-15T23:30:00Z"


@pytest.mark.parametrize("year", [2015, 2099])
def test_a_clock_that_jumped_changes_neither_the_order_nor_what_counts(
    run: Shell, file: Writing, monkeypatch: pytest.MonkeyPatch, year: int
) -> None:
    day = "2015-01-01"
    run("upload", file(people((BILO, day, 700))), "--by", "Olena")
    monkeypatch.setenv("DASHBOARD_TODAY", f"{year}-06-01")
    assert run("upload", file(people((BILO, day, 650))), "--by", "Petro").status == 0
    monkeypatch.setenv("DASHBOARD_TODAY", "2025-09-15")
    assert [line.split()[0] for line in run("history").out.splitlines()[1:]] == ["3", "2", "1"]
    record = record_at(run.url)
    assert history(record)[-1].uploaded_at == f"{year}-06-01T12:00:00Z"
    assert rows_of(record, "town_status", "population_remaining") == [(650,)]
    run("undo", 3, "--by", "Olena")
    assert rows_of(record, "town_status", "population_remaining") == [(700,)]
    assert verify(record) == (4, [])
