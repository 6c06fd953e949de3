"""Towns that reported once and no longer do."""

from datetime import date

from dashboard.analysis.asking import Ask
from dashboard.analysis.silence import silent_towns
from dashboard.analysis.situation import Situation, situation
from dashboard.model.filters import Filters
from tests.analysis.conftest import Told
from tests.records import BILO, HULI, KOST, POKR, csv_of, departures, distances, on, people

EDGES_KM = (10.0, 15.0, 25.0, 50.0)
DAY = "2025-09-12"


def whole(ask: Ask, filters: Filters) -> Situation:
    return situation(ask, filters, edges_km=EDGES_KM)


def test_a_town_is_silent_after_more_than_seven_days(told: Told) -> None:
    ask = told(
        people((POKR, "2025-09-04", 1400), (BILO, "2025-09-05", 700), (KOST, "2025-08-01", 8000)),
        departures((KOST, "2025-09-03", 0)),
        distances((HULI, "2025-08-01", "A", 5.0)),
    )
    silent, reporting = silent_towns(ask("overview", on(DAY)), as_of=date(2025, 9, 12))
    assert silent[["town_code", "age_days"]].to_numpy().tolist() == [[KOST, 9], [POKR, 8]]
    assert reporting == 3  # a front distance is no report from a town


def test_a_town_is_not_silent_because_its_people_were_counted_elsewhere(told: Told) -> None:
    ask = told(csv_of("town_code date count_at evacuated", (POKR, "2025-09-10", "transit", 5)))
    for point in ("departure", "transit"):
        found = whole(ask, on(DAY, count_at=point))
        assert (len(found.silent), found.reporting_towns) == (0, 1), point


def test_a_report_after_the_as_of_day_does_not_end_the_silence_before_it(told: Told) -> None:
    ask = told(people((POKR, "2025-09-01", 1400), (POKR, "2025-09-13", 1300)))
    assert list(whole(ask, on(DAY)).silent["town_code"]) == [POKR]
