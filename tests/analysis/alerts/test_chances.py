"""A rule about a chance: at, below and above its limit, and since which Monday."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from pandas import DataFrame

from dashboard.analysis.ahead.outlook import CHANCE_COLUMNS, HORIZONS_DAYS
from dashboard.analysis.alerts import chances as alert_chances
from dashboard.analysis.alerts.chances import mondays_before
from dashboard.analysis.asking import Ask
from dashboard.model import alert_rule
from dashboard.model.alert_rule import AlertRule
from dashboard.model.filters import Filters
from tests.analysis.told_alerts import cells, judged_on, standing, watched
from tests.records import BILO, POKR, distances

CHANCE = AlertRule("chance_above", 30.0, 10.0, 30.0)
ROWS = distances((BILO, "2025-09-12", "A", 12.0), (POKR, "2025-09-12", "A", 14.0))
Chances = dict[str, float | None]


class Outlooks:
    """Chances of Bilozerske within 10 km in 30 days by day; Pokrovsk has no outlook, for ``why``."""

    def __init__(self, chances: Chances, *, why: str = "few_cases") -> None:
        self.chances, self.why = chances, why
        self.asked: list[str] = []

    def __call__(self, ask: Ask, filters: Filters, *, horizons_days: Sequence[int]) -> DataFrame:
        day = str(filters.as_of)
        self.asked.append(day)
        assert filters.source == "A"
        towns = ask("overview", filters)
        rows = []
        for code in towns["town_code"]:
            for horizon in horizons_days:
                given = self.chances.get(day) if code == BILO else None
                row = dict.fromkeys(CHANCE_COLUMNS, given if (code, horizon) == (BILO, 60) else None)
                row["chance_within_10_km"] = given if horizon == 30 else 1.0 if code == BILO else None
                rows.append(
                    {
                        "town_code": code,
                        "horizon_days": horizon,
                        "distance_date": towns["distance_date"].max(),
                    }
                    | row
                    | {"why": None if given is not None else self.why}
                )
        return DataFrame(rows).astype(dict.fromkeys(CHANCE_COLUMNS, float))


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> "Giving":
    return Giving(monkeypatch)


class Giving:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __call__(self, chances: Chances, *, why: str = "few_cases") -> Outlooks:
        outlooks = Outlooks(chances, why=why)
        self._monkeypatch.setattr(alert_chances, "outlook", outlooks)
        return outlooks


def test_the_rules_know_the_distances_and_horizons_of_the_outlook() -> None:
    assert alert_rule.HORIZONS_DAYS == HORIZONS_DAYS
    assert tuple(f"chance_within_{km}_km" for km in alert_rule.WITHIN_KM) == CHANCE_COLUMNS


@pytest.mark.parametrize(("chance", "met"), [(0.29, False), (0.30, False), (0.301, True), (None, False)])
def test_above_thirty_is_more_than_thirty(
    tmp_path: Path, given: Giving, chance: float | None, met: bool
) -> None:
    given({"2025-09-12": chance})
    record = watched(tmp_path / "store.db", ROWS, rules=(CHANCE,))
    names = ("town_name", "value", "began", "date", "source", "within_km", "horizon_days")
    assert standing(record, "2025-09-12", *names) == (
        [("Bilozerske", chance, "09-09", "09-12", "A", 10.0, 30.0)] if met else []
    )
    told = 0 if chance is None else 1
    assert cells(judged_on(record).rules, "met", "not_told") == [(int(met), 5 - told)]


def test_a_chance_of_just_the_limit_is_not_above_it(tmp_path: Path, given: Giving) -> None:
    """0.07 * 100 is more than 7 in floating point."""
    limits = (7, 14, 28, 29, 55, 56, 57, 58)
    rules = tuple(AlertRule("chance_above", float(percent), 10.0, 30.0) for percent in limits)
    record = watched(tmp_path / "store.db", ROWS, rules=rules)
    for percent in limits:
        given({"2025-09-12": percent / 100})
        lower = [f"R{place}" for place, limit in enumerate(limits, 1) if limit < percent]
        assert sorted(rule for (rule,) in standing(record, "2025-09-12", "rule_id")) == lower


def test_a_town_inside_the_held_area_is_told_and_has_no_alert(tmp_path: Path, given: Giving) -> None:
    given({"2025-09-12": 0.5}, why="inside")
    record = watched(tmp_path / "store.db", ROWS, rules=(CHANCE,))
    assert cells(judged_on(record).rules, "met", "not_told") == [(1, 0)]


def test_it_began_after_the_last_monday_that_was_not_above(tmp_path: Path, given: Giving) -> None:
    above = {"2025-09-12": 0.5, "2025-09-10": 0.5, "2025-09-08": 0.4, "2025-09-01": 0.31}
    outlooks = given(above | {"2025-08-25": 0.30, "2025-08-18": 0.9})
    record = watched(tmp_path / "store.db", ROWS, rules=(CHANCE,))
    assert standing(record, "2025-09-12", "began") == [("08-26",)]
    assert outlooks.asked == ["2025-09-12", "2025-09-08", "2025-09-01", "2025-08-25"]
    assert standing(record, "2025-09-10", "began") == [("08-26",)]
    assert standing(record, "2025-09-08", "began") == [("08-26",)]


def test_one_that_was_above_on_every_monday_began_on_the_first(tmp_path: Path, given: Giving) -> None:
    days = [*map(str, mondays_before(date(2025, 9, 12))), "2025-09-12"]
    outlooks = given(dict.fromkeys(days, 0.5))
    record = watched(tmp_path / "store.db", ROWS, rules=(CHANCE,))
    assert standing(record, "2025-09-12", "began") == [("08-04",)]
    assert len(outlooks.asked) == 7


def test_where_no_town_is_above_the_past_is_not_looked_at(tmp_path: Path, given: Giving) -> None:
    outlooks = given({"2025-09-12": 0.1})
    record = watched(tmp_path / "store.db", ROWS, rules=(CHANCE,))
    assert standing(record) == []
    assert outlooks.asked == ["2025-09-12"]


@pytest.mark.parametrize(
    ("day", "newest", "oldest"),
    [
        ("2025-09-12", "2025-09-08", "2025-08-04"),
        ("2025-09-08", "2025-09-01", "2025-08-04"),  # a Monday itself is not before itself
        ("2025-09-01", "2025-08-25", "2025-08-04"),
        ("2025-01-01", "2024-12-30", "2024-12-02"),
        ("2025-03-31", "2025-03-24", "2025-02-03"),
    ],
)
def test_the_mondays_go_back_to_the_beginning_of_the_month_before(day: str, newest: str, oldest: str) -> None:
    found = mondays_before(date.fromisoformat(day))
    assert (str(found[0]), str(found[-1])) == (newest, oldest)
    assert all(monday.weekday() == 0 for monday in found)
    assert all((late - early).days == 7 for late, early in pairwise(found))
