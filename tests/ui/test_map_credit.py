"""Whose figures and whose front line a map shows."""

import pandas as pd
from pandas import DataFrame

from dashboard.ui.map_credit import line_said


def test_a_map_names_whose_front_line_of_which_day_it_shows() -> None:
    lines = DataFrame({"date": pd.to_datetime(["2025-09-10"]), "source": ["A sketch"], "area": ["{}"]})
    assert line_said(lines) == "front line of 10 Sep 2025 by A sketch"


def test_a_map_without_a_front_line_says_so() -> None:
    assert line_said(DataFrame(columns=["date", "source", "area"])) == "no front line for this day"
