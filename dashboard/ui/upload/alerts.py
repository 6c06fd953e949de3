"""Which alerts an upload raised and which it ended, told after the commit."""

from collections.abc import Sequence
from typing import Any

from pandas import DataFrame

from dashboard.analysis.alerts.raised import alerts_changed
from dashboard.look.html import Html, element, joined, page_link
from dashboard.look.rows import rows_of
from dashboard.look.words import word
from dashboard.store.ledger import Upload
from dashboard.ui.alert_words import alert_in_words, figure_in_words, rule_in_words
from dashboard.ui.figure import piece
from dashboard.ui.here import here
from dashboard.ui.kept import kept
from dashboard.ui.loading import Bound

SHOWN = 10


def alerts_of(saved: Upload) -> None:
    """What changed between the state before the upload and the one after it; nothing where no rule is set."""
    at = here()
    if at.newest_version < saved.upload_id:  # a slow database: what was saved is not to be read yet
        return
    before, after = (Bound(at.answers, saved.upload_id - back) for back in (1, 0))
    rules = len(after("alert_rules"))
    if not rules:
        return
    raised, ended = kept(alerts_changed, before, after, today=at.today)
    if raised.empty and ended.empty:
        piece(element("div", word("alerts_of_upload.none", count=rules), class_="dash-note"))
    if len(raised):
        more = word("alerts_of_upload.more", count=len(raised) - SHOWN)
        _list(word("alerts_of_upload.raised", count=len(raised)), _raised(raised), of=raised, more=more)
    if len(ended):
        more = word("alerts_of_upload.more_ended", count=len(ended) - SHOWN)
        _list(word("alerts_of_upload.ended", count=len(ended)), _ended(ended), of=ended, more=more)


def _raised(alerts: DataFrame) -> list[Html]:
    return [_line(row, alert_in_words(row)) for row in rows_of(alerts[:SHOWN])]


def _ended(alerts: DataFrame) -> list[Html]:
    return [
        _line(row, word("alerts_of_upload.was", rule=rule_in_words(row))) for row in rows_of(alerts[:SHOWN])
    ]


def _line(row: Any, said: str) -> Html:
    figure = element("small", figure_in_words(row), class_="dash-credit")
    return joined([page_link(row.town_name, "town", code=row.town_code), ": ", said, " ", figure])


def _list(title: str, lines: Sequence[Html], *, of: DataFrame, more: str) -> None:
    items = [element("li", line) for line in lines] + ([element("li", more)] if len(of) > SHOWN else [])
    piece(element("div", title, element("ul", *items), class_="dash-changes"))
