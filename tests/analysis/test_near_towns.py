"""Of a large country the nearest towns are looked ahead for, of few towns all."""

from dataclasses import replace
from datetime import date

from pandas import DataFrame

from dashboard.analysis.near_towns import MOST_TOWNS, of_nearest, with_taken
from dashboard.model.filters import Filters

FILTERS = Filters(date(2025, 9, 12), date(2025, 8, 14), date(2025, 9, 12), area="UA14", source="Map")


def overview(*distances_km: float | None) -> DataFrame:
    codes = [f"UA{number:010}" for number in range(len(distances_km))]
    return DataFrame({"town_code": codes, "front_distance_km": list(distances_km)}).astype(
        {"front_distance_km": float}
    )


def test_up_to_500_towns_are_all_looked_ahead_for() -> None:
    assert of_nearest(FILTERS, overview(*range(MOST_TOWNS))) is FILTERS
    assert of_nearest(FILTERS, overview()) is FILTERS


def test_of_more_the_500_nearest_outside_the_held_area_are() -> None:
    towns = overview(0, 0, *range(1, MOST_TOWNS + 1), None)
    chosen = of_nearest(FILTERS, towns)
    assert chosen == replace(FILTERS, area=None, towns=tuple(towns["town_code"][2 : MOST_TOWNS + 2]))
    assert len(chosen.towns) == 500


def test_towns_without_a_distance_come_last_and_are_not_left_out() -> None:
    towns = overview(*range(1, MOST_TOWNS), None, None)
    assert of_nearest(FILTERS, towns).towns[-1] == towns["town_code"][MOST_TOWNS - 1]


def test_where_all_of_them_lie_inside_the_filters_stay() -> None:
    assert of_nearest(FILTERS, overview(*[0.0] * (MOST_TOWNS + 1))) is FILTERS


def test_towns_that_came_inside_since_are_looked_at_before_the_near_ones() -> None:
    near = replace(FILTERS, area=None, towns=("UA0000000009",))
    then, now = overview(3.0, 0.0, None, 2.0, 7.0), overview(0.0, 0.0, 0.0, None, 5.0)
    assert with_taken(near, then=then, now=now).towns == ("UA0000000000", "UA0000000009")
    assert with_taken(near, then=now, now=then) == near
