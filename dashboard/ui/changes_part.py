"""What changed since the reader's last visit or a chosen day: sentences, most important first."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd
import streamlit as st
from pandas import DataFrame

from dashboard.analysis.changes.earlier_look import EarlierLook
from dashboard.analysis.changes.since import changes
from dashboard.analysis.defaults import extent
from dashboard.analysis.towns import town_titles
from dashboard.look.change_words import DEMAND_ACTION, change_mark, change_sentence
from dashboard.look.credit import Credit
from dashboard.look.formats import day, is_missing
from dashboard.look.html import Html, element, joined
from dashboard.look.parts import Change, change_list, credit_line, part_heading
from dashboard.look.rows import ROWS_AT_MOST, rows_of
from dashboard.look.words import word
from dashboard.ui.data.history_rows import upload_link
from dashboard.ui.figure import download
from dashboard.ui.here import Here
from dashboard.ui.kept import kept
from dashboard.ui.last_visit import default_look, last_visit
from dashboard.ui.loading import Bound
from dashboard.ui.near_towns import cut_note, near_ask, near_or_taken
from dashboard.ui.since_field import chosen_since
from dashboard.ui.town_cell import silent_towns, town_cell

FIRST = 8


def changes_part(at: Here) -> None:
    """Heading, the day to compare with, the list, its credit and its file."""
    visited = last_visit()
    usual = default_look(at, visited=visited)
    oldest = min((extent(at.ask) or (usual.since, usual.since))[0], at.filters.as_of)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        head = st.container()
        since = chosen_since(max(usual.since, oldest), oldest=oldest, newest=at.filters.as_of)
    look = usual if since == max(usual.since, oldest) else EarlierLook(since, None, "day")
    head.html(part_heading(word("changed.title"), note=_compared(look, visited=visited)))
    near = near_or_taken(at, look)
    found = kept(
        changes,
        near_ask(at, near),
        near,
        since=look.since,
        known_before=look.known_before,
        then_ask=None if look.known_before is None else Bound(at.answers, look.known_before),
        edges_km=at.edges_km,
    )
    with st.container(gap=None):
        titles = kept(town_titles, at.ask("towns"))
        st.html(kept(_listed, found, titles, silent=silent_towns(at), as_of=at.filters.as_of))
        download(found, name="situation.changes", completed=_with_sentences)
    cut_note(at, near, said="changed.cut_towns")


def _compared(look: EarlierLook, *, visited: datetime | None) -> str:
    """In words: what is compared with what."""
    on = day(look.since)
    if look.why == "day" or visited is None:
        return word("changed.since_day", date=on)
    moment = word("history.at", day=day(visited), time=f"{visited:%H:%M}")
    if look.why == "nothing_new":
        return word("changed.since_nothing_new", moment=moment, date=on)
    return word("changed.since_visit", moment=moment, upload=look.known_before, date=on)


def _listed(found: DataFrame, titles: Mapping[str, str], *, silent: Mapping[str, int], as_of: date) -> Html:
    listed = [
        Change(
            _sentence(change, title=titles[change.town_code], silent=silent),
            day(change.date),
            action=change.kind in DEMAND_ACTION,
            mark=change_mark(change.kind),
        )
        for change in rows_of(found)
    ]
    cut = [element("div", word("changed.cut", count=len(listed)), class_="dash-note")]
    credit = [credit_line(_credit(found, as_of=as_of))] if listed else []
    return joined([change_list(listed, first=FIRST), *(cut if len(listed) == ROWS_AT_MOST else []), *credit])


def _sentence(change: Any, *, title: str, silent: Mapping[str, int]) -> Html:
    """The linked town, what changed there, and of a correction the linked upload that made it."""
    parts = [town_cell(change.town_code, title, silent=silent), ": ", change_sentence(change)]
    if not is_missing(change.upload_id):
        upload = word("changed.upload", upload=int(change.upload_id))
        parts += [" (", upload_link(int(change.upload_id), label=upload), ")"]
    return joined(parts)


def _credit(found: DataFrame, *, as_of: date) -> Credit:
    told = found["after_date"]
    newest = told[told <= pd.Timestamp(as_of)].max()  # what was taken back may be of a later day
    newest_day = None if is_missing(newest) else newest.date()
    return Credit(
        sources=tuple(sorted(found["source"].dropna().unique())),
        newest=newest_day,
        age_days=None if newest_day is None else (as_of - newest_day).days,
        towns=int(found["town_code"].nunique()),
    )


def _with_sentences(found: DataFrame) -> DataFrame:
    sentences = [change_sentence(change) for change in found.itertuples(index=False)]
    return found.assign(sentence=pd.Series(sentences, index=found.index, dtype=object))
