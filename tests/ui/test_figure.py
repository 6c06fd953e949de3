"""A figure's credit: whose figures, how new, and how many towns and reports stand behind them."""

from collections.abc import Iterator
from datetime import date
from typing import cast

import pandas as pd
import pytest
from pandas import DataFrame

from dashboard.look.credit import Credit
from dashboard.store.answers import Answers
from dashboard.ui import here as place
from dashboard.ui.figure import credit
from dashboard.ui.here import Here
from tests.records import on


@pytest.fixture(autouse=True)
def as_of_12_september() -> Iterator[None]:
    before = Here(
        answers=cast("Answers", None),  # a credit asks nothing
        ask=lambda question, **_: DataFrame(),
        filters=on("2025-09-12"),
        edges_km=(10.0,),
        today=date(2025, 9, 15),
        theme="light",
        version=1,
        newest_version=1,
        basemap_style_url=None,
    )
    token = place._HERE.set(before)
    yield
    place._HERE.reset(token)


def reports(*rows: tuple[object, ...]) -> DataFrame:
    frame = DataFrame(rows, columns=["town_code", "date", "source"])
    return frame.assign(date=pd.to_datetime(frame["date"]))


def test_the_credit_names_every_source_once_and_the_newest_day_with_its_age() -> None:
    rows = reports(("A", "2025-09-01", "Map"), ("A", "2025-09-10", "BBC"), ("B", "2025-08-01", "Map"))
    assert credit(rows) == Credit(("BBC", "Map"), date(2025, 9, 10), 2, towns=2, reports=3)


def test_the_age_counts_to_the_as_of_day_and_not_to_today() -> None:
    assert credit(reports(("A", "2025-09-12", "Map"))).age_days == 0
    assert credit(reports(("A", "2025-09-12", "Map"))).sentence().endswith("(today) · 1 town, 1 report")


def test_a_town_without_a_figure_does_not_stand_behind_it() -> None:
    rows = reports(("A", "2025-09-10", "Map"), ("B", None, None), ("C", None, "BBC"))
    assert credit(rows) == Credit(("Map",), date(2025, 9, 10), 2, towns=1, reports=1)


def test_without_a_report_the_credit_says_so() -> None:
    assert credit(reports()) == Credit((), None, None, towns=0, reports=0)
    assert (
        credit(reports(("A", None, None))).sentence() == "Source not stated · no report · 0 towns, 0 reports"
    )


@pytest.mark.parametrize("unknown", [None, float("nan"), ""])
def test_a_source_that_nobody_named_is_left_out(unknown: object) -> None:
    rows = reports(("A", "2025-09-10", None))
    assert credit(rows, sources=[unknown]).sources == ()  # type: ignore[list-item]
    assert credit(rows, sources=["BBC", unknown]).sources == ("BBC",)  # type: ignore[list-item]


def test_the_day_the_sources_and_the_number_of_reports_may_be_those_of_added_up_rows() -> None:
    weeks = DataFrame({"newest": pd.to_datetime(["2025-09-01", "2025-09-09"]), "evacuated": [1, 2]})
    assert credit(weeks, day="newest", sources=["Police"], reports=7) == Credit(
        ("Police",), date(2025, 9, 9), 3, towns=None, reports=7
    )
