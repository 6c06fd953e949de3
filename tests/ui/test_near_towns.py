"""Some of the chosen towns are cut out of what was answered for all of them, and nothing about them is asked twice."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pandas import DataFrame
from pandas.testing import assert_frame_equal

from dashboard.analysis.asking import Ask
from dashboard.model.filters import Filters
from dashboard.ui.near_towns import ROW_PER_TOWN, CutOut
from tests.records import BILO, HULI, KOST, POKR, asking, csv_of, departures, distances, on, record_of, towns

CHOSEN = on("2025-09-12", area="UA14", source="Map")
NEAR = replace(CHOSEN, towns=(BILO, KOST), area=None)
AS_OF, BEFORE = date(2025, 9, 9), date(2025, 9, 2)  # given by name, before those of the filters


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    days = [(code, f"2025-09-{day:02}") for code in (POKR, BILO, KOST, HULI) for day in (1, 4, 8, 11)]
    return asking(
        record_of(
            tmp_path / "dashboard.db",
            towns(),
            distances(*((*day, "Map", km) for km, day in enumerate(days))),
            csv_of(
                "town_code date status water children_remaining",
                *((*day, "at_risk", "open", 5) for day in days),
            ),
            departures(*((*day, 3) for day in days)),
        )
    )


class Counted:
    """Asks, and notes about which towns."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self.about: list[tuple[str, ...]] = []

    def __call__(self, question: str, filters: Filters | None = None, /, **more: object) -> DataFrame:
        self.about.append(() if filters is None else filters.towns)
        return self.ask(question, filters, **more)


@pytest.mark.parametrize("question", ROW_PER_TOWN)
def test_what_is_cut_out_is_what_would_be_answered(ask: Ask, question: str) -> None:
    counted = Counted(ask)
    cut = CutOut(counted, CHOSEN, NEAR)(question, NEAR, as_of=AS_OF, before=BEFORE)
    assert set(cut["town_code"]) == {BILO, KOST}
    assert_frame_equal(
        cut, ask(question, NEAR, as_of=AS_OF, before=BEFORE), check_dtype=False
    )  # DuckDB's depend on what is missing
    assert counted.about == [()]


@pytest.mark.parametrize(
    "filters", [replace(NEAR, as_of=NEAR.since), replace(NEAR, towns=(POKR,)), NEAR.of_town(BILO)]
)
def test_another_day_and_other_towns_are_asked_about(ask: Ask, filters: Filters) -> None:
    counted = Counted(ask)
    assert_frame_equal(CutOut(counted, CHOSEN, NEAR)("overview", filters), ask("overview", filters))
    assert counted.about == [filters.towns]


def test_other_questions_are_asked(ask: Ask) -> None:
    counted = Counted(ask)
    CutOut(counted, CHOSEN, NEAR)("evacuated_daily", NEAR)
    CutOut(counted, CHOSEN, NEAR)("history")
    assert counted.about == [NEAR.towns, ()]
