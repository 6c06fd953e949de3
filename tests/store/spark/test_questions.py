"""Every question is answered on Spark as in DuckDB: the same rows in the same order, to the last digit and type."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from dashboard.model.filters import Filters
from dashboard.model.tables import DATASETS
from dashboard.store.answers import Parameter
from dashboard.store.export import dataset_rows
from dashboard.store.reading import Reader
from dashboard.store.remembered import remembered_spellings
from dashboard.store.row_changes import row_changes, tables_of_upload
from dashboard.store.spark.answers import SparkAnswers
from tests.sail import WORKERS, Sail
from tests.store.asked import AS_OF, PARAMETERS, QUESTIONS

EVERY = pytest.mark.parametrize("question", QUESTIONS)
ODD = ["UA1416003001", "' or 1=1 --", '"', "`", "\\", "\\'", ":version", "$version", "%", "\x00", "Ї", "a\nb"]


def test_the_engine_has_the_workers_that_it_is_tested_with(sail: Sail) -> None:
    assert sail.workers() == WORKERS == 2


@EVERY
def test_a_question_has_the_same_answer(here: Reader, there: SparkAnswers, question: str) -> None:
    version = here.follow().version
    assert there.follow().version == version
    for known_after in (version, 3, 0):
        expected = here.ask(question, version=known_after, **PARAMETERS)
        found = there.ask(question, version=known_after, **PARAMETERS)
        assert found.dtypes.to_dict() == expected.dtypes.to_dict()
        assert found.equals(expected), f"{question} as known after {known_after}"


NARROW: dict[str, Parameter] = {
    "towns": ["UA1416003001", "UA1416021001", "UA1412007001"],
    "area": "UA14",
    "since": AS_OF - timedelta(days=300),
    "source": None,
    "dimension": "destination",
    "unit": "month",
    "dataset": "evacuations",
    "count_at": "transit",
}


@EVERY
def test_a_narrowed_question_has_the_same_answer(here: Reader, there: SparkAnswers, question: str) -> None:
    version = here.follow().version
    given = PARAMETERS | NARROW
    assert there.ask(question, version=version, **given).equals(here.ask(question, version=version, **given))


@EVERY
def test_what_a_question_reads_last_changed_with_the_same_upload(
    here: Reader, there: SparkAnswers, question: str
) -> None:
    for version in range(here.follow().version + 1):
        assert there.last_change(question, version=version) == here.last_change(question, version=version)


@pytest.mark.parametrize("text", ODD)
def test_text_in_a_parameter_stays_text(here: Reader, there: SparkAnswers, text: str) -> None:
    version = here.follow().version
    for named in ({"towns": [text]}, {"area": text}, {"source": text}):
        given = PARAMETERS | named
        for question in ("towns", "overview", "distance_history", "crossings"):
            expected = here.ask(question, version=version, **given)
            assert there.ask(question, version=version, **given).equals(expected)
    answer = there.answer("select $text::varchar as text", {"text": text})
    assert answer["text"].tolist() == [text]


def test_a_page_passes_its_whole_filter(here: Reader, there: SparkAnswers) -> None:
    version = here.follow().version
    filters = Filters(AS_OF, AS_OF - timedelta(days=60), AS_OF, source="DeepState")
    for chosen in (filters, replace(filters, towns=("UA1416003001",)), replace(filters, area="UA1416")):
        expected = here.ask("overview", chosen, version=version)
        assert there.ask("overview", chosen, version=version).equals(expected)


@pytest.mark.parametrize("day", [AS_OF, datetime(2025, 9, 12, 13, tzinfo=UTC)])
def test_a_day_may_come_as_a_moment(here: Reader, there: SparkAnswers, day: date) -> None:
    version = here.follow().version
    given = PARAMETERS | {"as_of": day, "days": [day, day]}
    for question in ("counts_at", "people_on_days"):
        assert there.ask(question, version=version, **given).equals(
            here.ask(question, version=version, **PARAMETERS | {"days": [AS_OF, AS_OF]})
        )


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_rows_for_a_file_are_the_same(here: Reader, there: SparkAnswers, dataset: str) -> None:
    version = here.follow().version
    for towns in (None, [], ["UA1416003001", "nowhere"]):
        span = {"since": AS_OF - timedelta(days=90), "until": AS_OF}
        expected = dataset_rows(here, dataset, version=version, towns=towns, **span)
        assert dataset_rows(there, dataset, version=version, towns=towns, **span).equals(expected)


def test_what_an_upload_did_is_told_the_same(here: Reader, there: SparkAnswers) -> None:
    for upload_id in range(1, here.follow().version + 2):
        tables = tables_of_upload(here, upload_id)
        assert tables_of_upload(there, upload_id) == tables
        for table in tables:
            expected = row_changes(here, table, upload_id=upload_id, most=200)
            assert row_changes(there, table, upload_id=upload_id, most=200).equals(expected)
    version = here.follow().version
    assert remembered_spellings(there, version=version).equals(remembered_spellings(here, version=version))
