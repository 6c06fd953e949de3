"""Texts inside a chart: title, subtitle, credit and labels, broken so that they fit on a phone."""

import re
from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from dashboard.look.credit import Credit
from dashboard.look.escape import for_html, visible
from dashboard.look.palette import Palette

Spec = dict[str, Any]

FONT = '"Source Sans", "Source Sans 3", sans-serif'
TEXT_PX, SMALL_PX = 15, 13
LINE_PX = 18
_TITLE_CHARACTERS, _SMALL_CHARACTERS = 46, 62  # fit into 350 pixels, the width of a phone without its margins
_PART = " · "
_MARKUP = re.compile("<[^>]*>|&[#a-z0-9]+;")


def label(text: str, colours: Palette) -> Spec:
    """A small quiet text without arrow; the caller adds where it stands. ``text`` is Plotly's markup."""
    return {"text": text, "showarrow": False, "font": {"size": SMALL_PX, "color": colours.quiet}}


def coloured(sign: str, colour: str) -> str:
    """A sign in a colour, for subtitles and labels whose words stay in the colour of text."""
    return f'<span style="color:{colour}">{sign}</span>'


def head(title: str, subtitle: Sequence[str], *, colours: Palette) -> tuple[Spec, int]:
    """Title and the parts of the subtitle as one text, and its height.

    Plotly's own title would be cut off where it has two lines.
    """
    lines = wrap(visible(title), _TITLE_CHARACTERS)
    small = packed(subtitle)
    style = f"font-size:{SMALL_PX}px;color:{colours.quiet}"
    texts = [f"<b>{for_html(line)}</b>" for line in lines] + [
        f'<span style="{style}">{line}</span>' for line in small
    ]
    text = {"text": "<br>".join(texts), "showarrow": False, "font": {"size": TEXT_PX, "color": colours.text}}
    return {**text, "name": "title"}, 20 * len(texts) + 8


def foot(credit: Credit, colours: Palette) -> tuple[Spec, int]:
    """The credit as one text, and its height."""
    lines = packed([for_html(part) for part in visible(credit.sentence()).split(_PART)])
    return {**label("<br>".join(lines), colours), "name": "credit"}, LINE_PX * len(lines)


def packed(parts: Sequence[str]) -> list[str]:
    """The parts in as few lines as fit; a part longer than a line is broken between words."""
    lines: list[str] = []
    for part in parts:
        if lines and _length(lines[-1]) + len(_PART) + _length(part) <= _SMALL_CHARACTERS:
            lines[-1] += _PART + part
        else:
            lines += wrap(part, _SMALL_CHARACTERS) if _length(part) == len(part) else [part]
    return lines


def _length(markup: str) -> int:
    """Characters to be seen: tags count nothing, an entity counts one."""
    return len(_MARKUP.sub(lambda found: "" if found[0].startswith("<") else "x", markup))
