"""The last step of an upload: who commits, and with what note."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import streamlit as st

from dashboard.look.escape import visible
from dashboard.look.html import element, notice
from dashboard.look.words import word
from dashboard.store.ledger import Upload
from dashboard.store.preview import Preview
from dashboard.ui.data.named_rows import rows_in_words
from dashboard.ui.figure import piece
from dashboard.ui.upload.read import Checked
from dashboard.ui.upload.saved import ROWS_NAMED, taught
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


def commit_step(steps: Steps, work: Work, *, towns: Mapping[str, str], save: Save) -> None:
    """The button that says what it does; it waits for a name, and for a confirmation where there are notices."""
    checked, seen = work.checked, work.clicked or work.seen
    if checked is None or seen is None:
        steps.ahead("commit")
        return
    corrections = len(work.decided.columns) + len(work.decided.values)
    nothing = not seen.new and not seen.changed
    with steps.step("commit", word("upload.nothing_short") if nothing else "", is_open=True):
        if work.told:
            piece(notice(_not_saved(work, towns), tone="action"))
        taught(work)
        if nothing:
            piece(element("div", word("upload.nothing")))
            if not corrections:
                st.button(word("upload.next"), key="upload_next", on_click=work.begin)
                return
        by = _signed(work)
        confirmed = _confirmed(checked, f"upload_confirmed_{work.number}_{seen.base_version}")
        waits = [key for key, there in (("waits_name", by.name), ("waits_confirmed", confirmed)) if not there]
        st.button(
            word("upload.commit_corrections", count=corrections) if nothing else commit_label(seen),
            type="primary",
            key="upload_commit",
            disabled=bool(waits) or work.clicked is not None,
            on_click=partial(work.click, seen),
        )
        if waits:
            piece(element("div", " ".join(word(f"upload.{key}") for key in waits), class_="dash-note"))
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


def _not_saved(work: Work, towns: Mapping[str, str]) -> str:
    """Why not; where somebody was quicker, who changed which rows."""
    stale = work.stale
    if stale is None or not all(", " in row or row in towns for row in stale.rows):
        return word("upload.not_saved", reason=work.told.rstrip("."))
    named = [f"{stale.dataset} {row}" for row in stale.rows]
    rows = "; ".join(rows_in_words(named, towns, most=ROWS_NAMED))
    return word("upload.stale", by=visible(stale.uploaded_by), upload=stale.upload_id, rows=rows)


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
