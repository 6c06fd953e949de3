"""Text from a file is shown and does nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.look.escape import escaped, for_html, for_plotly, visible

JOINER = "\u2060"


def test_markup_of_html_becomes_text() -> None:
    assert for_html("<img src=x onerror='a()'>&\"") == "&lt;img src=x onerror=&#x27;a()&#x27;&gt;&amp;&quot;"


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200f", "\x00", "\x1b", "\x85"])
def test_controls_and_marks_of_direction_are_dropped_everywhere(hidden: str) -> None:
    text = f"Lyman{hidden}sk"
    assert {visible(text), for_html(text), escaped(text), for_plotly(text)} == {"Lymansk"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![](http://x.y/i.png)", rf"\!\[\]\(http\:{JOINER}\/\/x\.y\/i\.png\)"),
        (":red[x]", r"\:red\[x\]"),
        (":streamlit:", rf"\:{JOINER}streamlit\:"),
        ("WWW.x.y", rf"WWW{JOINER}\.x\.y"),
        ("a@b.c", rf"a\@{JOINER}b\.c"),
        ("a -> b", rf"a \-{JOINER}\> b"),
        ("$x$", r"\$x\$"),
        ("# one\n\n* two", r"\# one \* two"),
    ],
)
def test_markdown_that_streamlit_would_act_upon_is_shown_as_written(text: str, expected: str) -> None:
    """Each of these was looked at in a browser on Streamlit 1.67: plain it makes a picture, link, icon or arrow."""
    assert escaped(text) == expected


@given(st.text())
def test_no_punctuation_is_left_unescaped_for_markdown(text: str) -> None:
    assert not re.search(r"(?<!\\)(?:\\\\)*[!-/:-@\[\]-`{-~]", re.sub(r"\\.", "", escaped(text)))


@given(st.text())
def test_no_bracket_or_quote_is_left_for_html(text: str) -> None:
    assert not set("<>\"'") & set(for_html(text))


def test_a_field_in_a_name_is_not_filled_in_by_a_chart() -> None:
    assert for_plotly("%{y} <b>") == "&#37;{y} &lt;b&gt;"
