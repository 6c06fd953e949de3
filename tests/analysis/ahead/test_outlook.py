"""The outlook of towns, on a made-up front whose days can be counted on fingers."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from pandas import DataFrame, Series

from dashboard.analysis.ahead.outlook import (
    CHANCE_COLUMNS,
    FIGURES,
    HORIZONS_DAYS,
    POINT_COLUMNS,
    outlook,
)
from dashboard.analysis.asking import Ask
from tests.analysis.conftest import Told
from tests.records import BILO, HULI, KOST, POKR, TOWN_ROWS, asking, distances, on, record_of, send, towns

FIRST = date(2024, 1, 1)
Row = tuple[str, str, str, float]


def after(days: int) -> str:
    return (FIRST + timedelta(days=days)).isoformat()


def reports(code: str, days: Iterable[int], *, km: float = 12.0, source: str = "A") -> list[Row]:
    return [(code, after(day), source, km) for day in days]


def closing(code: str, days: Iterable[int], *, source: str = "A") -> list[Row]:
    """1 km nearer every ten days, from 40 km on."""
    return [(code, after(day), source, round(40 - day / 10, 1)) for day in days]


def of_town(found: DataFrame, code: str = POKR, days: int = 14) -> Series:
    return found[(found["town_code"] == code) & (found["horizon_days"] == days)].iloc[0]


def everything(days: int = 240) -> list[Row]:
    """Three towns, a report every other day."""
    step = range(0, days + 1, 2)
    return closing(POKR, step) + reports(BILO, step, km=20) + reports(KOST, step, km=8)


def test_there_is_a_row_for_every_town_and_horizon_in_the_order_of_the_overview(told: Told) -> None:
    ask = told(distances(*everything()))
    filters = on(after(240))
    found = outlook(ask, filters)
    overview = ask("overview", filters)["town_code"]
    assert list(found["town_code"]) == [code for code in overview for _ in HORIZONS_DAYS]
    assert list(found["horizon_days"]) == [*HORIZONS_DAYS] * len(overview)
    assert set(found["source"]) == {"A"}
    assert set(found["as_of"]) == {pd.Timestamp(after(240))}


def test_cases_are_one_a_week_and_town_and_end_by_the_as_of_day(told: Told) -> None:
    """Days 226, 219 .. 30 for 14 days: 29 weeks of three towns that stand still alike, none of them comparable else."""
    ask = told(distances(*(row for code in (POKR, BILO, KOST) for row in reports(code, range(0, 241, 2)))))
    found = outlook(ask, on(after(240)))
    for days, weeks in ((14, 29), (30, 26), (60, 22), (90, 18)):
        said = of_town(found, days=days)
        assert said["cases"] == 3 * weeks
        assert said["cases_since"] == pd.Timestamp(after(240 - days - 7 * (weeks - 1)))
        assert said[list(POINT_COLUMNS)].tolist() == [12.0] * 5
        assert said[list(CHANCE_COLUMNS)].tolist() == pytest.approx([0, 0, 1, 1])
        assert said["came_within_15_km"] == 3 * weeks
        assert said["came_within_10_km"] == 0


def test_a_front_that_came_nearer_everywhere_is_expected_nearer(told: Told) -> None:
    step = range(0, 301, 2)
    ask = told(distances(*(row for code in (POKR, BILO, KOST) for row in closing(code, step))))
    said = of_town(outlook(ask, on(after(300))))
    assert said["distance_km"] == 10
    assert said["p10_km"] == said["p90_km"] == 8.6
    assert said["chance_within_10_km"] == pytest.approx(1)
    assert said["chance_within_5_km"] == 0


@pytest.mark.parametrize(("days", "why"), [(119, "short_history"), (120, None), (121, None)])
def test_an_outlook_needs_120_days_of_history(told: Told, days: int, why: str | None) -> None:
    codes = (POKR, BILO, KOST, HULI, "UA1416013011")
    ask = told(distances(*(row for code in codes for row in reports(code, range(days + 1)))))
    said = of_town(outlook(ask, on(after(days))))
    assert said["why"] == why
    assert pd.isna(said["cases"]) == (why is not None)


@pytest.mark.parametrize(("weeks", "why"), [(49, "few_cases"), (50, None), (51, None)])
def test_an_outlook_needs_50_comparable_cases(told: Told, weeks: int, why: str | None) -> None:
    last = 30 + 14 + 7 * (weeks - 1)
    said = of_town(outlook(told(distances(*reports(POKR, range(last + 1)))), on(after(last))))
    assert said["why"] == why
    assert (said["cases"] == weeks) == (why is None)


def test_a_case_that_moved_otherwise_is_not_comparable(told: Told) -> None:
    """Bilozerske lies 30 km off and moved 0.5 km a day; what moved like Pokrovsk, which stands, is Pokrovsk alone."""
    step = range(400)
    moving = [(BILO, after(day), "A", round(220 - day / 2, 1)) for day in step]
    ask = told(distances(*reports(POKR, step), *moving))
    assert of_town(outlook(ask, on(after(399))))["cases"] == 51


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([], "no_distance"),
        ([*reports(POKR, range(240)), (POKR, after(240), "A", 0)], "inside"),
        (reports(POKR, range(226)), "old_distance"),
        (reports(POKR, [*range(120), 226, 240]), None),
        (reports(POKR, [0, 60, 240]), "short_history"),  # no two reports that tell of a movement
    ],
)
def test_why_there_is_none(told: Told, rows: list[Row], why: str | None) -> None:
    others = [row for code in (BILO, KOST, HULI) for row in reports(code, range(0, 241, 2))]
    found = outlook(told(distances(*others, *rows)), on(after(240)))
    assert set(found[found["town_code"] == POKR]["why"]) == {why}
    if why is not None:
        assert found[found["town_code"] == POKR][[*FIGURES, "cases_since"]].isna().all(axis=None)
    assert found[found["town_code"] == BILO]["why"].isna().all()


def test_a_distance_holds_for_fourteen_days_and_no_longer(told: Told) -> None:
    others = [row for code in (BILO, KOST, HULI) for row in reports(code, range(0, 241, 2))]
    for newest, why in ((226, None), (225, "old_distance")):
        ask = told(distances(*others, *reports(POKR, range(newest + 1))))
        assert of_town(outlook(ask, on(after(240))))["why"] == why


def test_nothing_after_the_as_of_day_moves_an_outlook(told: Told) -> None:
    before = outlook(told(distances(*everything())), on(after(240)))
    later = [(code, after(day), "A", 0.5) for code in (POKR, BILO, KOST, HULI) for day in range(241, 360)]
    assert outlook(told(distances(*everything(), *later)), on(after(240))).equals(before)


def test_nothing_uploaded_later_moves_an_outlook_as_it_was_known(tmp_path: Path) -> None:
    record = record_of(tmp_path / "store.db", towns(), distances(*everything()))
    before = outlook(asking(record), on(after(240)))
    send(
        record,
        distances(*((code, after(day), "A", 1.0) for code in (POKR, BILO) for day in range(0, 241, 2))),
    )
    assert outlook(asking(record, version=2), on(after(240))).equals(before)
    assert not outlook(asking(record), on(after(240))).equals(before)


def test_another_source_is_never_mixed_in(told: Told) -> None:
    before = outlook(told(distances(*everything())), on(after(240)))
    other = [
        row for code in (POKR, BILO, KOST, HULI) for row in reports(code, range(0, 241, 2), km=1, source="B")
    ]
    ask = told(distances(*everything(), *other))
    assert outlook(ask, on(after(240))).equals(before)
    assert of_town(outlook(ask, on(after(240), source="B")))["distance_km"] == 1
    assert set(outlook(ask, on(after(240), source=""))["why"]) == {"no_distance"}


def test_a_chosen_town_has_the_cases_of_all_towns(told: Told) -> None:
    ask = told(distances(*everything()))
    every = outlook(ask, on(after(240)))
    alone = outlook(ask, on(after(240), towns=(POKR,)))
    assert alone.equals(every[every["town_code"] == POKR].reset_index(drop=True))


def test_the_towns_of_an_area_have_the_outlook_that_they_have_among_all(told: Told) -> None:
    ask = told(distances(*everything()))
    every = outlook(ask, on(after(240)))
    for area in ("UA14", "UA1416", "UA1416021"):
        within = {row[0] for row in TOWN_ROWS if area in (row[4], row[6], row[8])}
        expected = every[every["town_code"].isin(within)].reset_index(drop=True)
        assert len(expected) == 4 * len(within)
        pd.testing.assert_frame_equal(outlook(ask, on(after(240), area=area)), expected)
    assert outlook(ask, on(after(240), area="UA1416", towns=(KOST,))).empty


def test_a_chosen_town_sees_the_movement_of_the_towns_around_it(told: Told) -> None:
    """Bilozerske put 2 km north of Pokrovsk: alone or not, half of its movement counts there."""
    beside = [(*row[:-3], 48.30, 37.18, row[-1]) if row[0] == BILO else row for row in TOWN_ROWS]
    far = told(distances(*everything(300)))
    near = told(distances(*everything(300)), known_towns=towns(*beside))
    filters = on(after(300), towns=(BILO,))
    alone, every = outlook(near, filters), outlook(near, on(after(300)))
    assert alone.equals(every[every["town_code"] == BILO].reset_index(drop=True))
    assert not alone.equals(outlook(far, filters))


def test_one_horizon_alone_is_what_it_is_among_all(told: Told) -> None:
    standing = [row for code in (POKR, BILO, KOST) for row in reports(code, range(0, 241, 2))]
    ask, filters = told(distances(*standing)), on(after(240))
    every = outlook(ask, filters)
    alone = outlook(ask, filters, horizons_days=(60,))
    assert alone.equals(every[every["horizon_days"] == 60].reset_index(drop=True))
    assert alone["cases"].notna().sum() == 3


def test_without_any_distance_there_is_none(told: Told) -> None:
    found = outlook(told(), on(after(240)))
    assert set(found["why"]) == {"no_distance"}
    assert outlook(told(), on(after(240), towns=("UA9999999999",))).empty


def test_the_answer_of_the_test_is_asked_of_one_version(told: Told) -> None:
    ask: Ask = told(distances(*everything()), version=1)
    assert set(outlook(ask, on(after(240)))["why"]) == {"no_distance"}
