"""People evacuated in the last days: missing where nobody reported, and one point of counting at a time."""

from datetime import date

from dashboard.analysis.asking import Ask
from dashboard.analysis.departed import Evacuated, evacuated
from dashboard.model.filters import Filters
from tests.analysis.conftest import Told
from tests.records import BILO, KOST, POKR, csv_of, departures, on

DAY = "2025-09-12"


def departed(ask: Ask, filters: Filters) -> Evacuated:
    return evacuated(ask, filters, overview=ask("overview", filters))


def test_evacuated_in_7_and_30_days_begins_6_and_29_days_before(told: Told) -> None:
    ask = told(
        departures(
            (POKR, "2025-09-13", 50_000),
            (POKR, "2025-09-12", 1),
            (POKR, "2025-09-06", 10),
            (POKR, "2025-09-05", 100),
            (POKR, "2025-08-30", 1000),
            (POKR, "2025-08-29", 10_000),
            (POKR, "2025-08-14", 20_000),
            (POKR, "2025-08-13", 40_000),
        )
    )
    found = departed(ask, on(DAY))
    assert (found.in_7_days, found.reports_7_days) == (11, 2)
    assert found.in_7_days_before == 1100
    assert found.in_30_days == 31_111
    assert (found.in_all, found.reports, found.towns) == (71_111, 7, 1)
    assert found.newest == date(2025, 9, 12)


def test_days_without_a_report_are_missing_in_the_daily_row_and_a_report_of_nobody_is_zero(
    told: Told,
) -> None:
    ask = told(
        departures((POKR, "2025-08-14", 5), (POKR, "2025-09-12", 0), (BILO, "2025-09-11", 3)),
        departures((POKR, "2025-09-11", 4)),
    )
    found = departed(ask, on(DAY))
    assert len(found.daily) == 30
    assert found.daily[0] == 5
    assert found.daily[1:28] == (None,) * 27
    assert found.daily[28:] == (7, 0)


def test_no_report_in_seven_days_is_missing_and_a_report_of_nobody_is_zero(told: Told) -> None:
    ask = told(departures((POKR, "2025-09-05", 5), (BILO, "2025-09-10", 0)))
    assert departed(ask, on(DAY, towns=(POKR,))).in_7_days is None
    assert departed(ask, on(DAY, towns=(BILO,))).in_7_days == 0
    nobody = departed(ask, on(DAY, towns=(KOST,)))
    assert (nobody.in_7_days, nobody.in_30_days, nobody.in_all, nobody.newest) == (None, None, None, None)
    assert nobody.daily == (None,) * 30


def test_counts_taken_at_different_points_are_never_added(told: Told) -> None:
    ask = told(
        csv_of(
            "town_code date count_at evacuated",
            (POKR, "2025-09-12", None, 1),  # a departure, the default
            (POKR, "2025-09-12", "transit", 10),
            (POKR, "2025-09-12", "arrival", 100),
            (BILO, "2025-09-11", "arrival", 1000),
        )
    )
    counted = {point: departed(ask, on(DAY, count_at=point)) for point in ("departure", "transit", "arrival")}
    assert {point: found.in_7_days for point, found in counted.items()} == {
        "departure": 1,
        "transit": 10,
        "arrival": 1100,
    }
    assert [found.towns for found in counted.values()] == [1, 1, 2]
    assert counted["arrival"].newest == date(2025, 9, 12)
    overview = ask("overview", on(DAY, count_at="arrival")).set_index("town_code")
    assert overview["evacuated"].dropna().to_dict() == {POKR: 100, BILO: 1000}
