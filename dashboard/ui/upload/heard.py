"""What a steward says in the fields of the upload page, heard at the beginning of the next run.

Not in a callback of Streamlit: where the browser's next message came meanwhile, a run ends at its first look at the
session state, in the middle of a callback, and to the run that follows nothing has changed (1.67, ``_call_callbacks``
of ``runtime/state/session_state.py``). On a bad line two messages come at once.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

import streamlit as st

Then = Callable[[Any], None]  # what a field's new value means


class Heard:
    """The fields that are on the page, each with what it said when that was last heard.

    ``alone`` is held by who reads or changes what the fields decide.
    """

    def __init__(self) -> None:
        self.alone = RLock()
        self._fields: dict[str, tuple[object, Then]] = {}

    def listen(self, key: str, shown: object, *, then: Then) -> None:
        """A field was drawn and shows this; ``then`` is told when it says something else."""
        self._fields[key] = (shown, then)

    def forget(self) -> None:
        """The fields are to be drawn anew, for another file."""
        self._fields.clear()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """One run of a session at a time, beginning with what is said otherwise now.

        A run that is to end goes on until its next call of Streamlit, in a thread beside the run that follows: what it
        has read and compared by then would be taken for what the next one asked for.
        """
        with self.alone:
            self._hear()
            yield

    def _hear(self) -> None:
        for key, (heard, then) in tuple(self._fields.items()):
            said = st.session_state.get(key, heard)
            if said != heard:
                then(said)
                self._fields[key] = (said, then)
