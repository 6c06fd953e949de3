"""The upload a session is at: one file, how it is to be read, what was found, what would change."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa
import streamlit as st

from dashboard.errors import EngineUnavailable, FileRefused, StalePreview, StewardError
from dashboard.model.filters import Filters
from dashboard.store.absent import absent_rows
from dashboard.store.ledger import Upload
from dashboard.store.preview import Preview
from dashboard.store.undo import Undone, undo
from dashboard.ui.loading import now, record
from dashboard.ui.upload.effect import Effect
from dashboard.ui.upload.given import Decided, Given, can_be_mended, given
from dashboard.ui.upload.heard import Heard
from dashboard.ui.upload.questions import Name
from dashboard.ui.upload.read import Checked

_KEY = "upload_work"


@dataclass
class Work:
    """Kept in the session and changed in place: a rerun that interrupts a commit loses nothing of it.

    ``clicked`` is the preview that stood on the screen when the button was pressed. ``told`` is the sentence of a
    commit that was not carried out, ``stale`` who was quicker, ``unread`` why the database could not be asked.
    ``asked`` is whether the undo of ``saved`` waits for its second click. ``taught`` are the corrections that were
    remembered, ``answered`` is the question that was answered last. ``fields`` are what the page asks.
    """

    number: int = 0
    given: Given | None = None
    decided: Decided = field(default_factory=Decided)
    read_as: object = None
    checked: Checked | None = None
    refused: FileRefused | None = None
    seen: Preview | None = None
    absent: pa.Table | None = None
    effect: tuple[Filters, Effect] | None = None
    clicked: Preview | None = None
    saved: Upload | None = None
    told: str = ""
    stale: StalePreview | None = None
    unread: str = ""
    asked: bool = False
    undone: Undone | None = None
    taught: Upload | None = None
    answered: Name | None = None
    fields: Heard = field(default_factory=Heard)

    def take(self, name: str, content: bytes) -> None:
        """Begin anew with a file; what was stated beside it stays."""
        stated = Decided(on=self.decided.on, source=self.decided.source)
        self.begin()
        self.given = given(name, content)
        self.decided = stated

    def begin(self) -> None:
        """Forget the file and all that was found in it; the field for files is emptied by its new number."""
        with self.fields.alone:
            self.fields.forget()
            vars(self).update(vars(Work(number=self.number + 1, fields=self.fields)))

    def decide(self, **said: Any) -> None:
        with self.fields.alone:
            self.decided = replace(self.decided, **said)

    def read_again(self, version: int, *, read: Callable[[Given, Decided], Checked]) -> None:
        """Read the file where it, a decision or the database is another than before.

        Of a file that is refused for good only the sentence is kept.
        """
        if self.given is None or self.clicked or self.saved or self.read_as == (version, self.decided):
            return
        self.read_as, self.unread = None, ""
        self.checked = self.refused = self.seen = self.effect = None
        try:
            self.checked = read(self.given, self.decided)
        except FileRefused as refused:
            if not can_be_mended(refused, name=self.given.name):
                self.begin()
            self.refused = refused
        except EngineUnavailable as error:
            self.unread = str(error)
            return
        self.read_as = (version, self.decided)

    def compare_again(self, compare: Callable[[], Preview]) -> None:
        """Compare what was read with what is known, where it may be stored and was not compared yet."""
        if self.checked is None or self.checked.errors or self.seen is not None:
            return
        self.unread = ""
        try:
            uploaded = self.checked.tables[self.checked.dataset]
            self.absent = absent_rows(record(), self.checked.dataset, uploaded=uploaded)
            self.seen = compare()
        except EngineUnavailable as error:
            self.unread = str(error)

    def click(self, seen: Preview) -> None:
        """The button below a preview was pressed; nothing where that was committed or another took its place."""
        with self.fields.alone:
            if seen is self.seen:
                self.clicked, self.told, self.stale = seen, "", None

    def carry_out(self, save: Callable[[Preview], Upload | None]) -> None:
        """Commit what was on the screen at the click; where it is refused, nothing that was entered is lost.

        Nothing of Streamlit is called from the beginning of ``save`` to the end: a second click would end it there.
        """
        seen = self.clicked
        if seen is None:
            return
        try:
            saved = save(seen)
        except (StewardError, EngineUnavailable) as error:
            self.told, self.clicked = str(error), None
            if isinstance(error, StalePreview):
                self.stale, self.read_as = error, None
            return
        self.clicked = None
        if saved is None:  # the rows were known; what was corrected is remembered by now
            self.decide(columns={}, values={})
            return
        taught = self.taught
        self.begin()
        self.saved, self.taught = saved, taught

    def take_back(self) -> None:
        """Undo what was saved, once."""
        if self.saved is None or self.undone is not None:
            return
        self.asked = False
        try:
            self.undone = undo(record(), self.saved.upload_id, by=self.saved.uploaded_by, at=now())
        except (StewardError, EngineUnavailable) as error:
            self.told = str(error)


def work_of_session() -> Work:
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Work()
    work: Work = st.session_state[_KEY]
    return work
