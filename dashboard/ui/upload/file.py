"""The first step of an upload: the file, and what it does not say itself."""

from collections.abc import Callable

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard.errors import ChoiceNeeded
from dashboard.look.escape import visible
from dashboard.look.html import element, notice, page_link
from dashboard.look.words import word
from dashboard.ui.figure import piece
from dashboard.ui.upload.choices import choices
from dashboard.ui.upload.steps import Steps
from dashboard.ui.upload.work import Work


def file_step(steps: Steps, work: Work, *, read_again: Callable[[], None]) -> None:
    """Take a file, read it with ``read_again``, and say how it was read or why not."""
    chosen = st.session_state.get(_field(work))
    if chosen is not None:
        work.take(chosen.name, chosen.getvalue())
        _let_go(chosen)
    read_again()
    steps.progressed()
    if work.given is None:
        choose_file(steps, work)
    else:
        file_read(steps, work)


def choose_file(steps: Steps, work: Work) -> None:
    """The field for a file, and above it why the last one was refused."""
    with steps.step("file", is_open=True, state=work.number):
        if work.refused is not None:
            piece(notice(str(work.refused), tone="action"))
        templates = page_link(word("upload.templates"), "data", part=word("data.downloads"))
        piece(element("div", word("upload.accepted"), " ", templates, class_="dash-note"))
        st.file_uploader(word("upload.file"), key=_field(work), label_visibility="collapsed")
        _stated(work)


def file_read(steps: Steps, work: Work) -> None:
    """What the file is, how it was read, and what the steward decides of that."""
    with steps.step("file", _summary(work), is_open=work.checked is None or _is_doubtful(work), state="read"):
        if work.unread:
            piece(notice(work.unread, tone="action"))
            st.button(word("upload.again"), key="upload_again")
        if work.refused is not None:
            choosing = isinstance(work.refused, ChoiceNeeded)
            said = word("upload.needed", reason=work.refused.reason) if choosing else str(work.refused)
            piece(notice(said, tone="caution" if choosing else "action"))
        choices(work)
        _stated(work)
        st.button(word("upload.another"), key="upload_another", on_click=work.begin)


def _let_go(chosen: UploadedFile) -> None:
    """Streamlit keeps every file that was chosen until the session ends; what is needed was taken."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, chosen.file_id)


def _field(work: Work) -> str:
    return f"upload_file_{work.number}"


def _summary(work: Work) -> str:
    name = visible(work.given.name) if work.given else ""
    if work.checked is None:
        return name
    dataset = word(f"dataset.{work.checked.dataset}")
    return f"{name} · {dataset} · {word('upload.rows', count=work.checked.rows)}"


def _is_doubtful(work: Work) -> bool:
    """Whether the encoding was guessed from the letters."""
    sheet = work.checked.sheet if work.checked else None
    return (
        sheet is not None and work.decided.encoding is None and sheet.encoding in ("windows-1251", "koi8-u")
    )


def _stated(work: Work) -> None:
    """The day and the source that hold for the whole file, for one that does not say them."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        day = f"upload_on_{work.number}"
        on = st.date_input(
            word("upload.on"),
            value=work.decided.on,
            key=day,
            format="DD/MM/YYYY",
            help=word("upload.stated_help"),
            width=220,
        )
        work.fields.listen(day, on, then=lambda said: work.decide(on=said))
        source = f"upload_source_{work.number}"
        by = st.text_input(
            word("upload.source"),
            value=work.decided.source or "",
            key=source,
            max_chars=200,
            help=word("upload.stated_help"),
            width=320,
        )
        work.fields.listen(source, by, then=lambda said: work.decide(source=said.strip() or None))
