"""Who does something that the history keeps: a name, remembered in the session, and a note."""

from dataclasses import dataclass

import streamlit as st

from dashboard.errors import DashboardError, EngineUnavailable, StalePreview
from dashboard.look.escape import visible
from dashboard.look.html import notice
from dashboard.look.words import word
from dashboard.ui.figure import piece

NAME, NAME_AT_MOST, NOTE_AT_MOST = "uploaded_by", 100, 500  # the same name as on the upload page


@dataclass(frozen=True)
class Told:
    """What came of the last click of this session."""

    sentence: str
    tone: str = "plain"


def name_field(label: str) -> str:
    """The name as it will be kept; empty where none is given."""
    given = st.text_input(
        label, key=NAME, max_chars=NAME_AT_MOST, autocomplete="name", persist_state="session", width=280
    )
    return kept_text(given)


def note_field(label: str, *, key: str) -> str:
    return kept_text(st.text_input(label, key=key, max_chars=NOTE_AT_MOST, width=480))


def kept_text(text: str | None) -> str:
    """What is stored of a text: without controls and marks that turn writing round."""
    return visible(text or "").strip()


def refusal(error: DashboardError) -> Told:
    """Why nothing was stored; who was quicker, where somebody was."""
    if isinstance(error, StalePreview):
        who = {"by": visible(error.uploaded_by), "upload": error.upload_id}
        return Told(word("acknowledge.stale", **who), "caution")
    return Told(str(error), "action" if isinstance(error, EngineUnavailable) else "caution")


def tell(key: str) -> None:
    """What came of the last click, once."""
    told = st.session_state.pop(key, None)
    if isinstance(told, Told):
        piece(notice(told.sentence, tone=told.tone))
