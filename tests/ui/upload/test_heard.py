"""What is said while the page is still busy with what was said before is neither lost nor mixed with it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from threading import Event
from types import SimpleNamespace

import pytest
from streamlit.runtime.scriptrunner import StopException

from dashboard.errors import FileRefused
from dashboard.store.preview import Preview
from dashboard.ui.upload import heard
from dashboard.ui.upload.given import Decided, Given
from dashboard.ui.upload.heard import Heard
from dashboard.ui.upload.read import Checked
from dashboard.ui.upload.work import Work


@dataclass
class Session:
    """What the fields say; a run is ended at its ``ends_at``-th look."""

    said: dict[str, object] = field(default_factory=dict)
    ends_at: int = 0
    looks: int = 0

    def get(self, key: str, default: object) -> object:
        self.looks += 1
        if self.looks == self.ends_at:
            raise StopException
        return self.said.get(key, default)


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Session:
    found = Session()
    monkeypatch.setattr(heard, "st", SimpleNamespace(session_state=found))
    return found


def listening(told: list[tuple[str, object]]) -> Heard:
    """Two fields that are empty, and note what they are told."""
    fields = Heard()
    for key in ("day", "source"):
        fields.listen(key, None, then=partial(_note, told, key))
    return fields


def _note(told: list[tuple[str, object]], key: str, said: object) -> None:
    told.append((key, said))


def test_a_field_is_told_once_what_it_says_now(session: Session) -> None:
    told: list[tuple[str, object]] = []
    fields = listening(told)
    session.said["source"] = "Map"
    for _ in range(2):
        with fields.turn():
            assert told == [("source", "Map")]
    session.said["source"] = ""
    with fields.turn():
        assert told == [("source", "Map"), ("source", "")]


@pytest.mark.parametrize("ends_at", [1, 2])
def test_a_run_that_is_ended_while_it_hears_leaves_the_rest_to_the_next(
    session: Session, ends_at: int
) -> None:
    told: list[tuple[str, object]] = []
    fields = listening(told)
    session.said |= {"day": 13, "source": "Map"}
    session.ends_at = ends_at
    with pytest.raises(StopException), fields.turn():
        pytest.fail("the run was to end before")
    assert len(told) == ends_at - 1
    with fields.turn():
        assert told == [("day", 13), ("source", "Map")]


def test_the_fields_of_a_file_that_was_left_are_not_heard_for_the_next(session: Session) -> None:
    work = Work()
    work.fields.listen("source", "", then=lambda said: work.decide(source=said))
    session.said["source"] = "Map"
    work.begin()
    with work.fields.turn():
        assert work.decided == Decided()


Meanwhile = Callable[[Work], None]


def busy(work: Work, *, version: int, meanwhile: Meanwhile) -> None:
    """A run that reads for long; what happens meanwhile in the next one's callbacks; then that run itself."""
    reads, done = Event(), Event()

    def read(given: Given, said: Decided) -> Checked:
        reads.set()
        done.wait(0.3)  # where nothing holds the others off, they are done by now
        raise FileRefused(given.name, "source: found nothing", "State it.")

    def first() -> None:
        with work.fields.turn():
            work.read_again(version, read=read)

    def other() -> None:
        meanwhile(work)
        done.set()

    with ThreadPoolExecutor(2) as threads:
        runs = [threads.submit(first)]
        assert reads.wait(5)
        runs.append(threads.submit(other))
        for run in runs:
            run.result()


def test_what_was_read_before_a_word_was_said_is_not_taken_for_what_it_says() -> None:
    work, read_with = Work(), list[str | None]()
    work.take("line.geojson", b"{}")
    busy(work, version=1, meanwhile=lambda work: work.decide(source="Map"))

    def read(given: Given, said: Decided) -> Checked:
        read_with.append(said.source)
        raise FileRefused(given.name, "no line", "Send another.")

    with work.fields.turn():
        work.read_again(1, read=read)
        work.read_again(1, read=read)
    assert read_with == ["Map"]
    assert str(work.refused) == "line.geojson: no line. Send another."


def test_a_preview_that_another_replaced_before_the_click_is_not_committed() -> None:
    work = Work()
    on_the_screen, newer = (Preview("town_status", version, None, version, ()) for version in (1, 2))
    work.seen = newer
    work.click(on_the_screen)
    assert work.clicked is None
    work.click(newer)
    assert work.clicked is newer


def test_of_a_file_that_was_left_while_it_was_read_nothing_is_kept() -> None:
    work = Work()
    work.take("line.geojson", b"{}")
    number = work.number
    busy(work, version=1, meanwhile=lambda work: work.begin())
    assert (work.given, work.refused, work.read_as, work.number) == (None, None, None, number + 1)
