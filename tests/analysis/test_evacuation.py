"""Evacuation totals: over time, by who and where to; and what is never added together."""

from datetime import date

import pandas as pd
import pytest
from pandas import DataFrame

from dashboard.analysis.evacuation import (
    DIMENSIONS,
    PACE_TOWNS,
    Total,
    evacuated_by,
    evacuated_by_period,
    largest_towns,
    total,
)
from tests.analysis.conftest import Told
from tests.records import BILO, HULI, KOST, KOST_VILLAGE, POKR, TOWN_ROWS, csv_of, departures, on, towns

DAY = "2025-09-12"
SPAN = {"since": "2025-09-01", "until": "2025-09-10"}


def as_rows(frame: DataFrame, *names: str) -> list[tuple[object, ...]]:
    return [
        tuple(None if pd.isna(value) else value for value in row)
        for row in frame[list(names)].itertuples(index=False, name=None)
    ]


def periods(frame: DataFrame) -> list[tuple[object, ...]]:
    days = frame.assign(period=frame["period"].dt.strftime("%Y-%m-%d"))
    return as_rows(days, "period", "evacuated", "cumulative", "towns", "reports", "days_reported")


def test_a_week_begins_on_monday_and_one_without_a_report_has_no_row(told: Told) -> None:
    ask = told(
        departures(
            (POKR, "2025-08-31", 1),  # a Sunday
            (POKR, "2025-09-01", 10),  # a Monday
            (BILO, "2025-09-07", 100),
            (BILO, "2025-09-07", 100),
            (POKR, "2025-09-15", 1000),
        )
    )
    weeks = evacuated_by_period(ask, on("2025-09-15", since="2025-08-30"), unit="week")
    assert periods(weeks) == [
        ("2025-08-25", 1, 1, 1, 1, 1),
        ("2025-09-01", 110, 111, 2, 2, 2),
        ("2025-09-15", 1000, 1111, 1, 1, 1),
    ]


def test_a_week_that_began_before_the_chosen_days_counts_the_chosen_days_alone(told: Told) -> None:
    ask = told(departures((POKR, "2025-09-01", 1), (POKR, "2025-09-02", 10), (POKR, "2025-09-03", 100)))
    weeks = evacuated_by_period(ask, on(DAY, since="2025-09-02", until="2025-09-02"), unit="week")
    assert periods(weeks) == [("2025-09-01", 10, 10, 1, 1, 1)]


def test_months_and_days_are_those_of_the_calendar(told: Told) -> None:
    ask = told(departures((POKR, "2024-12-31", 1), (POKR, "2025-01-01", 10), (POKR, "2025-03-31", 100)))
    chosen = on(DAY, since="2024-01-01")
    assert periods(evacuated_by_period(ask, chosen, unit="month")) == [
        ("2024-12-01", 1, 1, 1, 1, 1),
        ("2025-01-01", 10, 11, 1, 1, 1),
        ("2025-03-01", 100, 111, 1, 1, 1),
    ]
    days = evacuated_by_period(ask, chosen, unit="day")
    assert [period[0] for period in periods(days)] == ["2024-12-31", "2025-01-01", "2025-03-31"]


def test_a_day_on_which_nobody_left_has_a_row_of_zero(told: Told) -> None:
    days = evacuated_by_period(told(departures((POKR, "2025-09-02", 0))), on(DAY), unit="day")
    assert periods(days) == [("2025-09-02", 0, 0, 1, 1, 1)]


def test_the_total_counts_the_first_and_the_last_chosen_day_and_none_beside_them(told: Told) -> None:
    ask = told(
        departures(
            (POKR, "2025-08-31", 1000), (POKR, "2025-09-01", 1), (BILO, "2025-09-10", 10), (BILO, DAY, 1000)
        )
    )
    assert total(ask, on(DAY, **SPAN)) == Total(evacuated=11, towns=2, reports=2, days_reported=2, days=10)


def test_the_total_without_a_report_is_missing_and_with_a_report_of_nobody_is_zero(told: Told) -> None:
    ask = told(departures((POKR, "2025-09-01", 0)))
    assert total(ask, on(DAY, **SPAN)) == Total(0, towns=1, reports=1, days_reported=1, days=10)
    assert total(ask, on(DAY, **SPAN, towns=(BILO,))) == Total(
        None, towns=0, reports=0, days_reported=0, days=10
    )


def test_counts_at_other_points_are_in_no_figure_of_a_point(told: Told) -> None:
    ask = told(
        csv_of(
            "town_code date count_at evacuated girls_0_17 team destination",
            (POKR, "2025-09-02", "departure", 1, 1, "A", "Dnipro"),
            (BILO, "2025-09-03", "transit", 10, 10, "B", "Lviv"),
        )
    )
    at_transit = on(DAY, **SPAN, count_at="transit")
    assert total(ask, at_transit).evacuated == 10
    assert periods(evacuated_by_period(ask, at_transit, unit="month")) == [("2025-09-01", 10, 10, 1, 1, 1)]
    for dimension in DIMENSIONS:
        assert list(evacuated_by(ask, at_transit, dimension=dimension)["evacuated"].dropna()) == [10], (
            dimension
        )
    assert as_rows(ask("flows", at_transit), "town_code", "destination", "evacuated") == [(BILO, "Lviv", 10)]
    assert as_rows(ask("evacuated_daily", at_transit), "town_code", "evacuated") == [(BILO, 10)]
    assert evacuated_by(ask, on(DAY, count_at="arrival"), dimension="group").empty


def test_two_towns_of_one_name_stay_two(told: Told) -> None:
    ask = told(departures((KOST, "2025-09-02", 3), (KOST_VILLAGE, "2025-09-02", 3)))
    by_town = evacuated_by(ask, on(DAY), dimension="town")
    assert as_rows(by_town, "value", "town_code", "evacuated") == [
        ("Kostiantynivka", KOST, 3),
        ("Kostiantynivka", KOST_VILLAGE, 3),
    ]


def test_two_areas_of_one_name_stay_two(told: Told) -> None:
    both = [(*row[:9], "Myrnenska", *row[10:]) for row in TOWN_ROWS if row[0] in (POKR, HULI)]
    ask = told(departures((POKR, "2025-09-02", 3), (HULI, "2025-09-02", 4)), known_towns=towns(*both))
    by_area = evacuated_by(ask, on(DAY), dimension="hromada")
    assert as_rows(by_area, "value", "area_code", "evacuated") == [
        ("Myrnenska", "UA2310003", 4),
        ("Myrnenska", "UA1416021", 3),
    ]


def test_areas_teams_and_destinations_add_up_their_towns_and_the_unstated_has_a_row(told: Told) -> None:
    ask = told(
        csv_of(
            "town_code date evacuated team destination",
            (POKR, "2025-09-02", 1, "White Angels", "Dnipro"),
            (POKR, "2025-09-03", 10, None, "Dnipro"),
            (BILO, "2025-09-03", 100, "White Angels", None),
            (KOST, "2025-09-03", 1000, None, None),
        )
    )
    found = {
        dimension: as_rows(evacuated_by(ask, on(DAY), dimension=dimension), "value", "evacuated", "towns")
        for dimension in ("raion", "team", "destination")
    }
    assert found == {
        "raion": [("Kramatorskyi", 1000, 1), ("Pokrovskyi", 111, 2)],
        "team": [(None, 1010, 2), ("White Angels", 101, 2)],
        "destination": [(None, 1100, 2), ("Dnipro", 11, 1)],
    }


def test_people_of_reports_without_groups_are_in_the_row_without_a_group(told: Told) -> None:
    ask = told(
        csv_of(
            "town_code date evacuated girls_0_17 boys_0_17 women_18_59 men_18_59 women_60_plus men_60_plus",
            (POKR, "2025-09-02", 10, 1, 2, 3, 0, 4, 0),
            (BILO, "2025-09-03", 20, 5, None, None, None, None, None),
            (BILO, "2025-09-04", 7, None, None, None, None, None, None),
        )
    )
    by_group = evacuated_by(ask, on(DAY), dimension="group")
    assert as_rows(by_group, "value", "evacuated", "reports", "towns") == [
        (None, 22, 2, 1),
        ("girls_0_17", 6, 2, 2),
        ("women_60_plus", 4, 1, 1),
        ("women_18_59", 3, 1, 1),
        ("boys_0_17", 2, 1, 1),
        ("men_18_59", 0, 1, 1),
        ("men_60_plus", 0, 1, 1),
    ]


def test_where_every_report_states_all_groups_nothing_is_unstated(told: Told) -> None:
    columns = "town_code date evacuated girls_0_17 boys_0_17 women_18_59 men_18_59 women_60_plus men_60_plus"
    by_group = evacuated_by(
        told(csv_of(columns, (POKR, "2025-09-02", 3, 1, 2, 0, 0, 0, 0))), on(DAY), dimension="group"
    )
    assert by_group["value"].notna().all()
    assert by_group["evacuated"].sum() == 3


def test_a_flow_without_a_destination_is_kept_as_one_without(told: Told) -> None:
    ask = told(
        csv_of(
            "town_code date evacuated team destination",
            (POKR, "2025-09-02", 1, "A", "Dnipro"),
            (POKR, "2025-09-02", 10, "B", "Dnipro"),
            (POKR, "2025-09-03", 100, "A", None),
            (KOST, "2025-09-03", 5, "A", "Dnipro"),
            (KOST_VILLAGE, "2025-09-03", 6, "A", "Dnipro"),
        )
    )
    assert as_rows(ask("flows", on(DAY)), "town_code", "destination", "evacuated", "reports") == [
        (POKR, None, 100, 1),
        (POKR, "Dnipro", 11, 2),
        (KOST_VILLAGE, "Dnipro", 6, 1),
        (KOST, "Dnipro", 5, 1),
    ]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"area": "UA14"}, 111),
        ({"area": "UA1416"}, 11),
        ({"area": "UA1416003"}, 1),
        ({"towns": (HULI,)}, 1000),
        ({"towns": (HULI,), "area": "UA14"}, None),
    ],
)
def test_towns_and_area_remove_every_other_town_from_every_total(
    told: Told, chosen: dict[str, object], expected: int | None
) -> None:
    ask = told(
        csv_of(
            "town_code date evacuated girls_0_17 team destination",
            (BILO, "2025-09-02", 1, 1, "A", "Dnipro"),
            (POKR, "2025-09-02", 10, 10, "A", "Dnipro"),
            (KOST, "2025-09-02", 100, 100, "A", "Dnipro"),
            (HULI, "2025-09-02", 1000, 1000, "A", "Dnipro"),
        )
    )
    filters = on(DAY, **chosen)
    assert total(ask, filters).evacuated == expected
    for dimension in DIMENSIONS:
        assert evacuated_by(ask, filters, dimension=dimension)["evacuated"].sum() == (expected or 0)
    for unit in ("day", "week", "month"):
        assert evacuated_by_period(ask, filters, unit=unit)["evacuated"].sum() == (expected or 0)
    for question in ("flows", "evacuated_daily"):
        assert ask(question, filters)["evacuated"].sum() == (expected or 0)
    counted = ask(
        "counts_at", as_of=date(2025, 9, 12), towns=filters.parameters()["towns"], area=filters.area
    )
    assert counted["evacuated"].sum() == (expected or 0)


def test_the_pace_is_drawn_of_the_towns_chosen_or_of_those_with_most_people() -> None:
    by_town = DataFrame({"town_code": [f"T{place}" for place in range(PACE_TOWNS + 2)]})
    assert largest_towns(by_town, chosen=()) == ["T0", "T1", "T2", "T3", "T4"]
    assert largest_towns(by_town, chosen=("T6", "T1")) == ["T6", "T1"]
