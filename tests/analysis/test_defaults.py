"""What is shown where the reader has not chosen."""

from datetime import date

from dashboard.analysis.defaults import count_points, extent, front_sources
from tests.analysis.conftest import Told
from tests.records import BILO, HULI, POKR, csv_of, distances, people

DAY = date(2025, 9, 12)


def test_the_data_reaches_from_the_oldest_to_the_newest_report_of_any_dataset(told: Told) -> None:
    ask = told(
        people((POKR, "2025-08-01", 5)),
        distances((POKR, "2025-07-01", "A", 5.0), (POKR, "2025-09-12", "A", 5.0)),
    )
    assert extent(ask) == (date(2025, 7, 1), date(2025, 9, 12))


def test_without_a_report_there_is_no_extent(told: Told) -> None:
    assert extent(told()) is None


def test_the_first_source_speaks_of_most_towns_on_its_newest_date(told: Told) -> None:
    ask = told(
        distances(
            *((code, "2025-08-01", "wide once", 5.0) for code in (POKR, BILO, HULI)),
            (POKR, "2025-09-01", "wide once", 5.0),
            *((code, "2025-08-02", "wide", 5.0) for code in (POKR, BILO)),
            (POKR, "2025-09-02", "newer", 5.0),
            (POKR, "2025-09-02", "also newer", 5.0),
        )
    )
    assert front_sources(ask, as_of=DAY) == ["wide", "also newer", "newer", "wide once"]
    assert front_sources(ask, as_of=date(2025, 8, 1)) == ["wide once"]
    assert front_sources(ask, as_of=date(2025, 7, 31)) == []


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
