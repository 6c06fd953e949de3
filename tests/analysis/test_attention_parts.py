"""The five parts of a town's place, from reports small enough to check by eye."""

from datetime import date, timedelta
from math import log10
from typing import Any

import pandas as pd
import pytest
from pandas import DataFrame

from dashboard.analysis.ahead.outlook import outlook
from dashboard.analysis.asking import Ask
from dashboard.analysis.attention_parts import PART_COLUMNS, attention_parts
from tests.analysis.conftest import Told
from tests.analysis.given_outlooks import NONE, outlooks_of
from tests.records import BILO, HULI, KOST, KOST_VILLAGE, POKR, csv_of, departures, distances, on, people

DAY = "2025-09-12"
OUTLOOKS = outlooks_of((BILO, 16.0, (0.2, 0.4, 0.65, 0.7)))


def back(days: int) -> str:
    return str(date.fromisoformat(DAY) - timedelta(days=days))


def part(ask: Ask, name: str, *, outlooks: DataFrame = OUTLOOKS, within_km: int = 10) -> Any:
    return row_of(ask, outlooks=outlooks, within_km=within_km)[f"part_{name}"]


def row_of(ask: Ask, *, outlooks: DataFrame = OUTLOOKS, within_km: int = 10) -> dict[str, Any]:
    """The row of Bilozerske, missing as None."""
    rows = attention_parts(ask, on(DAY), outlooks=outlooks, within_km=within_km).astype(object)
    rows = rows.where(rows.notna(), None)
    (found,) = rows[rows["town_code"] == BILO].to_dict("records")
    return {str(name): value for name, value in found.items()}


def status(*rows: tuple[object, ...], columns: str) -> str:
    return csv_of(f"town_code date {columns}", *rows)


def test_contact_is_the_chance_in_30_days(told: Told) -> None:
    row = row_of(told(distances((BILO, DAY, "A", 16.0))))
    assert (row["part_contact"], row["contact_by"]) == (0.4, "outlook")
    assert (
        part(told(), "contact", outlooks=outlooks_of((BILO, 16.0, (0, 1, 0, 0)), within_km=25), within_km=25)
        == 1
    )


@pytest.mark.parametrize("why", ["short_history", "few_cases"])
@pytest.mark.parametrize(("km", "contact"), [(9.9, 1.0), (10.0, 1.0), (10.1, 0.0)])
def test_without_an_outlook_for_want_of_history_contact_is_what_is_so_today(
    told: Told, why: str, km: float, contact: float
) -> None:
    row = row_of(told(), outlooks=outlooks_of((BILO, km, NONE), why=why))
    assert (row["part_contact"], row["contact_by"], row["why_no_outlook"]) == (contact, "today", why)


@pytest.mark.parametrize("why", ["old_distance", "no_distance"])
def test_without_a_distance_of_these_days_contact_is_missing(told: Told, why: str) -> None:
    row = row_of(told(), outlooks=outlooks_of((BILO, 5.0, NONE), why=why))
    assert (row["part_contact"], row["contact_by"]) == (None, None)


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, 0.0), (1, 0.0), (10, 0.25), (100, 0.5), (1000, 0.75), (9999, 0.99999), (10000, 1.0), (10001, 1.0)],
)
def test_ten_times_the_people_are_a_quarter_more(told: Told, count: int, expected: float) -> None:
    assert part(told(people((BILO, DAY, count))), "people") == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    ("children", "limited", "counted"),
    [(None, None, 100), (20, None, 120), (None, 50, 150), (20, 50, 170), (0, 0, 100)],
)
def test_children_and_people_of_limited_mobility_count_twice_where_they_are_reported(
    told: Told, children: int | None, limited: int | None, counted: int
) -> None:
    columns = "population_remaining children_remaining limited_mobility_remaining"
    row = row_of(told(status((BILO, DAY, 100, children, limited), columns=columns)))
    assert row["part_people"] == pytest.approx(log10(counted) / 4)
    assert (row["children"], row["limited_mobility"]) == (children, limited)


def test_children_without_people_remaining_are_no_figure_of_people(told: Told) -> None:
    assert part(told(status((BILO, DAY, 20), columns="children_remaining")), "people") is None


def test_each_figure_has_the_day_and_the_source_of_its_own_report(told: Told) -> None:
    columns = "population_remaining children_remaining limited_mobility_remaining water source"
    row = row_of(
        told(
            status(
                (BILO, back(70), 900, 90, 300, "open", "Oldest"),
                (BILO, back(9), 700, 60, None, None, "Hromada"),
                (BILO, back(4), None, 50, None, "closed", None),
                (BILO, back(1), 650, None, None, None, "Police"),
                columns=columns,
            )
        )
    )
    assert (row["people"], row["people_date"], row["people_source"]) == (650, pd.Timestamp(back(1)), "Police")
    assert (row["children"], row["children_date"], row["children_source"]) == (
        50,
        pd.Timestamp(back(4)),
        None,
    )
    assert (row["limited_mobility"], row["limited_mobility_date"]) == (300, pd.Timestamp(back(70)))
    assert row["limited_mobility_source"] == "Oldest"
    assert (row["services_date"], row["services_source"]) == (pd.Timestamp(back(4)), None)


# 100 people at 10 a day are 10 days; 0.2 in 14 days is a straight line from 0 today.
@pytest.mark.parametrize(
    ("remaining", "days", "expected"),
    [
        (100, 10, 0.2 * 10 / 14 * 10 / 90),
        (300, 30, 0.4 * 30 / 90),
        (900, 90, 0.7),
        (901, 91, 0.7),
        (5000, 500, 0.7),
    ],
)
def test_pace_is_the_chance_by_the_day_of_clearing_times_the_share_of_90_days(
    told: Told, remaining: int, days: int, expected: float
) -> None:
    row = row_of(
        told(people((BILO, DAY, remaining)), departures(*((BILO, back(ago), 10) for ago in range(3))))
    )
    assert row["days_to_clear"] == days
    assert row["part_pace"] == pytest.approx(expected)


def test_where_nobody_left_pace_is_the_chance_in_90_days_and_where_nobody_is_left_it_is_nothing(
    told: Told,
) -> None:
    nobody = departures(*((BILO, back(ago), 0) for ago in range(3)))
    assert part(told(people((BILO, DAY, 100)), nobody), "pace") == 0.7
    assert part(told(people((BILO, DAY, 0)), nobody), "pace") == 0.0


def test_without_an_outlook_pace_goes_by_what_is_so_today(told: Told) -> None:
    ask = told(people((BILO, DAY, 450)), departures(*((BILO, back(ago), 10) for ago in range(3))))
    for km, expected in ((10.0, 0.5), (10.1, 0.0)):
        outlooks = outlooks_of((BILO, km, NONE), why="short_history")
        assert part(ask, "pace", outlooks=outlooks) == pytest.approx(expected)
    assert part(ask, "pace", outlooks=outlooks_of((BILO, 5.0, NONE), why="old_distance")) is None


@pytest.mark.parametrize("reports", [2, 3])
def test_pace_is_missing_with_too_few_reports(told: Told, reports: int) -> None:
    row = row_of(
        told(people((BILO, DAY, 100)), departures(*((BILO, back(ago), 10) for ago in range(reports))))
    )
    assert (row["part_pace"] is None) is (reports == 2)
    assert row["why_no_pace"] == ("few_reports" if reports == 2 else None)


@pytest.mark.parametrize(
    ("states", "known", "closed", "expected"),
    [
        ("open limited open open", 4, 0, 0.0),
        ("closed limited open open", 4, 1, 0.25),
        ("closed closed closed closed", 4, 4, 1.0),
        ("closed unknown unknown unknown", 1, 1, 1.0),
        ("unknown unknown unknown unknown", None, None, None),
    ],
)
def test_services_are_the_closed_ones_over_those_whose_state_is_known(
    told: Told, states: str, known: int | None, closed: int | None, expected: float | None
) -> None:
    columns = "electricity water hospital bank"
    row = row_of(told(status((BILO, back(40), *states.split()), columns=columns)))
    assert (row["services_known"], row["services_closed"], row["part_services"]) == (known, closed, expected)


@pytest.mark.parametrize(("ago", "lost"), [(6, 1), (7, 0)])
def test_a_service_lost_in_seven_days_counts_twice(told: Told, ago: int, lost: int) -> None:
    before = (BILO, back(30), "open", "open", "open", "open")
    row = row_of(
        told(
            status(
                before,
                (BILO, back(ago), "closed", "open", "open", "open"),
                columns="electricity water hospital bank",
            )
        )
    )
    assert (row["services_lost"], row["services_closed"]) == (lost, 1)
    assert row["part_services"] == (1 + lost) / 4
    assert (row["closed_services"], row["lost_services"]) == ("electricity", "electricity" if lost else None)


def test_services_are_at_most_one(told: Told) -> None:
    rows = ((BILO, back(30), "open", "limited"), (BILO, DAY, "closed", "closed"))
    assert part(told(status(*rows, columns="electricity water")), "services") == 1.0


@pytest.mark.parametrize(("ago", "expected"), [(0, 0.0), (3, 3 / 7), (7, 1.0), (8, 1.0)])
def test_age_is_that_of_the_newest_report_over_the_age_of_silence(
    told: Told, ago: int, expected: float
) -> None:
    row = row_of(told(people((BILO, back(ago), 100))))
    assert (row["age_days"], row["silent_after_days"]) == (ago, 7)
    assert row["part_age"] == pytest.approx(expected)


def test_a_town_of_which_nothing_is_known_has_no_part(told: Told) -> None:
    row = row_of(told(), outlooks=outlooks_of((POKR, 5.0, NONE)))
    assert [row[name] for name in PART_COLUMNS] == [None] * 5


def test_towns_inside_the_held_area_have_no_row_those_without_a_distance_do(told: Told) -> None:
    ask = told(distances((BILO, DAY, "A", 0), (POKR, DAY, "A", 0.1), (HULI, DAY, "B", 0)))
    rows = attention_parts(ask, on(DAY), outlooks=OUTLOOKS, within_km=10)
    assert list(rows["town_code"]) == [POKR, HULI, KOST, KOST_VILLAGE]


def test_distances_of_another_source_do_not_count(told: Told) -> None:
    ask = told(distances((BILO, DAY, "A", 20.0), (BILO, DAY, "B", 3.0)))
    for source, contact in (("A", 0.0), ("B", 1.0)):
        filters = on(DAY, source=source)
        rows = attention_parts(ask, filters, outlooks=outlook(ask, filters), within_km=10).set_index(
            "town_code"
        )
        assert rows.loc[BILO, "part_contact"] == contact
        assert (rows.loc[BILO, "contact_by"], rows.loc[BILO, "distance_source"]) == ("today", source)


def test_nothing_after_the_as_of_day_moves_a_part(told: Told) -> None:
    columns = "population_remaining children_remaining limited_mobility_remaining water hospital source"
    early = status((BILO, back(12), 100, 5, 5, "open", "closed", "A"), columns=columns)
    late = status((BILO, back(0), 5000, 500, 500, "closed", "closed", "B"), columns=columns)
    filters = on(back(10))
    before = attention_parts(told(early), filters, outlooks=OUTLOOKS, within_km=10)
    after = attention_parts(
        told(early, late, departures((BILO, DAY, 9))), filters, outlooks=OUTLOOKS, within_km=10
    )
    pd.testing.assert_frame_equal(before, after)
