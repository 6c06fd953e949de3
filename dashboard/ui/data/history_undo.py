"""Taking an upload back from its entry: what it would do, who does it and why, and what was done."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.errors import DashboardError, EngineUnavailable
from dashboard.look.formats import is_missing
from dashboard.look.html import Html, element, joined, notice
from dashboard.look.words import word
from dashboard.store.undo import Undone, undo
from dashboard.store.undo_ahead import undo_ahead
from dashboard.ui.data.history_rows import upload_link
from dashboard.ui.data.named_rows import rows_in_words
from dashboard.ui.here import Here
from dashboard.ui.loading import nothing_to_write, now, record

LEFT_AT_MOST = 50  # rows named on the page; a front line can leave thousands of distances
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@dataclass(frozen=True)
class _Done:
    """What this session took back last."""

    upload_id: int
    undone: Undone


def undo_part(at: Here, entry: Any, *, titles: Mapping[str, str]) -> None:
    """The button of an upload that still stands, then the form; after it what was restored and what was left.

    Nothing of it where the database is not written by this dashboard.
    """
    if nothing_to_write() is not None:
        return
    upload_id = int(entry.upload_id)
    done = st.session_state.get("undone")
    if isinstance(done, _Done) and done.upload_id == upload_id:
        st.html(_told(done.undone, titles))
    if not is_missing(entry.undone_by):
        return
    if at.version != at.newest_version:
        st.html(notice(word("undo.looking_back")))
    elif st.session_state.get("undoing") == upload_id:
        _form(upload_id)
    elif st.button(word("undo.begin", upload=upload_id), key="undo_begin"):
        st.session_state["undoing"] = upload_id
        st.rerun()


def _form(upload_id: int) -> None:
    with st.form("undo", width=560):
        st.html(_ahead(upload_id))
        by = st.text_input(word("undo.by"), key="undo_by", max_chars=100)
        note = st.text_input(word("undo.note"), key="undo_note", max_chars=500)
        with st.container(horizontal=True):
            sent = st.form_submit_button(word("undo.do", upload=upload_id), key="undo_do", type="primary")
            left = st.form_submit_button(word("undo.leave"), key="undo_leave", type="tertiary")
    if sent:
        _do(upload_id, by=by, note=note)
    elif left:
        del st.session_state["undoing"]
        st.rerun()


def _do(upload_id: int, *, by: str, note: str) -> None:
    """A second click finds the upload taken back already: its entry then has no form."""
    missing = word("undo.who") if not by.strip() else word("undo.unseen") if _has_unseen(by + note) else None
    if missing is not None:
        st.html(notice(missing, tone="caution"))
        return
    try:
        undone = undo(record(), upload_id, by=by.strip(), at=now(), note=note.strip())
    except DashboardError as error:
        tone = "action" if isinstance(error, EngineUnavailable) else "caution"
        st.html(notice(str(error), tone=tone))
        return
    st.session_state["undone"] = _Done(upload_id, undone)
    st.session_state.pop("undoing", None)
    st.rerun()


def _ahead(upload_id: int) -> Html:
    try:
        ahead = undo_ahead(record(), upload_id)
    except DashboardError as error:
        return notice(str(error), tone="action")
    said = _counted(
        "ahead", changed=ahead.changed, returned=ahead.returned, removed=ahead.removed, left=ahead.left
    )
    return element("div", word("undo.nothing" if ahead.nothing else "undo.ahead"), *_items(said))


def _told(undone: Undone, titles: Mapping[str, str]) -> Html:
    """What an undo restored, with a link to its own entry, and the name of every row that it left."""
    done = undone.upload
    said = _counted("done", changed=done.rows_changed, returned=done.rows_new, removed=done.rows_removed)
    link = upload_link(done.upload_id, label=word("undo.entry", upload=done.upload_id))
    parts: list[str] = [notice(joined([word("undo.done", upload=done.undoes), " ", link])), *_items(said)]
    if undone.left:
        rows = rows_in_words(undone.left, titles, most=LEFT_AT_MOST)
        parts += [notice(word("undo.left", count=len(undone.left)), tone="caution"), *_items(rows)]
    return element("div", *parts)


def _counted(when: str, **counts: int) -> list[str]:
    return [word(f"undo.{when}_{name}", count=count) for name, count in counts.items() if count]


def _items(said: list[str]) -> list[Html]:
    return [element("ul", *(element("li", text) for text in said))] if said else []


def _has_unseen(text: str) -> bool:
    return any(unicodedata.category(letter) in _UNSEEN for letter in text)
