"""A town changes its band where its newest distance lies on another side of an edge than the one then."""

import pytest

from tests.analysis.conftest import Told
from tests.analysis.told_changes import DAY, changed, seen
from tests.records import BILO, HULI, KOST, POKR, distances

BEFORE, AFTER = "2025-09-05", "2025-09-09"
NAMES = ("town_code", "kind", "edge_km", "before", "after", "before_date", "after_date", "date", "source")


@pytest.mark.parametrize(
    ("was", "is_now", "expected"),
    [
        (10.1, 10.0, ("nearer", 10.0)),  # on the edge is within it
        (10.1, 9.9, ("nearer", 10.0)),
        (10.0, 9.9, None),  # it was within already
        (10.2, 10.1, None),
        (10.0, 10.1, ("farther", 10.0)),
        (9.9, 10.0, None),
        (26.0, 9.0, ("nearer", 10.0)),  # the innermost of three edges
        (9.0, 26.0, ("farther", 25.0)),  # the outermost of three
        (0.1, 0.0, ("held", 0.0)),
        (60.0, 0.0, ("held", 0.0)),
        (0.0, 0.1, ("farther", 0.0)),
        (0.0, 0.0, None),
    ],
)
def test_a_band_changes_where_one_distance_is_within_an_edge_and_the_other_is_not(
    told: Told, was: float, is_now: float, expected: tuple[str, float] | None
) -> None:
    ask = told(distances((POKR, BEFORE, "A", was), (POKR, AFTER, "A", is_now)))
    row = (was, is_now, "09-05", "09-09", "09-09", "A")
    assert seen(changed(ask), *NAMES) == ([] if expected is None else [(POKR, *expected, *row)])


def test_a_town_that_crossed_an_edge_and_came_back_did_not_change(told: Told) -> None:
    ask = told(
        distances((POKR, BEFORE, "A", 16.0), (POKR, "2025-09-08", "A", 14.0), (POKR, AFTER, "A", 15.1))
    )
    assert changed(ask).empty


def test_the_day_of_a_change_is_the_one_on_which_the_edge_was_crossed_last(told: Told) -> None:
    kilometres = {"05": 22.0, "06": 14.0, "07": 15.1, "08": 14.8, "10": 12.0, "12": 11.0}
    ask = told(distances(*((BILO, f"2025-09-{day}", "A", km) for day, km in kilometres.items())))
    found = changed(ask)
    assert seen(found, *NAMES) == [
        (BILO, "nearer", 15.0, 22.0, 11.0, "09-05", "09-12", "09-08", "A"),
    ]


def test_only_reports_up_to_the_two_days_count(told: Told) -> None:
    ask = told(
        distances(
            (POKR, "2025-08-01", "A", 30.0),
            (POKR, "2025-09-06", "A", 24.0),
            (POKR, "2025-09-13", "A", 9.0),
            (KOST, "2025-09-06", "A", 9.0),  # a first report changes nothing
            (HULI, "2025-09-01", "A", 9.0),  # nor does the last of a series
        )
    )
    assert seen(changed(ask), *NAMES) == [(POKR, "nearer", 25.0, 30.0, 24.0, "08-01", "09-06", "09-06", "A")]


def test_a_switch_of_source_is_no_crossing(told: Told) -> None:
    ask = told(distances((POKR, BEFORE, "A", 23.0), (POKR, AFTER, "B", 8.0)))
    assert changed(ask, source="A").empty
    assert changed(ask, source="B").empty
    assert changed(ask, source="").empty


def test_the_edges_are_those_that_are_given_and_the_towns_those_that_are_chosen(told: Told) -> None:
    ask = told(
        distances(
            *((code, day, "A", km) for code in (POKR, HULI) for day, km in ((BEFORE, 12.0), (DAY, 9.0))),
        )
    )
    assert changed(ask, edges_km=(8.0, 11.0), area="UA14")["edge_km"].tolist() == [11.0]
    assert changed(ask, edges_km=(8.0, 12.0)).empty
    assert changed(ask, towns=(HULI,))["town_code"].tolist() == [HULI]
