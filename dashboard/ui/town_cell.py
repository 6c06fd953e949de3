"""A town in a table: its name as a link to its page, marked where it has gone silent."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from pandas import DataFrame

from dashboard.analysis.asking import Ask
from dashboard.analysis.silence import days_silent, silence_of
from dashboard.analysis.towns import town_titles
from dashboard.look.chips import silent_chip
from dashboard.look.formats import is_missing
from dashboard.look.html import Html, joined, page_link
from dashboard.model.filters import Filters
from dashboard.ui.here import Here, here
from dashboard.ui.kept import kept


def town_cell(code: str, name: str, *, silent: Mapping[str, int] | None = None) -> Html:
    """The linked name of a town; ``silent`` are the days without a report of each silent town, by code.

    Without it they are those of this rerun. A function whose results are kept takes ``silent_towns()`` as an argument
    and hands it on: what it made is then not shown when other towns are silent.
    """
    days = (silent_towns() if silent is None else silent).get(code)
    return _cell(code, name, days)


def titled(at: Here, rows: DataFrame) -> DataFrame:
    """The rows with each town under its title, which no other town bears."""
    return kept(_titled, rows, kept(town_titles, at.ask("towns")))


def _titled(rows: DataFrame, titles: Mapping[str, str]) -> DataFrame:
    return rows.assign(town_name=[titles[code] for code in rows["town_code"].tolist()])


def marked_town(row: Any) -> Html:
    """The same for a row of a frame, marked where ``with_silence`` found it silent."""
    days = getattr(row, "silent_days", None)
    return _cell(row.town_code, row.town_name, None if is_missing(days) else days)


def _cell(code: str, name: str, silent_for: int | None) -> Html:
    link = page_link(name, "town", code=code)
    return link if silent_for is None else joined([link, " ", silent_chip(silent_for)])


def silent_towns(at: Here | None = None, *, on: date | None = None) -> Mapping[str, int]:
    """Days since the newest report of each chosen town that is silent, by code; the same object in each rerun.

    ``on`` is another day than the as-of day to look from.
    """
    place = here() if at is None else at
    seen = place.filters if on is None else replace(place.filters, as_of=on)
    return kept(days_silent, silences_of(place.ask, seen))


def silences_of(ask: Ask, filters: Filters) -> DataFrame:
    """The rows of ``silence``; the same object in each rerun."""
    return kept(silence_of, ask("report_rhythm", filters), filters)
