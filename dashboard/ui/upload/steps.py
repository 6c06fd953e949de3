"""The five steps of an upload, one below the other: what is done folds, what comes is said in grey."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard.look.escape import escaped
from dashboard.look.html import element
from dashboard.look.steps import step_ahead, steps_style
from dashboard.look.words import word

STEPS = ("file", "findings", "matches", "changes", "commit")


class Steps:
    """The steps on the page, drawn in their order; each has one element, so that a rerun keeps what was typed in it."""

    def __init__(self) -> None:
        st.html(steps_style())
        self._page = st.container(key="upload_page")
        self._doing = self._page.empty()

    @contextmanager
    def step(self, name: str, summary: str = "", *, is_open: bool, state: object = "") -> Iterator[None]:
        """Fill a step; its head says what came of it. A done one is folded and opens with a tap.

        One that is filled again in another ``state`` is another step to Streamlit, which keeps open what was opened.
        """
        label = f"**{_title(name)}** · {escaped(summary)}" if summary else f"**{_title(name)}**"
        key = f"upload_{name}_{'open' if is_open else 'done'}_{state}"
        with self._page.expander(label, expanded=is_open, key=key):
            yield

    def ahead(self, *names: str) -> None:
        """Steps that cannot be taken yet."""
        for name in names:
            self._page.html(step_ahead(_title(name)))

    def passed(self, name: str, why: str) -> None:
        """A step that has nothing to decide."""
        self._page.html(step_ahead(f"{_title(name)} · {why}"))

    def progress(self, doing: str) -> None:
        """Tell what is being done with the file, in a place of its own: the fields of a step stay as they are."""
        self._doing.html(element("div", word(f"upload.doing_{doing}"), class_="dash-doing", role="status"))

    def progressed(self) -> None:
        self._doing.empty()


def _title(name: str) -> str:
    return f"{STEPS.index(name) + 1} · {word(f'upload.step_{name}')}"
