"""The first page's figures on rows small enough to check by eye."""

from datetime import date

import pandas as pd
import pytest

from dashboard.analysis.asking import Ask, asked
from dashboard.analysis.departed import Evacuated, evacuated
from dashboard.analysis.nearness import Nearness, nearness
from dashboard.analysis.remaining import people_remaining
from dashboard.analysis.services import closed_services, services_changed
from dashboard.analysis.silence import silent_towns
from dashboard.analysis.situation import Situation, situation
from dashboard.model.filters import Filters
from tests.analysis.conftest import Told
from tests.records import BILO, HULI, KOST, KOST_VILLAGE, POKR, csv_of, departures, distances, on, people

EDGES_KM = (10.0, 15.0, 25.0, 50.0)
DAY = "2025-09-12"


def remaining(ask: Ask, filters: Filters) -> tuple[int | None, int, int]:
    found = people_remaining(ask, filters, overview=asked(ask, "overview", filters))
    return found.people, found.towns, found.towns_chosen


def departed(ask: Ask, filters: Filters) -> Evacuated:
    return evacuated(ask, filters, overview=asked(ask, "overview", filters))


def near(ask: Ask, filters: Filters) -> Nearness:
    return nearness(asked(ask, "overview", filters), edges_km=EDGES_KM)


def whole(ask: Ask, filters: Filters) -> Situation:
    return situation(ask, filters, edges_km=EDGES_KM)


def test_each_figure_of_a_town_has_its_own_newest_date(told: Told) -> None:
    ask = told(
        csv_of(
            "town_code date status population_remaining evacuation_order source",
            (POKR, "2025-08-20", "at_risk", 1500, "mandatory", "first"),
            (POKR, "2025-09-01", None, 1400, None, "second"),
            (POKR, "2025-09-05", "contested", None, None, "third"),
            (POKR, "2025-09-13", "occupied", 3, "none", "after the as-of day"),
        ),
        distances((POKR, "2025-09-10", "A", 4.2), (POKR, "2025-09-13", "A", 0)),
        departures((POKR, "2025-09-07", 12), (POKR, "2025-09-13", 900)),
    )
    pokrovsk = asked(ask, "overview", on(DAY)).set_index("town_code").loc[POKR]
    shown = {name: str(value)[:10] for name, value in pokrovsk.items()}
    assert (shown["people"], shown["people_date"], shown["people_source"]) == ("1400", "2025-09-01", "second")
    assert (shown["status"], shown["status_date"], shown["status_source"]) == (
        "contested",
        "2025-09-05",
        "third",
    )
    assert (shown["evacuation_order"], shown["order_date"], shown["order_source"]) == (
        "mandatory",
        "2025-08-20",
        "first",
    )
    assert (shown["front_distance_km"], shown["distance_date"]) == ("4.2", "2025-09-10")
    assert (shown["evacuated"], shown["evacuated_date"]) == ("12", "2025-09-07")
    assert shown["newest_report"] == "2025-09-07"


def test_a_figure_whose_report_names_no_source_does_not_borrow_one_from_an_older_report(told: Told) -> None:
    ask = told(
        csv_of(
            "town_code date population_remaining source",
            (POKR, "2025-09-01", 1500, "named"),
            (POKR, "2025-09-05", 1400, None),
        ),
        csv_of(
            "town_code date evacuated source", (POKR, "2025-09-01", 5, "named"), (POKR, "2025-09-05", 6, None)
        ),
    )
    pokrovsk = asked(ask, "overview", on(DAY)).set_index("town_code").loc[POKR]
    assert pokrovsk["people"] == 1400
    assert pd.isna(pokrovsk["people_source"])
    assert pd.isna(pokrovsk["evacuated_source"])


def test_a_town_never_reported_is_absent_not_zero(told: Told) -> None:
    ask = told(people((POKR, "2025-09-01", 1400)))
    assert remaining(ask, on(DAY)) == (1400, 1, 5)
    assert remaining(ask, on(DAY, towns=(BILO,))) == (None, 0, 1)


def test_an_estimate_of_nobody_left_is_zero_people_in_one_town(told: Told) -> None:
    ask = told(people((POKR, "2025-09-01", 0)))
    assert remaining(ask, on(DAY)) == (0, 1, 5)


def test_the_newest_estimate_counts_though_a_newer_report_gives_none(told: Told) -> None:
    ask = told(
        csv_of(
            "town_code date status population_remaining",
            (POKR, "2025-09-01", "at_risk", 1400),
            (POKR, "2025-09-08", "at_risk", None),
        )
    )
    found = people_remaining(ask, on(DAY), overview=asked(ask, "overview", on(DAY)))
    assert (found.people, found.newest) == (1400, date(2025, 9, 1))


def test_an_estimate_is_old_after_more_than_30_days(told: Told) -> None:
    ask = told(people((POKR, "2025-08-13", 1400), (BILO, "2025-08-12", 700), (KOST, "2025-09-12", 8000)))
    found = people_remaining(ask, on(DAY), overview=asked(ask, "overview", on(DAY)))
    assert (found.old_towns, found.old_people) == (1, 700)
    assert (found.newest, found.oldest) == (date(2025, 9, 12), date(2025, 8, 12))


def test_a_town_new_to_the_reports_is_no_growth(told: Told) -> None:
    ask = told(people((POKR, "2025-09-05", 1000), (POKR, "2025-09-12", 900), (KOST, "2025-09-10", 8000)))
    found = people_remaining(ask, on(DAY), overview=asked(ask, "overview", on(DAY)))
    assert found.people == 8900
    assert found.change == pytest.approx(-0.1)


def test_there_is_no_change_where_nobody_reported_seven_days_before_or_nobody_was_left_then(
    told: Told,
) -> None:
    ask = told(people((POKR, "2025-09-06", 1000), (KOST, "2025-09-05", 0)))
    for town in (POKR, KOST):
        chosen = on(DAY, towns=(town,))
        assert people_remaining(ask, chosen, overview=asked(ask, "overview", chosen)).change is None


def test_weekly_sums_run_from_seven_weeks_before_and_begin_where_the_reports_do(told: Told) -> None:
    ask = told(people((POKR, "2025-08-29", 1000), (KOST, "2025-09-05", 8000), (POKR, "2025-09-12", 900)))
    found = people_remaining(ask, on(DAY), overview=asked(ask, "overview", on(DAY)))
    assert found.weekly == (None, None, None, None, None, 1000, 9000, 8900)


def test_evacuated_in_7_and_30_days_begins_6_and_29_days_before(told: Told) -> None:
    ask = told(
        departures(
            (POKR, "2025-09-13", 1_000_000),
            (POKR, "2025-09-12", 1),
            (POKR, "2025-09-06", 10),
            (POKR, "2025-09-05", 100),
            (POKR, "2025-08-30", 1000),
            (POKR, "2025-08-29", 10_000),
            (POKR, "2025-08-14", 100_000),
            (POKR, "2025-08-13", 1_000_000),
        )
    )
    found = departed(ask, on(DAY))
    assert (found.in_7_days, found.reports_7_days) == (11, 2)
    assert found.in_7_days_before == 1100
    assert found.in_30_days == 111_111
    assert (found.in_all, found.reports, found.towns) == (1_111_111, 7, 1)
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
    counted = {
        point: departed(ask, on(DAY, count_at=point)) for point in ("departure", "transit", "arrival")
    }
    assert {point: found.in_7_days for point, found in counted.items()} == {
        "departure": 1,
        "transit": 10,
        "arrival": 1100,
    }
    assert [found.towns for found in counted.values()] == [1, 1, 2]
    overview = asked(ask, "overview", on(DAY, count_at="arrival")).set_index("town_code")
    assert overview["evacuated"].dropna().to_dict() == {POKR: 100, BILO: 1000}


def test_a_town_exactly_on_an_edge_is_within_it(told: Told) -> None:
    ask = told(
        distances((POKR, "2025-09-12", "A", 10.0), (BILO, "2025-09-12", "A", 10.1), (KOST, DAY, "A", 50.0))
    )
    assert near(ask, on(DAY)).within == {10.0: 1, 15.0: 2, 25.0: 2, 50.0: 3}


def test_a_town_inside_the_held_area_is_within_no_edge_and_one_without_a_distance_is_not_counted(
    told: Told,
) -> None:
    ask = told(distances((POKR, DAY, "A", 0), (BILO, DAY, "A", 0.1)))
    found = near(ask, on(DAY))
    assert (found.within[10.0], found.inside, found.towns) == (1, 1, 2)


def test_towns_within_an_edge_seven_days_before_are_those_of_the_newest_distance_then(told: Told) -> None:
    ask = told(
        distances(
            (POKR, "2025-08-01", "A", 9.0),
            (BILO, "2025-09-05", "A", 16.0),
            (BILO, "2025-09-06", "A", 9.9),
        )
    )
    found = near(ask, on(DAY))
    assert (found.within[10.0], found.within[15.0]) == (2, 2)
    assert found.within_before == {10.0: 1, 15.0: 1, 25.0: 2, 50.0: 2}


def test_before_the_first_distance_there_is_no_number_to_compare_with(told: Told) -> None:
    ask = told(distances((POKR, "2025-09-06", "A", 9.0)))
    assert near(ask, on(DAY)).within_before == {}


def test_distances_of_two_sources_are_never_joined(told: Told) -> None:
    ask = told(
        distances((POKR, "2025-09-10", "A", 9.0), (POKR, DAY, "B", 0), (BILO, DAY, "B", 8.0)),
    )
    by_a, by_b = near(ask, on(DAY, source="A")), near(ask, on(DAY, source="B"))
    assert (by_a.within[10.0], by_a.inside, by_a.towns, by_a.newest) == (1, 0, 1, date(2025, 9, 10))
    assert (by_b.within[10.0], by_b.inside, by_b.towns, by_b.newest) == (1, 1, 2, date(2025, 9, 12))
    nobody = near(ask, on(DAY, source=""))
    assert (nobody.within[50.0], nobody.inside, nobody.towns, nobody.newest) == (0, 0, 0, None)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("open", "closed", "lost"),
        ("limited", "closed", "lost"),
        ("closed", "open", "restored"),
        ("closed", "limited", "restored"),
        ("unknown", "closed", ""),
        (None, "closed", ""),
        ("open", "unknown", ""),
        ("open", "limited", ""),
        ("open", None, ""),  # the newest state is still the one before
        ("closed", "unknown", ""),
        ("closed", None, ""),
        ("closed", "closed", ""),
        ("unknown", "open", ""),
        (None, "open", ""),
    ],
)
def test_a_service_is_lost_or_restored_only_between_two_known_states(
    told: Told, before: str | None, after: str | None, expected: str
) -> None:
    ask = told(
        csv_of(
            "town_code date status water",
            (POKR, "2025-09-05", "at_risk", before),
            (POKR, "2025-09-06", "at_risk", after),
        )
    )
    lost, restored = services_changed(ask, on(DAY))
    found = {"lost": list(lost["service"]), "restored": list(restored["service"])}
    assert found == {"lost": [], "restored": []} | ({expected: ["water"]} if expected else {})


def test_a_service_closed_seven_days_ago_was_not_lost_in_these_seven_days(told: Told) -> None:
    states = csv_of(
        "town_code date water gas",
        (POKR, "2025-09-04", "open", "open"),
        (POKR, "2025-09-05", "closed", "open"),
        (POKR, "2025-09-12", "closed", "closed"),
        (POKR, "2025-09-13", "open", "open"),
    )
    lost, restored = services_changed(told(states), on(DAY))
    assert list(lost[["service", "state_before", "state"]].itertuples(index=False, name=None)) == [
        ("gas", "open", "closed")
    ]
    assert restored.empty


def test_closed_services_are_counted_for_towns_that_reported_services(told: Told) -> None:
    ask = told(
        csv_of(
            "town_code date status water gas bank",
            (POKR, "2025-09-01", None, "closed", "closed", "open"),
            (POKR, "2025-09-10", None, "open", None, None),
            (BILO, "2025-09-10", None, "open", "limited", "unknown"),
            (KOST, "2025-09-10", "at_risk", None, None, None),
        )
    )
    assert closed_services(ask, on(DAY)).to_dict() == {POKR: 1, BILO: 0}


def test_a_town_is_silent_after_more_than_seven_days(told: Told) -> None:
    ask = told(
        people((POKR, "2025-09-04", 1400), (BILO, "2025-09-05", 700), (KOST, "2025-08-01", 8000)),
        departures((KOST, "2025-09-03", 0)),
        distances((HULI, "2025-08-01", "A", 5.0)),
    )
    silent, reporting = silent_towns(asked(ask, "overview", on(DAY)), as_of=date(2025, 9, 12))
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


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, {POKR, BILO, KOST, KOST_VILLAGE, HULI}),
        ({"area": "UA14"}, {POKR, BILO, KOST, KOST_VILLAGE}),
        ({"area": "UA1416"}, {POKR, BILO, KOST_VILLAGE}),
        ({"area": "UA1416021"}, {POKR}),
        ({"area": "UA23"}, {HULI}),
        ({"area": "UA99"}, set()),
        ({"area": ""}, set()),
        ({"towns": (POKR, HULI)}, {POKR, HULI}),
        ({"towns": (POKR, HULI), "area": "UA14"}, {POKR}),
        ({"towns": (HULI,), "area": "UA14"}, set()),
    ],
)
def test_towns_and_area_remove_every_other_town_from_every_figure(
    told: Told, chosen: dict[str, object], expected: set[str]
) -> None:
    codes = (POKR, BILO, KOST, KOST_VILLAGE, HULI)
    worth = {code: 10**place for place, code in enumerate(codes)}
    ask = told(
        csv_of(
            "town_code date population_remaining water",
            *((code, "2025-09-01", worth[code], "open") for code in codes),
            *((code, "2025-09-10", None, "closed") for code in codes),
        ),
        departures(*((code, "2025-09-10", worth[code]) for code in codes)),
        distances(*((code, "2025-09-10", "A", 5.0) for code in codes)),
    )
    found = whole(ask, on(DAY, **chosen))
    total = sum(worth[code] for code in expected) or None
    assert found.people.people == total
    assert found.people.weekly[-1] == total
    assert found.evacuated.in_7_days == total
    assert found.evacuated.daily[-3] == total
    assert found.nearness.within[10.0] == len(expected)
    assert set(found.lost["town_code"]) == expected
    assert set(found.closed.index) == expected
    assert set(found.overview["town_code"]) == expected
    assert found.reporting_towns == len(expected)


def test_without_any_report_every_figure_is_missing(told: Told) -> None:
    found = whole(told(), on(DAY))
    assert (found.people.people, found.people.change, found.people.newest) == (None, None, None)
    assert found.people.weekly == (None,) * 8
    assert (found.evacuated.in_7_days, found.evacuated.in_all) == (None, None)
    assert (found.nearness.towns, found.nearness.within_before) == (0, {})
    assert found.lost.empty
    assert found.restored.empty
    assert found.reporting_towns == 0


def test_what_was_known_after_an_upload_is_answered_without_what_came_later(told: Told) -> None:
    corrections = people((POKR, "2025-09-01", 1400)), people((POKR, "2025-09-01", 900), (BILO, DAY, 700))
    assert remaining(told(*corrections), on(DAY)) == (1600, 2, 5)
    assert remaining(told(*corrections, version=2), on(DAY)) == (1400, 1, 5)
    assert remaining(told(*corrections, version=1), on(DAY)) == (None, 0, 5)
    assert remaining(told(*corrections, version=0), on(DAY)) == (None, 0, 0)
