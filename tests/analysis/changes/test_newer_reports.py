"""What an answer says of an earlier day is what would have been answered on that day."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pandas.testing import assert_frame_equal

from dashboard.analysis.asking import Ask
from dashboard.analysis.changes.newer_reports import as_before
from dashboard.store.records import record_at
from tests.analysis.sample_figures import SELECTIONS
from tests.analysis.sample_filters import filters_of
from tests.records import asking


@pytest.fixture(scope="module")
def ask(demonstration_url: str) -> Ask:
    return asking(record_at(demonstration_url))


@pytest.mark.parametrize("days", [1, 7, 59, 60, 100])
@pytest.mark.parametrize("name", ["everything", "a raion", "an older day"])
@pytest.mark.parametrize("question", ["overview", "newest_states"])
def test_the_columns_of_an_earlier_day_are_the_answer_of_that_day(
    ask: Ask, question: str, name: str, days: int
) -> None:
    filters = filters_of(SELECTIONS[name])
    day = filters.as_of - timedelta(days=days)
    was = as_before(ask(question, filters, before=day)).set_index("town_code")
    expected = ask(question, replace(filters, as_of=day)).set_index("town_code").reindex(was.index)
    assert len(was.columns) == (10 if question == "overview" else 21)
    assert was.drop(columns="town_name").notna().any(axis=None)
    columns = [name for name in was if name != "town_name"]
    assert_frame_equal(was[columns], expected[columns], check_dtype=False)
