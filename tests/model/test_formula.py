"""The apostrophe that keeps text from being run is put there and taken away again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.model.formula import marked_as_text, without_mark

BEGINNINGS = st.text(alphabet="' \t\r\n=+-@＝＋－＠\u00a0\u200b\ufeffa1", max_size=6)


@given(st.one_of(st.text(), st.builds(str.__add__, BEGINNINGS, st.text())))
def test_what_is_marked_comes_back_as_it_was(text: str) -> None:
    assert without_mark(marked_as_text(text)) == text


@pytest.mark.parametrize("text", ["'quoted'", "'tis '-5", "'", "", "people: '=1'", "''"])
def test_an_apostrophe_that_marks_nothing_stays(text: str) -> None:
    assert marked_as_text(text) == text
    assert without_mark(text) == text


def test_only_one_apostrophe_is_taken_away() -> None:
    assert without_mark("'=1") == "=1"
    assert without_mark("''=1") == "'=1"
