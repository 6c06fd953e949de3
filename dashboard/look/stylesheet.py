"""The one style sheet of our own HTML: colours from the palette, the rest from style.css."""

from dataclasses import fields
from functools import cache
from pathlib import Path

from dashboard.look.html import Html
from dashboard.look.palette import DARK, LIGHT, palette

_CSS = (Path(__file__).with_name("style.css"), Path(__file__).with_name("frame.css"))


@cache
def stylesheet(theme: str = "light") -> Html:
    """A ``<style>`` element, once per page.

    The browser picks light or dark by Streamlit's own ``color-scheme``, so a reader who changes the theme sees the
    change at once; ``theme`` serves browsers before 2024, which do not know ``light-dark()``.
    """
    names = [field.name for field in fields(LIGHT) if isinstance(getattr(LIGHT, field.name), str)][1:]
    chosen = palette(theme)
    old = "".join(f"--dash-{_css(name)}:{getattr(chosen, name)};" for name in names)
    new = "".join(
        f"--dash-{_css(name)}:light-dark({getattr(LIGHT, name)},{getattr(DARK, name)});" for name in names
    )
    both = f":root{{{old}}}@supports (color:light-dark(red,red)){{.stApp{{{new}}}}}"
    own = "".join(file.read_text(encoding="utf-8") for file in _CSS)
    return Html(f"<style>{both}{own}</style>")


def _css(name: str) -> str:
    return name.replace("_", "-")
