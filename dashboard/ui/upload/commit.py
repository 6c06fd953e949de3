"""The last step of an upload: who commits and with what note, and afterwards what was saved and its undo."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from dashboard.look.escape import visible
from dashboard.look.html import element, notice
from dashboard.look.words import word
from dashboard.store.ledger import Upload
from dashboard.store.preview import Preview
from dashboard.ui.data.history_rows import upload_link
from dashboard.ui.figure import piece
from dashboard.ui.upload.read import Checked
from dashboard.ui.upload.steps import Steps
from dashboard.ui.upload.work import Work

NAME_AT_MOST, NOTE_AT_MOST = 100, 500
Seen = Preview  # what stood on the screen when the button was pressed
Saved = Upload  # its entry in the history


@dataclass(frozen=True)
class Signed:
    """Who commits, with what note."""

    name: str
    note: str


Save = Callable[[Seen, Signed], Saved | None]


def commit_step(steps: Steps, work: Work, *, save: Save) -> None:
    """The button that says what it does; it waits for a name, and for a confirmation where there are notices."""
    checked, seen = work.checked, work.clicked or work.seen
    if checked is None or seen is None:
        steps.ahead("commit")
        return
    corrections = len(work.decided.columns) + len(work.decided.values)
    nothing = not seen.new and not seen.changed
    with steps.step("commit", word("upload.nothing_short") if nothing else "", is_open=True):
        if work.told:
            piece(notice(word("upload.not_saved", reason=work.told), tone="action"))
        if nothing:
            piece(element("div", word("upload.nothing")))
            if not corrections:
                st.button(word("upload.next"), key="upload_next", on_click=work.begin)
                return
        by = _signed(work)
        confirmed = _confirmed(checked, f"upload_confirmed_{work.number}_{seen.base_version}")
        st.button(
            word("upload.commit_corrections", count=corrections) if nothing else commit_label(seen),
            type="primary",
            key="upload_commit",
            disabled=not (by.name and confirmed) or work.clicked is not None,
            on_click=work.click,
        )
        if not (by.name and confirmed):
            piece(element("div", word("upload.waits"), class_="dash-note"))
        if work.clicked is not None:
            with st.spinner(word("upload.saving")):
                work.carry_out(lambda preview: save(preview, by))
            st.rerun()


def commit_label(seen: Preview) -> str:
    """ "Commit 6 new and 2 changed rows"."""
    if seen.new and seen.changed:
        return word("upload.commit_both", count=seen.new + seen.changed, new=seen.new, changed=seen.changed)
    if seen.changed:
        return word("upload.commit_changed", count=seen.changed)
    return word("upload.commit_new", count=seen.new)


def saved_step(steps: Steps, work: Work) -> None:
    """What was saved, where it can be looked at, and how to take it back."""
    saved = work.saved
    if saved is None:
        return
    number = saved.upload_id
    with steps.step("commit", word("upload.saved", upload=number), is_open=True):
        counted = {"new": saved.rows_new, "changed": saved.rows_changed, "file": saved.file_name}
        piece(notice(word("upload.saved_rows", upload=number, **counted)))
        piece(element("div", upload_link(number, label=word("upload.what_changed")), class_="dash-changes"))
        if work.told:
            piece(notice(work.told, tone="action"))
        if work.undone is not None:
            piece(notice(word("upload.undone", upload=number, by=work.undone.upload.upload_id)))
            if work.undone.left:
                piece(notice(word("upload.left", rows="; ".join(work.undone.left)), tone="caution"))
        _buttons(work)


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


def _signed(work: Work) -> Signed:
    with st.container(horizontal=True):
        by = st.text_input(
            word("upload.by"),
            key="uploaded_by",
            max_chars=NAME_AT_MOST,
            autocomplete="name",
            persist_state="session",
            width=280,
        )
        note = st.text_input(
            word("upload.note"), key=f"upload_note_{work.number}", max_chars=NOTE_AT_MOST, width=480
        )
    return Signed(visible(by or "").strip(), visible(note or "").strip())


def _confirmed(checked: Checked, key: str) -> bool:
    return not checked.notices or st.checkbox(word("upload.confirm", count=len(checked.notices)), key=key)
