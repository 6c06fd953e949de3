"""Work is kept for the same objects and done again for any others."""

import pytest
from pandas import DataFrame

from dashboard.look.words import language, languages
from dashboard.ui import kept as keeping
from dashboard.ui.kept import Kept

calls: list[object] = []


def counted(rows: object, *, more: object = None) -> list[object]:
    calls.append((rows, more))
    return [len(calls)]


def test_the_same_objects_are_worked_on_once() -> None:
    kept, rows = Kept(), DataFrame({"a": [1]})
    first = kept(counted, rows, more=(1, "x"))
    assert kept(counted, rows, more=(1, "x")) is first
    assert kept(counted, rows, more=(2, "x")) is not first
    assert kept(counted, rows) is not first


def test_two_frames_of_the_same_content_are_not_the_same() -> None:
    kept = Kept()
    first, second = DataFrame({"a": [1]}), DataFrame({"a": [1]})
    assert kept(counted, first) is not kept(counted, second)


def test_a_frame_that_is_kept_is_held_so_that_no_other_takes_its_place() -> None:
    kept = Kept()
    found = [kept(counted, DataFrame({"a": [place]})) for place in range(200)]
    assert len({id(result) for result in found}) == len({result[0] for result in found}) == 200


def test_another_language_is_other_work(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept()
    first = kept(counted, "x")
    monkeypatch.setattr(keeping, "language", lambda: "uk")
    assert kept(counted, "x") is not first
    assert language() in languages()


def test_what_failed_is_tried_again() -> None:
    kept, tries = Kept(), []

    def failing() -> None:
        tries.append(1)
        raise ValueError("no")

    for _ in range(2):
        try:
            kept(failing)
        except ValueError:
            continue
    assert len(tries) == 2


def test_beyond_the_limit_what_was_not_asked_for_longest_goes_first() -> None:
    def bytes_of(place: int) -> bytes:
        return bytes(1000)

    kept = Kept(limit_bytes=3500)
    first, second, third = (kept(bytes_of, place) for place in range(3))
    assert kept(bytes_of, 0) is first
    kept(bytes_of, 3)
    assert kept(bytes_of, 0) is first
    assert kept(bytes_of, 2) is third
    assert kept(bytes_of, 1) is not second


def test_what_is_kept_can_be_looked_up_without_making_it() -> None:
    kept, rows, before = Kept(), DataFrame({"a": [1]}), len(calls)
    assert kept.known(counted, rows, more="looked up") is None
    assert len(calls) == before
    first = kept(counted, rows, more="looked up")
    assert kept.known(counted, rows, more="looked up") is first
    assert kept.known(counted, rows, more="other") is None
