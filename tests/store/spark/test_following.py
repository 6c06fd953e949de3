"""The published ledger is followed: news are seen, an engine comes back by itself, other tables are not mixed in."""

import shutil
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest

from dashboard.errors import EngineUnavailable, OtherCopy
from dashboard.model.tables import TABLES
from dashboard.store.following import RecordSource
from dashboard.store.published.publishing import publish
from dashboard.store.reading import Reader
from dashboard.store.record import Record
from dashboard.store.remembered import remembered_spellings
from dashboard.store.spark import answers as spark_answers
from dashboard.store.spark.answers import SparkAnswers
from dashboard.store.statements import over_logical_tables
from dashboard.store.undo import undo
from tests.records import AT, BILO, POKR, TODAY, departures, people, record_of, send, towns
from tests.sail import Sail
from tests.store.spelled import spell

DAY = "2025-09-12"
ASKED = {"as_of": TODAY, "towns": None, "area": None}


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return record_of(tmp_path / "store.db", towns(), people((BILO, DAY, 700), (POKR, DAY, 1200)))


def counts(answers: SparkAnswers, *, version: int) -> list[int]:
    return [int(count) for count in answers.ask("counts_at", version=version, **ASKED)["evacuated"]]


def assert_same(answers: SparkAnswers, record: Record) -> None:
    """Every table, as known now and before the newest uploads."""
    here = Reader(RecordSource(record))
    newest = here.follow().version
    assert answers.follow().version == newest
    for version in {newest, max(newest - 1, 0), 2}:
        for name, table in TABLES.items():
            sql = over_logical_tables(f"select * from {name} order by {', '.join(table.key)}")
            assert answers.answer(sql, {"version": version}).equals(here.answer(sql, {"version": version}))
        for question in ("towns", "overview", "history"):
            given = {**ASKED, "before": TODAY - timedelta(days=7), "source": "A", "count_at": "departure"}
            assert answers.last_change(question, version=version) == here.last_change(
                question, version=version
            )
            expected = here.ask(question, version=version, **given)
            assert answers.ask(question, version=version, **given).equals(expected)


def test_what_is_published_later_is_seen_and_every_earlier_state_stays(
    sail: Sail, record: Record, target: str
) -> None:
    """Brought, changed, undone, taught: published together and one by one."""
    publish(record, target)
    answers = SparkAnswers(sail.url(target))
    assert_same(answers, record)
    send(record, people((BILO, DAY, 650), (BILO, "2025-09-13", 600)))
    publish(record, target)
    assert_same(answers, record)
    undo(record, 3, by="Petro", at=AT)
    send(record, departures((BILO, DAY, 12)))
    publish(record, target)
    assert_same(answers, record)
    undo(record, 4, by="Petro", at=AT)
    spell(record, ("value", "status", "calm", "safe"))
    publish(record, target)
    assert_same(answers, record)
    taught = remembered_spellings(answers, version=7)
    assert taught[["spelling", "means", "upload_id"]].to_numpy().tolist() == [["calm", "safe", 7]]


def test_tables_of_a_record_without_an_upload_are_empty_until_one_is_published(
    sail: Sail, empty_record: Record, target: str
) -> None:
    publish(empty_record, target)
    answers = SparkAnswers(sail.url(target))
    assert answers.follow().version == 0
    assert answers.ask("towns", version=0).empty
    send(empty_record, towns())
    publish(empty_record, target)
    assert_same(answers, empty_record)


def test_rows_whose_ledger_entry_is_not_there_yet_are_not_seen(
    sail: Sail, record: Record, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(record, target)
    send(record, people((BILO, DAY, 650)))
    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr("dashboard.store.published.publishing.entries", _broken_off)
        publish(record, target)
    answers = SparkAnswers(sail.url(target))
    assert answers.follow().version == 2
    found = answers.ask("people_history", version=2, since=TODAY, until=TODAY, towns=None, area=None)
    assert sorted(found["people"]) == [700, 1200]
    assert answers.last_change("people_history", version=2) == 2
    publish(record, target)
    assert_same(answers, record)


def _broken_off(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_between_two_looks_is_a_pause(
    sail: Sail, record: Record, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(record, target)
    answers = SparkAnswers(sail.url(target))
    assert answers.follow().version == 2
    send(record, departures((BILO, DAY, 12)))
    publish(record, target)
    monkeypatch.setattr(spark_answers, "LOOK_EVERY_S", 3600.0)
    assert [answers.follow().version for _ in range(3)] == [2, 2, 2]
    monkeypatch.setattr(spark_answers, "LOOK_EVERY_S", 0.0)
    assert answers.follow().version == 3


def test_an_engine_that_is_away_leaves_the_version_known_and_comes_back_by_itself(
    own_engine: Sail, record: Record, target: str
) -> None:
    publish(record, target)
    answers = SparkAnswers(own_engine.url(target) + ";user_id=olena")
    assert answers.follow().problem is None
    own_engine.stop()
    begun = time.monotonic()
    state = answers.follow()
    assert state.version == 2
    assert state.age_s > 0
    assert str(state.problem).startswith(
        f"{own_engine.engine}: the engine does not answer (failed to connect to all addresses"
    )
    assert str(state.problem).endswith("It is asked again by itself; if this stays, see the engine's log")
    with pytest.raises(EngineUnavailable, match="does not answer"):
        answers.ask("towns", version=2)
    assert time.monotonic() - begun < 5
    own_engine.start()
    assert len(answers.ask("towns", version=2)) == 5
    assert answers.follow().problem is None
    send(record, departures((BILO, DAY, 12)))
    publish(record, target)
    own_engine.stop()
    own_engine.start()
    assert_same(answers, record)


def test_an_engine_that_hangs_is_given_up_after_a_while(
    own_engine: Sail, record: Record, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spark_answers, "LOOK_WITHIN_S", 0.5)
    monkeypatch.setattr(spark_answers, "ANSWER_WITHIN_S", 10.0)
    publish(record, target)
    answers = SparkAnswers(own_engine.url(target))
    answers.follow()
    own_engine.freeze()
    state = answers.follow()
    assert str(state.problem) == (
        f"{own_engine.engine}: the engine did not answer within 0.5 s. Try again, or give the engine more workers"
    )
    own_engine.thaw()
    assert answers.follow().problem is None


def test_an_engine_that_was_never_there_is_told(target: str) -> None:
    with pytest.raises(EngineUnavailable, match=r"^sc://127.0.0.1:1: the engine does not answer"):
        SparkAnswers(f"sc://127.0.0.1:1/;tables={target};user_id=olena").follow()


def test_a_folder_without_tables_is_told_with_what_to_do(sail: Sail, target: str) -> None:
    with pytest.raises(EngineUnavailable) as refused:
        SparkAnswers(sail.url(target)).follow()
    told = str(refused.value)
    assert told.startswith(f"{sail.engine}: the tables in {target} cannot be read (")
    assert told.endswith("). Write them with: python -m dashboard publish TARGET")


def test_tables_of_another_copy_are_not_mixed_with_those_that_were_read(
    sail: Sail, record: Record, target: str, tmp_path: Path
) -> None:
    publish(record, target)
    answers = SparkAnswers(sail.url(target))
    answers.follow()
    shutil.rmtree(target)
    publish(record_of(tmp_path / "other.db", towns(), people((BILO, DAY, 1), (POKR, DAY, 1))), target)
    state = answers.follow()
    assert isinstance(state.problem, OtherCopy)
    assert state.version == 2
    with pytest.raises(OtherCopy):
        answers.ask("towns", version=2)


def test_many_threads_ask_one_engine(sail: Sail, record: Record, target: str) -> None:
    send(record, departures((BILO, DAY, 12)))
    send(record, departures((BILO, DAY, 13)))
    publish(record, target)
    answers = SparkAnswers(sail.url(target))
    wrong: list[object] = []

    def ask() -> None:
        version = answers.follow().version
        found = [counts(answers, version=known) for known in range(version + 1)]
        if found != [[], [], [], [12], [13]]:
            wrong.append(found)

    asking = [threading.Thread(target=ask) for _ in range(6)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert wrong == []
