"""Lines around the figures: the credit under them, sentences about what changed, an empty state."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.look.credit import Credit
from dashboard.look.html import Html, element, joined
from dashboard.look.words import word


@dataclass(frozen=True)
class Change:
    """One finished sentence about what changed, and when; ``action`` marks what somebody must act on.

    ``mark`` is a word for its kind, which stands before it in the place of a point.
    """

    sentence: str
    date: str
    action: bool = False
    mark: str = ""


def part_heading(title: str, *, note: str = "") -> Html:
    """The heading of a part of a page; ``note`` defines what stands below."""
    small = [element("div", note, class_="dash-note")] if note else []
    return element("div", element("h2", title), *small, class_="dash-heading")


def credit_line(credit: Credit, *, extra: str = "") -> Html:
    """The grey line under a table or map; charts carry theirs inside."""
    return element("div", credit.sentence(), f" · {extra}" if extra else "", class_="dash-credit")


def change_list(changes: Sequence[Change], *, first: int | None = None) -> Html:
    """Sentences, most important first, each with its date at the right; those after the ``first`` open behind a tap."""
    if not changes:
        return empty(word("missing.change"))
    shown, more = changes[:first], changes[len(changes[:first]) :]
    listed = _listed(shown)
    if not more:
        return listed
    summary = element("summary", word("changed.more", count=len(more)))
    return joined([listed, element("details", summary, _listed(more), class_="dash-rest-of-list")])


def _listed(changes: Sequence[Change]) -> Html:
    marked = " dash-marked" if any(change.mark for change in changes) else ""
    return element("ul", *(_change(change) for change in changes), class_=f"dash-changes{marked}")


def empty(sentence: str, *, remedy: str = "") -> Html:
    """What stands where a figure would be: why there is none, and what to do."""
    return element(
        "div", element("div", sentence), element("div", remedy) if remedy else "", class_="dash-empty"
    )


def _change(change: Change) -> Html:
    mark = change.mark or word("change.action_mark" if change.action else "change.mark")
    sign = element(
        "i",
        mark,
        class_="dash-action" if change.action else None,
        aria_hidden=None if change.mark else "true",
    )
    said = [element("span", word("change.action"), class_="dash-unseen")] if change.action else []
    date = element("span", change.date, class_="dash-note")
    return element("li", sign, element("span", *said, change.sentence), date)
