"""A rerun asks one version of the record, and the same question of it only once."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest

from dashboard.analysis.asking import Ask
from dashboard.opening import open_answers
from dashboard.store.reading import Reader, open_reader
from dashboard.store.record import Record
from dashboard.store.undo import undo
from dashboard.ui.kept import kept
from dashboard.ui.loading import Bound, ask_together
from dashboard.ui.loading import loaded as loaded_by
from tests.databases import databases
from tests.records import AT, HULI, POKR, on, people, record_of, send, towns

loaded = partial(loaded_by, open_answers=open_answers)


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Record:
    found = record_of(tmp_path / "dashboard.db", towns(), people((POKR, "2025-09-01", 1400)))
    monkeypatch.setenv("DASHBOARD_DATABASE", databases.url_of(found))
    return found


def people_now(ask: Ask, **more: object) -> int:
    chosen = {"towns": None, "area": None, "days": [date(2025, 9, 12)], **more}
    return int(ask("people_on_days", **chosen)["people"].sum())


def test_a_rerun_keeps_its_version_while_an_upload_comes_in(record: Record) -> None:
    before = loaded()
    send(record, people((HULI, "2025-09-02", 50)))
    after = loaded()
    assert (before.version, after.version) == (2, 3)
    assert (people_now(before.ask), people_now(after.ask)) == (1400, 1450)


@pytest.mark.parametrize(("asked_for", "version"), [(None, 2), (0, 0), (1, 1), (2, 2), (3, 2)])
def test_the_version_is_the_one_asked_for_or_the_newest(
    record: Record, asked_for: int | None, version: int
) -> None:
    assert loaded(asked_for).version == version


def test_the_same_question_is_asked_once_and_another_parameter_is_another_question(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    answer = Reader.ask
    monkeypatch.setattr(
        Reader, "ask", lambda self, *args, **more: asked.append(1) or answer(self, *args, **more)
    )
    reading = open_reader(databases.url_of(record))
    kept.clear()
    first = people_now(Bound(reading, 2))
    assert people_now(Bound(reading, 2)) == first == 1400
    assert len(asked) == 1
    assert people_now(Bound(reading, 2), towns=[HULI]) == 0
    assert people_now(Bound(reading, 1)) == 0
    assert people_now(Bound(reading, 2), unmentioned="x") == 1400
    assert len(asked) == 3


def test_questions_asked_together_are_answered_as_one_by_one_and_are_then_at_hand(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions, filters = ("report_rhythm", "overview", "newest_states"), on("2025-09-12")
    kept.clear()
    ask_together(loaded().ask, filters, questions=questions)
    ask, alone = loaded().ask, open_reader(databases.url_of(record))
    monkeypatch.setattr(Reader, "ask", partial(pytest.fail, "asked again"))
    together = [ask(question, filters) for question in questions]
    monkeypatch.undo()
    for question, answer in zip(questions, together, strict=True):
        assert answer.equals(alone.ask(question, filters, version=2)) and len(answer)


def test_a_question_that_fails_among_others_is_the_page_s_failure(record: Record) -> None:
    with pytest.raises(FileNotFoundError):
        ask_together(loaded().ask, on("2025-09-12"), questions=("overview", "no_such_question"))


def test_an_upload_leaves_the_answers_that_it_does_not_touch(record: Record) -> None:
    before = loaded().ask
    send(record, people((HULI, "2025-09-02", 50)))
    after = loaded().ask
    assert after("towns") is before("towns")
    assert after("extent") is not before("extent")


def test_what_was_taken_back_is_asked_anew(record: Record) -> None:
    before = people_now(loaded().ask)
    send(record, people((HULI, "2025-09-02", 50)))
    assert people_now(loaded().ask) == before + 50
    undo(record, 3, by="Olena", at=AT)
    assert people_now(loaded().ask) == before
    assert [people_now(loaded(version).ask) for version in (1, 2, 3)] == [0, before, before + 50]
