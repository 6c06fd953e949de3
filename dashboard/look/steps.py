"""The numbered steps of a path, and what a check found: kinds of problems that open to their places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dashboard.look.html import Html, element
from dashboard.look.words import word

_CSS = Path(__file__).with_name("steps.css")


@dataclass(frozen=True)
class Kind:
    """Findings of one code, severity and column. Texts are finished, ``places`` are (line, what was said) pairs.

    ``count`` are all its places, of which ``places`` may be the first.
    """

    action: bool
    title: str
    column: str
    example: str
    count: int
    places: Sequence[tuple[str, str]]


@cache
def steps_style() -> Html:
    """A ``<style>`` element for the pages that have steps."""
    return Html(f"<style>{_CSS.read_text(encoding='utf-8')}</style>")


def step_ahead(title: str) -> Html:
    """The head of a step that cannot be taken yet."""
    return element("div", title, class_="dash-step-ahead")


def facts(lines: Iterable[tuple[str, str]]) -> Html:
    """Short statements, each with what it is about in grey before it."""
    rows = [
        element("div", element("dt", name, class_="dash-note"), element("dd", said)) for name, said in lines
    ]
    return element("dl", *rows, class_="dash-facts")


def fold(title: str, content: Html, *, is_open: bool) -> Html:
    """A part that folds behind its title."""
    return element(
        "details", element("summary", title), content, class_="dash-fold", open="" if is_open else None
    )


def kinds_list(kinds: Sequence[Kind]) -> Html:
    """One line per kind of problem; a tap opens the places it stands at."""
    return element("div", *map(_kind, kinds), class_="dash-kinds")


def _kind(kind: Kind) -> Html:
    mark = word("change.action_mark") if kind.action else word("change.mark")
    said = word("upload.error") if kind.action else word("upload.notice")
    head = element(
        "summary",
        element("i", mark, class_="dash-action" if kind.action else None, aria_hidden="true"),
        element("b", element("span", f"{said}: ", class_="dash-unseen"), kind.title),
        element("span", kind.column, class_="dash-kind-column"),
        element("span", kind.example, class_="dash-note"),
        element("span", word("upload.places", count=kind.count), class_="dash-kind-count"),
    )
    rows = [_place(line, text) for line, text in kind.places]
    left = kind.count - len(kind.places)
    if left:
        rows.append(_place("", word("upload.more_places", count=left)))
    return element("details", head, element("ul", *rows))


def _place(line: str, text: str) -> Html:
    return element("li", element("span", line, class_="dash-note"), element("span", text))
