"""What is shown where the reader has not chosen."""

from datetime import date

import pytest

from dashboard.analysis.defaults import count_points, extent, front_sources
from tests.analysis.conftest import Told
from tests.records import BILO, HULI, KOST, KOST_VILLAGE, POKR, csv_of, distances, people

DAY = date(2025, 9, 12)


def test_the_data_reaches_from_the_oldest_to_the_newest_report_of_any_dataset(told: Told) -> None:
    ask = told(
        people((POKR, "2025-08-01", 5)),
        distances((POKR, "2025-07-01", "A", 5.0), (POKR, "2025-09-12", "A", 5.0)),
    )
    assert extent(ask) == (date(2025, 7, 1), date(2025, 9, 12))


def test_without_a_report_there_is_no_extent(told: Told) -> None:
    assert extent(told()) is None


ALL = (BILO, HULI, KOST, POKR, KOST_VILLAGE)


def test_the_first_source_speaks_of_most_towns_lately(told: Told) -> None:
    ask = told(
        distances(
            *((code, "2025-09-03", "wide", 5.0) for code in ALL[:4]),
            (POKR, "2025-09-04", "wide", 5.0),
            *((code, "2025-09-05", "as wide", 5.0) for code in ALL[:4]),
            *((code, "2025-09-02", "wider", 5.0) for code in ALL),
            (POKR, "2025-09-12", "newest", 5.0),
        )
    )
    assert front_sources(ask, as_of=DAY) == ["wider", "as wide", "wide", "newest"]
    assert front_sources(ask, as_of=date(2025, 9, 4)) == ["wider", "wide"]
    assert front_sources(ask, as_of=date(2025, 9, 1)) == []


def test_one_report_of_a_new_day_does_not_put_another_source_first(told: Told) -> None:
    daily = [(code, f"2025-09-{day}", "daily", 8.0) for day in (10, 11) for code in ALL]
    once = [(code, "2025-06-01", "once", 30.0) for code in ALL[:2]]
    assert front_sources(told(distances(*daily, *once)), as_of=DAY) == ["daily", "once"]
    ask = told(distances(*daily, (BILO, "2025-09-12", "daily", 7.5), *once))
    assert front_sources(ask, as_of=DAY) == ["daily", "once"]


@pytest.mark.parametrize(("day", "first"), [("2025-08-30", "wider"), ("2025-08-29", "daily")])
def test_a_wider_source_that_stopped_gives_way_to_one_that_covers_half_as_many(
    told: Told, day: str, first: str
) -> None:
    wider = [(code, day, "wider", 8.0) for code in ALL]
    daily = [(code, "2025-09-12", "daily", 8.0) for code in ALL[:3]]
    few = [(code, "2025-09-12", "few", 8.0) for code in ALL[:2]]
    assert front_sources(told(distances(*wider, *daily)), as_of=DAY)[0] == first
    assert front_sources(told(distances(*wider, *few)), as_of=DAY)[0] == "wider"


def test_points_of_counting_are_those_with_a_report_departure_first(told: Told) -> None:
    ask = told(
        csv_of(
            "town_code date count_at evacuated",
            (POKR, "2025-09-01", "transit", 5),
            (POKR, "2025-09-02", None, 0),
        )
    )
    assert count_points(ask, as_of=DAY) == ["departure", "transit"]
    assert count_points(ask, as_of=date(2025, 9, 1)) == ["transit"]
    assert count_points(ask, as_of=date(2025, 8, 1)) == []
