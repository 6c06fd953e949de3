"""Every question runs on an empty record and on the demonstration, and says in its first line what a row is."""

import pytest

from dashboard.store.following import RecordSource
from dashboard.store.reading import Reader, open_reader
from dashboard.store.record import Record
from dashboard.store.statements import parameters_of, statement
from tests.store.asked import FOLDER, PARAMETERS, QUESTIONS

# Nobody corrected anything there, set a rule or acknowledged an alert.
NOT_OF_THE_DEMONSTRATION = {"corrections", "alert_rules", "alert_acknowledgements"}


@pytest.fixture(scope="module")
def demonstration(demonstration_url: str) -> Reader:
    return open_reader(demonstration_url)


def test_there_are_questions() -> None:
    assert len(QUESTIONS) > 20


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_runs_without_any_data(empty_record: Record, question: str) -> None:
    reader = Reader(RecordSource(empty_record))
    reader.follow()
    found = reader.ask(question, version=0, **PARAMETERS)
    assert len(found.columns) > 0
    assert len(found) == 0 or question == "extent"


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_from_the_demonstration(demonstration: Reader, question: str) -> None:
    found = demonstration.ask(question, version=demonstration.follow().version, **PARAMETERS)
    assert len(found) > 0 or question in NOT_OF_THE_DEMONSTRATION
    assert demonstration.ask(question, version=0, **PARAMETERS).columns.tolist() == found.columns.tolist()


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_says_first_what_a_row_is_and_asks_the_logical_tables_only(question: str) -> None:
    text = (FOLDER / f"{question}.sql").read_text(encoding="utf-8")
    assert text.splitlines()[0].startswith(("-- One row", "-- At most one row"))
    assert "record." not in text
    assert parameters_of(question) <= {*PARAMETERS, "version"}
    assert statement(question).count("$version") >= 1


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_question_gives_the_same_rows_in_the_same_order(
    demonstration: Reader, question: str
) -> None:
    version = demonstration.follow().version
    answers = [demonstration.ask(question, version=version, **PARAMETERS) for _ in range(2)]
    assert answers[0].equals(answers[1])


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_the_same_since_the_last_change_of_what_it_reads(
    demonstration: Reader, question: str
) -> None:
    for version in range(demonstration.follow().version + 1):
        since = demonstration.last_change(question, version=version)
        assert since <= version
        then = demonstration.ask(question, version=since, **PARAMETERS)
        assert then.equals(demonstration.ask(question, version=version, **PARAMETERS))
