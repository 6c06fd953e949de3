"""After the commit: what was saved and remembered, where it can be looked at, and its undo."""

from collections.abc import Mapping

import streamlit as st

from dashboard.look.html import element, notice
from dashboard.look.words import word
from dashboard.ui.data.history_rows import upload_link
from dashboard.ui.data.named_rows import rows_in_words
from dashboard.ui.figure import piece
from dashboard.ui.upload.alerts import alerts_of
from dashboard.ui.upload.steps import Steps
from dashboard.ui.upload.work import Work

ROWS_NAMED = 10


def saved_step(steps: Steps, work: Work, *, towns: Mapping[str, str]) -> None:
    """What was saved, where it can be looked at, and how to take it back."""
    saved = work.saved
    if saved is None:
        return
    number = saved.upload_id
    head = word("upload.taken_back" if work.undone else "upload.saved", upload=number)
    with steps.step("commit", head, is_open=True, state=bool(work.undone)):
        if work.undone is None:
            counted = {"new": saved.rows_new, "changed": saved.rows_changed, "file": saved.file_name}
            piece(notice(word("upload.saved_rows", upload=number, **counted)))
        piece(element("div", upload_link(number, label=word("upload.what_changed")), class_="dash-changes"))
        if work.undone is None:
            alerts_of(saved)
        taught(work)
        if work.told:
            piece(notice(work.told, tone="action"))
        if work.undone is not None:
            piece(notice(word("upload.undone", upload=number, by=work.undone.upload.upload_id)))
            if work.undone.left:
                rows = "; ".join(rows_in_words(work.undone.left, towns, most=ROWS_NAMED))
                piece(notice(word("upload.left", rows=rows), tone="caution"))
        _buttons(work)


def taught(work: Work) -> None:
    """The corrections that were remembered, where they can be looked at and taken back."""
    if work.taught is None:
        return
    link = upload_link(work.taught.upload_id, label=word("upload.see_taught"))
    count = work.taught.rows_new + work.taught.rows_changed
    piece(element("div", word("upload.taught", count=count), " ", link, class_="dash-changes"))


def _buttons(work: Work) -> None:
    with st.container(horizontal=True):
        st.button(word("upload.next"), key="upload_next", type="primary", on_click=work.begin)
        if work.undone is not None:
            return
        if not work.asked:
            st.button(word("upload.undo"), key="upload_undo", on_click=lambda: setattr(work, "asked", True))
            return
        st.button(word("upload.undo_yes"), key="upload_undo_yes", on_click=work.take_back)
        st.button(
            word("upload.undo_no"), key="upload_undo_no", on_click=lambda: setattr(work, "asked", False)
        )
