"""The backtest asks the outlook itself as of past days, and judges it by what came."""

from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
import pytest

from dashboard.analysis.ahead.backtest import Backtest, backtest
from dashboard.analysis.ahead.outlook import POINTS, THRESHOLDS_KM, outlook
from dashboard.analysis.ahead.scores import chance_column, point_column
from tests.analysis.conftest import Told
from tests.records import BILO, HULI, KOST, KOST_VILLAGE, POKR, asking, distances, on, record_of, towns

FIRST = date(2024, 1, 1)
LAST_DAY = 240
STANDING = {BILO: 31.0, KOST: 12.0}
CLOSING = {POKR: 32.0, HULI: 36.0, KOST_VILLAGE: 40.0}  # 1 km nearer every ten days
Row = tuple[str, str, str, float]


def after(days: int) -> str:
    return (FIRST + timedelta(days=days)).isoformat()


def series(last: int = LAST_DAY, *, step: int = 4) -> list[Row]:
    """Kostiantynivka is inside the held area from day 228 on."""
    days = range(0, last + 1, step)
    rows = [(code, after(day), "A", km) for code, km in STANDING.items() for day in days]
    rows = [(*row[:3], 0.0) if row[0] == KOST and row[1] >= after(228) else row for row in rows]
    return rows + [
        (code, after(day), "A", round(km - day / 10, 1)) for code, km in CLOSING.items() for day in days
    ]


def backtested(told: Told, rows: list[Row], *, as_of: int = LAST_DAY, source: str = "A") -> Backtest:
    return backtest(told(distances(*rows)), source=source, as_of=FIRST + timedelta(days=as_of))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Backtest:
    record = record_of(tmp_path_factory.mktemp("backtest") / "store.db", towns(), distances(*series()))
    return backtest(asking(record), source="A", as_of=FIRST + timedelta(days=LAST_DAY))


def test_judged_are_towns_outside_and_within_thirty_kilometres_with_an_outlook(found: Backtest) -> None:
    judged = found.judged
    assert BILO not in set(judged["town_code"])
    assert (judged["distance_km"] <= 30).all()
    assert (judged["distance_km"] > 0).all()
    assert judged["as_of"].max() == pd.Timestamp(after(224))  # a report, 14 days before the last or earlier
    assert found.days == judged["as_of"].nunique()
    assert (str(found.first), str(found.last)) == (str(judged["as_of"].min().date()), after(224))


def test_what_came_is_the_newest_report_by_the_end_of_the_horizon(found: Backtest) -> None:
    judged = found.judged.set_index(["town_code", "as_of", "horizon_days"])
    assert judged.loc[(KOST, pd.Timestamp(after(216)), 14), "came_km"] == 0  # day 230
    assert judged.loc[(POKR, pd.Timestamp(after(200)), 14), "came_km"] == 10.8  # of day 212
    assert judged.loc[(POKR, pd.Timestamp(after(200)), 30), "came_km"] == 9.2  # of day 228


def test_it_says_what_the_outlook_of_that_day_said(told: Told, found: Backtest) -> None:
    """Asked again of a database that has nothing later."""
    for day in sorted(found.judged["as_of"].unique())[::8]:
        known = [row for row in series() if row[1] <= f"{day:%Y-%m-%d}"]
        said = outlook(told(distances(*known)), on(f"{day:%Y-%m-%d}")).set_index(
            ["town_code", "horizon_days"]
        )
        for row in found.judged[found.judged["as_of"] == day].to_dict("records"):
            then = said.loc[(row["town_code"], row["horizon_days"])]
            for km in THRESHOLDS_KM:
                assert row[chance_column("outlook", km)] == then[f"chance_within_{km}_km"]
            for point in POINTS:
                assert row[point_column("outlook", point)] == then[f"p{point * 100:.0f}_km"]


def test_later_reports_change_no_claim_of_an_earlier_day(told: Told, found: Backtest) -> None:
    later = [(code, after(day), "A", 0.5) for code in (*STANDING, *CLOSING) for day in range(241, 300)]
    longer = backtested(told, [*series(), *later], as_of=299).judged
    both = found.judged.merge(longer, on=["as_of", "town_code", "horizon_days"], suffixes=("", "_longer"))
    assert len(both) == len(found.judged) > 50
    for name in set(found.judged) - {"as_of", "town_code", "horizon_days"}:
        assert both[name].equals(both[f"{name}_longer"]), name


def test_another_source_is_not_judged_with_it(told: Told, found: Backtest) -> None:
    other = [
        (code, after(day), "B", 1.0) for code in (*STANDING, *CLOSING) for day in range(0, LAST_DAY + 1, 3)
    ]
    assert backtested(told, [*series(), *other]).judged.equals(found.judged)


def test_without_enough_history_nothing_is_judged(told: Told) -> None:
    empty = backtested(told, series(130), as_of=130)
    assert (empty.days, empty.first, empty.last) == (0, None, None)
    assert empty.scores.empty
    assert empty.ranges.empty


def test_of_many_days_every_second_or_third_is_taken(told: Told) -> None:
    found = backtested(told, series(260, step=1), as_of=260)  # 127 days with 120 before and 14 after them
    days = sorted(found.judged["as_of"].unique())
    assert {(later - day).days for day, later in pairwise(days)} == {2}
    assert days[-1] == pd.Timestamp(after(246))
