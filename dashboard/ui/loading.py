"""The data of a rerun: one version of the database, and answers cached under version, question and parameters."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import streamlit as st
from pandas import DataFrame

from dashboard.analysis.asking import Ask
from dashboard.errors import ReadOnlyDatabase
from dashboard.model.filters import Filters, Parameter
from dashboard.settings import settings
from dashboard.store.answers import Answers, State
from dashboard.store.preview import Preview
from dashboard.store.read_only import read_only
from dashboard.store.record import Record
from dashboard.store.records import record_at
from dashboard.store.statements import parameters_for
from dashboard.ui.kept import kept


@dataclass(frozen=True)
class Loaded:
    """``ask`` is bound to ``version``; ``state`` says how old the snapshot is and why, where it is old.

    ``answers`` are for what is asked beside the question files.
    """

    answers: Answers
    ask: Ask
    version: int
    state: State


@st.cache_resource(show_spinner=False)
def reader(database: str, _open: Callable[[str], Answers]) -> Answers:
    """What answers for a database, one in this process; opened again at the next rerun where that failed."""
    return _open(database)


@dataclass(frozen=True)
class Bound:
    """Asks about one version; two of the same are equal, so that what hangs on them can be cached."""

    answers: Answers
    version: int

    def __call__(self, question: str, filters: Filters | None = None, /, **more: Parameter) -> DataFrame:
        named = parameters_for(question, filters=filters, more=more)
        fixed = ((name, tuple(v) if isinstance(v, list) else v) for name, v in named.items())
        since = Bound(self.answers, self.answers.last_change(question, version=self.version))
        return kept(_answer, since, question, tuple(sorted(fixed)))

    def as_if(self, proposed: Preview) -> Ask:
        """Answers as they would be if a preview were committed now; none of them is kept."""
        return partial(self.answers.ask, version=self.version, proposed=proposed)


def loaded(known_after: int | None = None, *, open_answers: Callable[[str], Answers]) -> Loaded:
    """Take over what is new and bind this rerun to one version: the newest, or the one asked for."""
    answers = reader(settings().database, open_answers)
    state = answers.follow()
    version = state.version if known_after is None else min(known_after, state.version)
    return Loaded(answers, Bound(answers, version), version, state)


def before_and_after(answers: Answers, proposed: Preview) -> tuple[Ask, Ask]:
    """What is known now, and what would be if a preview were committed."""
    bound = Bound(answers, answers.follow().version)
    return bound, bound.as_if(proposed)


def ask_together(ask: Ask, filters: Filters, *, questions: Sequence[str]) -> None:
    """Ask several questions at once, so that the page finds them answered: one at a time leaves a processor idle."""
    with ThreadPoolExecutor(len(questions), "asking") as beside:
        asked = [beside.submit(copy_context().run, ask, question, filters) for question in questions]
    for answer in asked:
        answer.result()


def record() -> Record:
    """The record that uploads go to; raises ReadOnlyDatabase where there is none."""
    return _record(settings().database)


@st.cache_resource(show_spinner=False)
def _record(database: str) -> Record:
    """One in this process: each holds a connection of its own to a server."""
    return record_at(database)


def nothing_to_write() -> ReadOnlyDatabase | None:
    """Why nothing can be uploaded or taken back, and what to do; None where something can."""
    return read_only(settings().database)


def now() -> datetime:
    """The moment of a commit."""
    return settings().now()


def _answer(bound: Bound, question: str, parameters: tuple[tuple[str, Parameter], ...]) -> DataFrame:
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in parameters}
    return bound.answers.ask(question, version=bound.version, proposed=None, **values)
