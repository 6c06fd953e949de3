"""Closing speed, crossings and bands, on rows small enough to check by eye."""

from typing import Unpack

import pandas as pd
import pytest
from pandas import DataFrame

from dashboard.analysis.front import (
    closing_speed,
    crossings,
    in_focus,
    outside_first,
    shown_sources,
    towns_by_band,
)
from dashboard.model.filters import Filters
from tests.analysis.conftest import Told
from tests.records import BILO, HULI, KOST, POKR, Chosen, distances, on

EDGES_KM = (10.0, 15.0, 25.0, 50.0)
DAY = "2025-09-12"

Speed = tuple[int, float, float, int, float | None]  # reports, first and last km, days between, km a day


def speeds(told: Told, *reports: tuple[object, ...], **chosen: Unpack[Chosen]) -> dict[str, Speed]:
    found = closing_speed(told(distances(*reports)), on(DAY, **chosen))
    rows = found[["town_code", "reports", "first_km", "last_km", "days", "closing_km_per_day"]]
    return {
        code: (reports, first, last, days, None if pd.isna(speed) else round(speed, 9))
        for code, reports, first, last, days, speed in rows.itertuples(index=False, name=None)
    }


def crossed(
    told: Told,
    *reports: tuple[object, ...],
    since: str = "2025-09-01",
    until: str | None = None,
    **chosen: Unpack[Chosen],
) -> list[tuple[object, ...]]:
    filters = on(DAY, since=since, until=until, **chosen)
    found = crossings(told(distances(*reports)), filters, edges_km=EDGES_KM)
    return [(row.date.day, row.edge_km, row.direction, row.from_km, row.to_km) for row in found.itertuples()]


def test_closing_speed_is_the_distance_lost_over_the_days_between_first_and_last_report(told: Told) -> None:
    assert speeds(
        told,
        (POKR, "2025-09-01", "A", 12.0),
        (POKR, "2025-09-05", "A", 30.0),  # what lies between does not matter
        (POKR, "2025-09-11", "A", 7.0),
    ) == {POKR: (3, 12.0, 7.0, 10, 0.5)}


def test_closing_speed_is_negative_where_the_front_receded_and_zero_where_it_stood(told: Told) -> None:
    found = speeds(
        told,
        (POKR, "2025-09-02", "A", 7.0),
        (POKR, "2025-09-12", "A", 9.0),
        (BILO, "2025-09-02", "A", 7.0),
        (BILO, "2025-09-12", "A", 7.0),
    )
    assert (found[POKR][4], found[BILO][4]) == (-0.2, 0.0)


def test_reports_of_two_days_in_a_row_have_a_closing_speed(told: Told) -> None:
    assert speeds(told, (POKR, "2025-09-11", "A", 7.5), (POKR, "2025-09-12", "A", 7.0)) == {
        POKR: (2, 7.5, 7.0, 1, 0.5)
    }


def test_one_report_has_no_closing_speed(told: Told) -> None:
    assert speeds(told, (POKR, "2025-09-11", "A", 7.0)) == {POKR: (1, 7.0, 7.0, 0, None)}


def test_a_gap_counts_as_days_between_and_a_report_before_the_window_is_not_used(told: Told) -> None:
    assert speeds(
        told,
        (POKR, "2025-08-12", "A", 90.0),  # 31 days before
        (POKR, "2025-08-13", "A", 20.0),  # 30 days before
        (POKR, "2025-09-12", "A", 5.0),
        (POKR, "2025-09-13", "A", 0.0),  # after the as-of day
        (BILO, "2025-08-12", "A", 90.0),
    ) == {POKR: (2, 20.0, 5.0, 30, 0.5)}


def test_the_window_of_the_closing_speed_can_be_chosen(told: Told) -> None:
    ask = told(distances((POKR, "2025-09-01", "A", 12.0), (POKR, "2025-09-11", "A", 7.0)))
    assert list(closing_speed(ask, on(DAY), window_days=10)["reports"]) == [1]
    assert closing_speed(ask, on(DAY), window_days=0).empty


def test_closing_speed_never_joins_two_sources(told: Told) -> None:
    reports = ((POKR, "2025-09-02", "A", 23.0), (POKR, "2025-09-12", "B", 8.0))
    assert speeds(told, *reports, source="A") == {POKR: (1, 23.0, 23.0, 0, None)}
    assert speeds(told, *reports, source="B") == {POKR: (1, 8.0, 8.0, 0, None)}
    assert speeds(told, *reports, source="") == {}


def test_closing_speeds_are_ordered_nearest_first_and_of_the_chosen_towns(told: Told) -> None:
    reports = ((POKR, DAY, "A", 9.0), (BILO, DAY, "A", 3.0), (HULI, DAY, "A", 0))
    assert list(speeds(told, *reports)) == [HULI, BILO, POKR]
    assert list(speeds(told, *reports, area="UA14")) == [BILO, POKR]
    assert list(speeds(told, *reports, towns=(POKR,))) == [POKR]


@pytest.mark.parametrize(
    ("from_km", "to_km", "expected"),
    [
        (10.1, 10.0, [(10.0, "nearer")]),  # on the edge is within it
        (10.1, 9.9, [(10.0, "nearer")]),
        (10.0, 9.9, []),  # it was within already
        (10.0, 10.1, [(10.0, "farther")]),
        (9.9, 10.0, []),
        (10.2, 10.1, []),
        (10.0, 10.0, []),
        (16.0, 9.0, [(10.0, "nearer"), (15.0, "nearer")]),  # two bands at once
        (9.0, 60.0, [(10.0, "farther"), (15.0, "farther"), (25.0, "farther"), (50.0, "farther")]),
        (0.1, 0.0, [(0.0, "nearer")]),  # into the held area
        (0.0, 0.1, [(0.0, "farther")]),
        (12.0, 0.0, [(0.0, "nearer"), (10.0, "nearer")]),
        (0.0, 0.0, []),
    ],
)
def test_an_edge_is_crossed_where_one_report_is_within_it_and_the_other_is_not(
    told: Told, from_km: float, to_km: float, expected: list[tuple[float, str]]
) -> None:
    found = crossed(told, (POKR, "2025-09-03", "A", from_km), (POKR, "2025-09-04", "A", to_km))
    assert found == [(4, edge, direction, from_km, to_km) for edge, direction in expected]


def test_a_crossing_into_the_chosen_days_is_found_across_a_gap_before_them(told: Told) -> None:
    ask = told(
        distances(
            (POKR, "2025-06-01", "A", 8.0),
            (POKR, "2025-07-01", "A", 16.0),
            (POKR, "2025-09-08", "A", 14.0),
        )
    )
    found = crossings(ask, on(DAY, since="2025-09-01"), edges_km=EDGES_KM)
    assert [(row.edge_km, row.direction, row.from_km, row.to_km) for row in found.itertuples()] == [
        (15.0, "nearer", 16.0, 14.0)
    ]
    assert [f"{row.from_date:%m-%d} {row.date:%m-%d}" for row in found.itertuples()] == ["07-01 09-08"]


def test_a_crossing_on_the_first_and_the_last_chosen_day_counts_and_none_beside_them(told: Told) -> None:
    reports = [
        (POKR, "2025-08-31", "A", 51.0),
        (POKR, "2025-09-01", "A", 49.0),
        (POKR, "2025-09-10", "A", 24.0),
        (POKR, "2025-09-11", "A", 9.0),
    ]
    assert crossed(told, *reports, until="2025-09-10") == [
        (10, 25.0, "nearer", 49.0, 24.0),
        (1, 50.0, "nearer", 51.0, 49.0),
    ]
    assert crossed(told, *reports, since="2025-09-02", until="2025-09-10") == [
        (10, 25.0, "nearer", 49.0, 24.0)
    ]


def test_a_first_report_crosses_nothing_and_a_town_can_cross_an_edge_back_and_forth(told: Told) -> None:
    assert crossed(
        told,
        (POKR, "2025-09-02", "A", 5.0),
        (BILO, "2025-09-02", "A", 16.0),
        (BILO, "2025-09-03", "A", 15.0),
        (BILO, "2025-09-04", "A", 15.1),
    ) == [(4, 15.0, "farther", 15.0, 15.1), (3, 15.0, "nearer", 16.0, 15.0)]


def test_crossings_never_join_two_sources(told: Told) -> None:
    reports = ((POKR, "2025-09-02", "A", 23.0), (POKR, "2025-09-03", "B", 8.0), (POKR, DAY, "A", 14.0))
    assert crossed(told, *reports) == [(12, 15.0, "nearer", 23.0, 14.0)]
    assert crossed(told, *reports, source="B") == []


def test_crossings_of_towns_that_were_not_chosen_are_left_out(told: Told) -> None:
    reports = tuple(
        (code, day, "A", km)
        for code in (POKR, KOST, HULI)
        for day, km in (("2025-09-02", 26.0), ("2025-09-03", 24.0))
    )
    ask = told(distances(*reports))

    def codes(filters: Filters) -> list[str]:
        return list(crossings(ask, filters, edges_km=EDGES_KM)["town_code"])

    assert sorted(codes(on(DAY))) == sorted([POKR, KOST, HULI])
    assert codes(on(DAY, area="UA1412")) == [KOST]
    assert codes(on(DAY, towns=(HULI,))) == [HULI]
    assert crossings(ask, on(DAY), edges_km=()).empty


def test_the_series_of_the_source_and_every_reported_one_are_shown_and_computed_ones_on_demand() -> None:
    series = DataFrame(
        {
            "source": ["A", "B", "B", "sketch"],
            "method": ["computed", "reported", "computed", "computed"],
        }
    )
    assert list(shown_sources(series, source="A", every=False).index) == [0, 1]
    assert list(shown_sources(series, source="A", every=True).index) == [0, 1, 2, 3]


def test_the_nearest_towns_outside_the_held_area_stand_out_those_that_report_first() -> None:
    overview = DataFrame(
        {
            "town_code": ["held", "near and quiet", "near", "far", "no distance"],
            "front_distance_km": [0.0, 1.0, 2.0, 30.0, None],
            "newest_report": pd.to_datetime([DAY, None, DAY, DAY, DAY]),
        }
    )
    assert in_focus(overview, chosen=()) == (["near", "far", "near and quiet"],) * 2
    assert in_focus(overview, chosen=("held",))[0][0] == "held"


def test_at_most_eight_towns_stand_out_before_twenty_four_others() -> None:
    overview = DataFrame(
        {
            "town_code": [f"T{place}" for place in range(40)],
            "front_distance_km": [place + 1.0 for place in range(40)],
            "newest_report": pd.to_datetime([DAY] * 40),
        }
    )
    focus, shown = in_focus(overview, chosen=())
    assert (focus, shown) == ([f"T{n}" for n in range(8)], [f"T{n}" for n in range(32)])


def test_towns_inside_the_held_area_are_listed_only_by_name() -> None:
    found = DataFrame({"town_code": ["in", "out"], "last_km": [0.0, 0.1]})
    assert list(outside_first(found, chosen=())["town_code"]) == ["out"]
    assert list(outside_first(found, chosen=("in",))["town_code"]) == ["in", "out"]


def test_every_chosen_town_lies_in_one_band_or_has_none(told: Told) -> None:
    ask = told(
        distances((POKR, DAY, "A", 0), (BILO, DAY, "A", 10.0), (KOST, DAY, "A", 10.1), (HULI, DAY, "A", 50.1))
    )
    counted = towns_by_band(ask("overview", on(DAY)), edges_km=EDGES_KM)
    assert counted == {0: 1, 1: 1, 2: 1, 5: 1, None: 1}
