"""Acknowledging alerts: which, by whom, with what note; and what came of it."""

from collections.abc import Mapping

import streamlit as st
from pandas import DataFrame

from dashboard.analysis.alerts.standing import OF_DISTANCES
from dashboard.analysis.defaults import extent
from dashboard.errors import DashboardError
from dashboard.look.formats import day
from dashboard.look.html import element, page_link
from dashboard.look.rows import rows_of
from dashboard.look.words import word
from dashboard.store.alerting import Standing, acknowledge
from dashboard.ui.alert_words import rule_in_words
from dashboard.ui.figure import piece
from dashboard.ui.here import Here
from dashboard.ui.kept import kept
from dashboard.ui.loading import nothing_to_write, now, record
from dashboard.ui.signing import Told, name_field, note_field, refusal

TOLD, _NUMBER = "alerts_told", "alerts_number"


def acknowledge_part(at: Here, unseen: DataFrame, *, titles: Mapping[str, str]) -> None:
    """The form under the alerts; nothing of it where the database is not written by this dashboard.

    ``titles`` are the names of the towns, no two the same.
    """
    if nothing_to_write() is not None:
        return
    if not is_newest(at):
        newest = page_link(word("acknowledge.newest"), "situation")
        piece(element("div", word("acknowledge.not_now"), " ", newest, class_="dash-note dash-changes"))
        return
    with st.expander(word("acknowledge.title"), key="alerts_acknowledge", on_change="rerun") as opened:
        if opened.open:
            _form(kept(offered, unseen, titles=titles))


def is_newest(at: Here) -> bool:
    """Whether the reader looks from the newest day at the newest state."""
    newest = extent(at.ask)
    return at.version == at.newest_version and newest is not None and at.filters.as_of == newest[1]


def offered(unseen: DataFrame, *, titles: Mapping[str, str]) -> dict[Standing, str]:
    """What can be acknowledged, and how the form names it: no two alike, for Streamlit takes the first of a name."""
    return {
        Standing(
            row.town_code, row.rule_id, row.began.date(), row.source if row.kind in OF_DISTANCES else None
        ): word(
            "alert.option",
            town=titles[row.town_code],
            rule=rule_in_words(row),
            date=day(row.began),
            id=row.rule_id,
        )
        for row in rows_of(unseen)
    }


def _form(alerts: dict[Standing, str]) -> None:
    number = st.session_state.setdefault(_NUMBER, 0)
    chosen = st.multiselect(
        word("acknowledge.which"),
        list(alerts),
        format_func=lambda alert: alerts.get(alert, ""),
        key=f"alerts_seen_{number}",
        placeholder=word("acknowledge.which_none"),
    )
    with st.container(horizontal=True):
        by = name_field(word("acknowledge.by"))
        note = note_field(word("acknowledge.note"), key=f"alerts_note_{number}")
    waits = not (chosen and by)
    st.button(
        word("acknowledge.do", count=len(chosen)),
        key="alerts_do",
        type="primary",
        disabled=waits,
        on_click=_do,
        args=(tuple(chosen), by, note),
    )
    if waits:
        piece(element("div", word("acknowledge.waits"), class_="dash-note"))


def _do(chosen: tuple[Standing, ...], by: str, note: str) -> None:
    """A click; the rerun that follows tells what came of it. What was typed stays where nothing was stored."""
    try:
        acknowledge(record(), chosen, by=by, at=now(), note=note)
    except DashboardError as error:
        st.session_state[TOLD] = refusal(error)
        return
    st.session_state[_NUMBER] += 1
    st.session_state[TOLD] = Told(word("acknowledge.done", count=len(chosen)))
