"""Text from a file is shown, never run, never fetched: how to write it where markup would be read."""

import html
import re

# Controls, and the marks that turn the direction of writing round: they can make a line read as another.
_INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# Streamlit 1.67 makes these into links, icons and arrows after the escapes are gone; a word joiner parts them.
_PARTED = re.compile(r"(?<=:)(?=//|streamlit:|material)|(?<=www)(?=\.)|(?<=@)(?=\w)", re.IGNORECASE)
_ARROW = re.compile(r"(?<!\S)([<>~-])(?=[-=>]{1,2}(?!\S))")
_JOINER = "\u2060"


def visible(text: object) -> str:
    """The text without controls and without marks of writing direction."""
    return _INVISIBLE.sub("", str(text))


def for_html(text: object) -> str:
    """The text as the content of an element or the value of a quoted attribute."""
    return html.escape(visible(text), quote=True)


def escaped(text: object) -> str:
    """The text for any place where Streamlit reads Markdown: labels, captions, messages, tables, headings."""
    single_line = " ".join(visible(text).split())
    parted = _ARROW.sub(rf"\1{_JOINER}", _PARTED.sub(_JOINER, single_line))
    return _PUNCTUATION.sub(r"\\\1", parted)


def for_plotly(text: object) -> str:
    """The text for a label, title or hover text of a chart, where Plotly reads some HTML and %{fields}."""
    return for_html(text).replace("%{", "&#37;{")
