"""The tested error in words and tables: the figures of the test, and an honest word on who was better."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from html import unescape
from pathlib import Path
from time import sleep
from types import SimpleNamespace
from typing import Any

import pytest
from pandas import DataFrame

from dashboard.analysis.ahead.backtest import Backtest
from dashboard.look.formats import score
from dashboard.look.rows import rows_of
from dashboard.look.tables import Cell
from dashboard.store.following import RecordSource
from dashboard.store.reading import Reader
from dashboard.ui import outlook_tested
from dashboard.ui.data.tested_rows import ranges_cells, ranges_columns, scores_cells, scores_columns
from dashboard.ui.here import Here
from dashboard.ui.outlook_tested import days_said, error_sentence, verdict
from tests.records import BILO, TODAY, distances, on, people, record_of, send, towns

_SCORES = ["horizon_days", "threshold_km", "cases", "came", "outlook", "nothing", "line", "how_often"]
_RANGES = ["horizon_days", "cases", "held", *(f"pinball_{name}" for name in _SCORES[4:])]


def scored(*rows: tuple[float, ...]) -> DataFrame:
    return DataFrame(rows, columns=_SCORES)


def found(scores: DataFrame, *ranges: tuple[float, ...], days: int = 68) -> Backtest:
    return Backtest(
        judged=DataFrame(),
        scores=scores,
        ranges=DataFrame(ranges, columns=_RANGES),
        days=days,
        first=date(2024, 11, 5),
        last=date(2025, 8, 29),
    )


def plain(text: Cell) -> str:
    return " ".join(unescape(re.sub("<[^>]*>", " ", text or "–")).replace("\u00a0", " ").split())


def verdict_of(*errors: float) -> str:
    (row,) = rows_of(scored((30, 10, 1000, 600, *errors)))
    return plain(verdict(row))


@pytest.mark.parametrize(
    ("errors", "said"),
    [
        ((0.02, 0.04, 0.05, 0.025), "better by 20 % than how often it happens"),
        ((0.03, 0.04, 0.05, 0.025), "worse by 20 % than how often it happens"),
        ((0.02, 0.025, 0.05, 0.04), "better by 20 % than “nothing changes”"),
        ((0.02, 0.04, 0.025, 0.05), "better by 20 % than the straight line"),
        ((0.02012, 0.04, 0.05, 0.02), "worse by 0.6 % than how often it happens"),
        ((0.0201, 0.04, 0.05, 0.02), "as good as how often it happens"),
        ((0.0199, 0.04, 0.05, 0.02), "as good as how often it happens"),
        ((0.0, 0.0, 0.05, 0.02), "as good as “nothing changes”"),
        ((0.01, 0.0, 0.05, 0.02), "worse than “nothing changes”, which never failed"),
        ((0.0, 0.04, 0.05, 0.02), "better by 100 % than how often it happens"),
    ],
)
def test_the_outlook_is_compared_with_the_best_of_the_three(errors: tuple[float, ...], said: str) -> None:
    assert verdict_of(*errors) == said


def test_the_table_of_chances_has_every_figure_of_its_row() -> None:
    rows = scores_cells(scored((30, 10, 5028, 3066, 0.025149, 0.038982, 0.036794, 0.029604)))
    assert [plain(cell) for cell in rows[0]] == [
        "30 days",
        "10",
        "5 028",
        "61 %",
        "0.0251",
        "0.0390",
        "0.0368",
        "0.0296",
        "better by 15 % than how often it happens",
    ]
    assert [column.title for column in scores_columns()] == [
        "After",
        "Within",
        "Cases",
        "Came so near",
        "Outlook",
        "Nothing changes",
        "Straight line",
        "How often",
        "In words",
    ]


def test_the_table_of_ranges_tells_how_often_they_held_and_what_they_missed_by() -> None:
    rows = ranges_cells(found(scored(), (14, 6280, 0.867, 0.2202, 0.2697, 0.4165, 0.2273)).ranges)
    assert [plain(cell) for cell in rows[0]] == ["14 days", "6 280", "87 %", "0.22", "0.27", "0.42", "0.23"]
    assert len(ranges_columns()) == 7


def test_the_sentence_is_of_the_horizon_and_distance_asked_for() -> None:
    test = found(
        scored(
            (30, 10, 5028, 3066, 0.0251, 0.0390, 0.0368, 0.0296),
            (30, 5, 5028, 2003, 0.0355, 0.0519, 0.0557, 0.0419),
            (60, 10, 3743, 2341, 0.0380, 0.0566, 0.0537, 0.0429),
        ),
        (30, 5028, 0.897, 0.33, 0.48, 0.52, 0.35),
        (60, 3743, 0.907, 0.47, 0.77, 0.74, 0.52),
    )
    assert plain(error_sentence(test, horizon_days=30, within_km=10)) == (
        "Such outlooks, tested on 68 past days, 5 Nov 2024 to 29 Aug 2025, towns up to 30 km from the front, 30 days "
        "ahead: Brier score of the chance within 10 km 0.0251 (0 is perfect), of how often it happens alone 0.0296: "
        "better by 15 % than how often it happens. The 10–90 % range held in 90 % of 5 028 cases."
    )
    assert "within 5 km 0.0355" in error_sentence(test, horizon_days=30, within_km=5)
    assert "held in 91" in error_sentence(test, horizon_days=60, within_km=10)
    assert error_sentence(test, horizon_days=90, within_km=10) == ""


def test_the_days_looked_from_are_counted_and_bounded() -> None:
    assert days_said(found(scored())) == "tested on 68 past days, 5 Nov 2024 to 29 Aug 2025"
    assert days_said(found(scored(), days=1)) == "tested on 1 past day, 5 Nov 2024"


def test_an_error_that_is_not_zero_is_not_shown_as_zero() -> None:
    errors: list[Any] = [0.02514, 0.00004, 0.0, None]
    assert [score(error) for error in errors] == ["0.0251", "<0.0001", "0.0000", "no report"]
    assert score(0.004, decimals=2) == "<0.01"


def test_who_asks_while_it_is_worked_out_waits_for_that_one(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []

    def slow(ask: object, **of: object) -> Backtest:
        begun.append(1)
        sleep(0.2)
        return found(scored())

    monkeypatch.setattr(outlook_tested, "backtest", slow)
    filters = SimpleNamespace(source="Map", as_of=date(2025, 9, 12))
    at: Any = SimpleNamespace(answers=_Answers(), version=1, filters=filters)
    with ThreadPoolExecutor(3) as readers:
        errors = list(readers.map(lambda _: outlook_tested.work_out_error(at), range(3)))
    assert len(begun) == 1 and errors[0] is errors[1] is errors[2]
    assert outlook_tested.known_error(at) is errors[0]


class _Answers:
    """Answers nothing; distances last changed with the version asked for."""

    def ask(self, question: str, **parameters: object) -> DataFrame:
        raise NotImplementedError

    def last_change(self, question: str, *, version: int) -> int:
        return version


def test_what_pages_show_by_default_is_worked_out_once_until_the_distances_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, date]] = []

    def noted(ask: object, *, source: str, as_of: date) -> Backtest:
        asked.append((source, as_of))
        return found(scored(), days=0)

    monkeypatch.setattr(outlook_tested, "backtest", noted)
    record = record_of(tmp_path / "tested.db", towns())
    answers = Reader(RecordSource(record))
    outlook_tested.work_out_newest(answers, today=TODAY)
    assert asked == []
    send(record, distances((BILO, "2025-09-10", "DeepState", 14.8)))
    outlook_tested.work_out_newest(answers, today=TODAY)
    send(record, people((BILO, "2025-09-10", 700)))
    outlook_tested.work_out_newest(answers, today=TODAY)
    assert asked == [("DeepState", date(2025, 9, 10))]
    send(record, distances((BILO, "2025-09-11", "DeepState", 14.7)))
    outlook_tested.work_out_newest(answers, today=TODAY)
    assert asked == [("DeepState", date(2025, 9, 10)), ("DeepState", date(2025, 9, 11))]
    version = answers.follow().version
    at = Here(
        answers=answers,
        ask=partial(answers.ask, version=version),
        filters=on("2025-09-11", source="DeepState"),
        edges_km=(),
        today=TODAY,
        theme="light",
        version=version,
        newest_version=version,
        basemap_style_url=None,
    )
    assert outlook_tested.known_error(at) is not None
