"""Towns near the front: within an edge, inside the held area, seven days before, by one source."""

from datetime import date

from dashboard.analysis.asking import Ask
from dashboard.analysis.nearness import Nearness, nearness
from dashboard.model.filters import Filters
from tests.analysis.conftest import Told
from tests.records import BILO, KOST, POKR, distances, on

EDGES_KM = (10.0, 15.0, 25.0, 50.0)
DAY = "2025-09-12"


def near(ask: Ask, filters: Filters) -> Nearness:
    return nearness(ask("overview", filters), edges_km=EDGES_KM)


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


def test_towns_that_came_within_an_edge_are_counted_against_those_of_the_newest_distance_then(
    told: Told,
) -> None:
    ask = told(
        distances(
            (POKR, "2025-07-01", "A", 60.0),
            (POKR, "2025-08-01", "A", 9.0),
            (BILO, "2025-09-05", "A", 16.0),
            (BILO, "2025-09-06", "A", 9.9),
        )
    )
    found = near(ask, on(DAY))
    assert (found.within[10.0], found.within[15.0]) == (2, 2)
    assert found.newest == date(2025, 9, 6)
    assert found.came_within == {10.0: 1, 15.0: 1, 25.0: 0, 50.0: 0}


def test_a_town_that_was_taken_or_is_measured_for_the_first_time_is_no_change(told: Told) -> None:
    ask = told(
        distances(
            (POKR, "2025-09-05", "A", 4.0),
            (POKR, DAY, "A", 0),
            (BILO, DAY, "A", 4.0),
            (KOST, "2025-09-05", "A", 9.0),
            (KOST, DAY, "A", 11.0),
        )
    )
    assert near(ask, on(DAY)).came_within == {10.0: -1, 15.0: 0, 25.0: 0, 50.0: 0}


def test_before_the_first_distance_there_is_no_number_to_compare_with(told: Told) -> None:
    ask = told(distances((POKR, "2025-09-06", "A", 9.0)))
    assert near(ask, on(DAY)).came_within == {}


def test_distances_of_two_sources_are_never_joined(told: Told) -> None:
    ask = told(
        distances((POKR, "2025-09-10", "A", 9.0), (POKR, DAY, "B", 0), (BILO, DAY, "B", 8.0)),
    )
    by_a, by_b = near(ask, on(DAY, source="A")), near(ask, on(DAY, source="B"))
    assert (by_a.within[10.0], by_a.inside, by_a.towns, by_a.newest) == (1, 0, 1, date(2025, 9, 10))
    assert (by_b.within[10.0], by_b.inside, by_b.towns, by_b.newest) == (1, 1, 2, date(2025, 9, 12))
    nobody = near(ask, on(DAY, source=""))
    assert (nobody.within[50.0], nobody.inside, nobody.towns, nobody.newest) == (0, 0, 0, None)
