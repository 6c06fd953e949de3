"""What a question is given: the filters' parameters, and before them those given by name."""

from datetime import date

import pytest

from dashboard.store.statements import parameters_for, parameters_of
from tests.records import on
from tests.store.asked import QUESTIONS

pytestmark = pytest.mark.sqlite_only

DAY, BEFORE = date(2025, 9, 9), date(2025, 9, 2)
COMPARING = [question for question in QUESTIONS if "before" in parameters_of(question)]


@pytest.mark.parametrize("question", COMPARING)
def test_an_as_of_day_given_by_name_wants_the_day_that_it_is_compared_with(question: str) -> None:
    filters = on("2025-09-12")
    with pytest.raises(ValueError, match=f"^{question}: give before as well"):
        parameters_for(question, filters=filters, more={"as_of": DAY})
    given = parameters_for(question, filters=filters, more={"as_of": DAY, "before": BEFORE})
    assert (given["as_of"], given["before"]) == (DAY, BEFORE)
    assert parameters_for(question, filters=filters, more={})["before"] == date(2025, 9, 5)


def test_questions_that_compare_two_days_are_known() -> None:
    assert COMPARING == ["newest_states", "overview"]


def test_what_a_question_does_not_mention_is_left_out() -> None:
    assert set(
        parameters_for("front_line", filters=on("2025-09-12"), more={"as_of": DAY, "unit": "week"})
    ) == {
        "as_of",
        "source",
    }
