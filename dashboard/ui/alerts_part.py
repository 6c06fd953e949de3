"""The alerts on the first page: those that nobody has seen first, each a sentence with its figures."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st
from pandas import DataFrame

from dashboard.analysis.alerts.standing import Judged, judged
from dashboard.analysis.towns import town_titles
from dashboard.look.formats import day
from dashboard.look.html import Html, element, joined, page_link
from dashboard.look.parts import Change, change_list
from dashboard.look.rows import rows_of
from dashboard.look.words import word
from dashboard.ui.acknowledging import TOLD, acknowledge_part
from dashboard.ui.alert_words import alert_in_words, figure_in_words, seen_in_words
from dashboard.ui.figure import download, heading, piece
from dashboard.ui.here import Here
from dashboard.ui.kept import kept
from dashboard.ui.signing import tell
from dashboard.ui.town_cell import silent_towns, town_cell

SHOWN = 6  # of a screen that shall be read in a minute; the others wait behind a tap


def alerts_part(at: Here) -> None:
    """One grey line where there is no alert or no rule; else the alerts, and the form to acknowledge them."""
    found = kept(judged, at.ask, at.filters)
    tell(TOLD)
    if found.alerts.empty:
        piece(kept(_nothing, found, as_of=day(at.filters.as_of)))
        return
    unseen, acknowledged = kept(unseen_and_seen, found)
    heading(word("alert.title"), note=_note(found, as_of=day(at.filters.as_of), unseen=len(unseen)))
    silent, titles = silent_towns(at), kept(town_titles, at.ask("towns"))
    if len(unseen):
        piece(kept(alert_list, found, silent, titles=titles, as_of=at.filters.as_of, part="first"))
    if len(unseen) > SHOWN:
        with st.expander(word("alert.more", count=len(unseen) - SHOWN), key="alerts_more"):
            piece(kept(alert_list, found, silent, titles=titles, as_of=at.filters.as_of, part="more"))
    if len(unseen):
        acknowledge_part(at, unseen, titles=titles)
    if len(acknowledged):
        with st.expander(word("alert.seen", count=len(acknowledged)), key="alerts_seen"):
            piece(kept(alert_list, found, silent, titles=titles, as_of=at.filters.as_of, part="seen"))
    download(found.alerts, name="situation.alerts")


def unseen_and_seen(found: Judged) -> tuple[DataFrame, DataFrame]:
    """The alerts that nobody has acknowledged, and the others."""
    seen = found.alerts["acknowledged_by"].notna()
    return found.alerts[~seen], found.alerts[seen]


def alert_list(
    found: Judged, silent: Mapping[str, int], *, titles: Mapping[str, str], as_of: date, part: str
) -> Html:
    """The ``first`` alerts that nobody has seen, ``more`` of them, or those that somebody has ``seen``."""
    unseen, seen = unseen_and_seen(found)
    rows = {"first": unseen[:SHOWN], "more": unseen[SHOWN:], "seen": seen}[part]
    return change_list(
        [
            Change(
                _sentence(row, silent, title=titles[row.town_code], as_of=as_of),
                word("alert.since", date=day(row.began)),
                action=part != "seen",
            )
            for row in rows_of(rows)
        ]
    )


def _sentence(row: Any, silent: Mapping[str, int], *, title: str, as_of: date) -> Html:
    town = town_cell(row.town_code, title, silent=silent)
    figure = element("small", figure_in_words(row, as_of=as_of), class_="dash-credit")
    return joined([town, ": ", alert_in_words(row), " ", figure, seen_in_words(row)])


def _note(found: Judged, *, as_of: str, unseen: int) -> str:
    about = {"count": len(found.rules), "towns": word("credit.towns", count=found.towns), "date": as_of}
    said = word("alert.note", **about, unseen=unseen, seen=len(found.alerts) - unseen)
    return f"{said} {_not_told(found)}".strip()


def _not_told(found: Judged) -> str:
    return word("alert.not_told", count=found.not_told) if found.not_told else ""


def _nothing(found: Judged, *, as_of: str) -> Html:
    link = page_link(
        word("alert.set_here" if found.rules.empty else "alert.change_here"), "data", part=word("data.alerts")
    )
    if found.rules.empty:
        said = word("alert.no_rules")
    else:
        towns = word("credit.towns", count=found.towns)
        said = f"{word('alert.none', count=len(found.rules), towns=towns, date=as_of)} {_not_told(found)}".strip()
    return element("div", said, " ", link, class_="dash-note")
