"""The first page's figures together, on rows small enough to check by eye."""

import pandas as pd
import pytest

from dashboard.analysis.asking import Ask
from dashboard.analysis.remaining import people_remaining
from dashboard.model.filters import Filters
from tests.analysis.conftest import Told
from tests.analysis.whole_situation import whole_situation
from tests.records import BILO, HULI, KOST, KOST_VILLAGE, POKR, csv_of, departures, distances, on, people

DAY = "2025-09-12"


def remaining(ask: Ask, filters: Filters) -> tuple[int | None, int, int]:
    found = people_remaining(ask, filters, overview=ask("overview", filters))
    return found.people, found.towns, found.towns_chosen


def test_each_figure_of_a_town_has_its_own_newest_date(told: Told) -> None:
    ask = told(
        csv_of(
            "town_code date status population_remaining evacuation_order source",
            (POKR, "2025-08-10", "safe", 1600, "recommended", "oldest"),
            (POKR, "2025-08-20", "at_risk", 1500, "mandatory", "first"),
            (POKR, "2025-09-01", None, 1400, None, "second"),
            (POKR, "2025-09-05", "contested", None, None, "third"),
            (POKR, "2025-09-13", "occupied", 3, "none", "after the as-of day"),
        ),
        distances(
            (POKR, "2025-08-25", "A", 12.0), (POKR, "2025-09-10", "A", 4.2), (POKR, "2025-09-13", "A", 0)
        ),
        departures((POKR, "2025-08-25", 30), (POKR, "2025-09-07", 12), (POKR, "2025-09-13", 900)),
    )
    pokrovsk = ask("overview", on(DAY)).set_index("town_code").loc[POKR]
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
    assert (shown["evacuated"], shown["evacuated_date"]) == ("42", "2025-09-07")
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
    pokrovsk = ask("overview", on(DAY)).set_index("town_code").loc[POKR]
    assert pokrovsk["people"] == 1400
    assert pd.isna(pokrovsk["people_source"])
    assert pd.isna(pokrovsk["evacuated_source"])


@pytest.mark.parametrize("sources", [("A", "B"), ("B", "A"), (None, "A"), ("A", None)])
def test_of_several_sources_of_a_town_s_newest_day_the_first_by_name_is_named(
    told: Told, sources: tuple[str | None, str | None]
) -> None:
    """On another point of the way, another day and another town others are named."""
    newest = [(POKR, DAY, "departure", f"team {source}", 5, source) for source in sources]
    others = [
        (POKR, DAY, "arrival", None, 5, "0"),
        (POKR, "2025-09-01", "departure", None, 5, "0"),
        (BILO, "2025-09-02", "departure", None, 5, "C"),
    ]
    found = told(csv_of("town_code date count_at team evacuated source", *newest, *others))(
        "overview", on(DAY)
    )
    named = found.set_index("town_code")["evacuated_source"]
    assert (named[POKR], named[BILO]) == ("A", "C")
    assert named.notna().sum() == 2


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
    found = whole_situation(ask, on(DAY, **chosen))
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
    found = whole_situation(told(), on(DAY))
    assert (found.people.people, found.people.change, found.people.newest) == (None, None, None)
    assert found.people.weekly == (None,) * 8
    assert (found.evacuated.in_7_days, found.evacuated.in_all) == (None, None)
    assert (found.nearness.towns, found.nearness.came_within) == (0, {})
    assert found.lost.empty
    assert found.restored.empty
    assert found.reporting_towns == 0


def test_what_was_known_after_an_upload_is_answered_without_what_came_later(told: Told) -> None:
    corrections = people((POKR, "2025-09-01", 1400)), people((POKR, "2025-09-01", 900), (BILO, DAY, 700))
    assert remaining(told(*corrections), on(DAY)) == (1600, 2, 5)
    assert remaining(told(*corrections, version=2), on(DAY)) == (1400, 1, 5)
    assert remaining(told(*corrections, version=1), on(DAY)) == (None, 0, 5)
    assert remaining(told(*corrections, version=0), on(DAY)) == (None, 0, 0)
