"""The data of a rerun: one version of the record, and answers cached under version, question and parameters."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

import streamlit as st
from pandas import DataFrame

from dashboard.analysis.asking import Ask
from dashboard.model.filters import Filters
from dashboard.settings import settings
from dashboard.store.preview import Preview
from dashboard.store.reading import Reader, State, open_reader
from dashboard.store.record import Record
from dashboard.store.statements import parameters_of
from dashboard.ui.kept import kept


@dataclass(frozen=True)
class Loaded:
    """``ask`` is bound to ``version``; ``state`` says how old the snapshot is and why, where it is old."""

    ask: Ask
    version: int
    state: State


@st.cache_resource(show_spinner=False)
def reader(database: str) -> Reader:
    """The one reader of this process for a database; opened again at the next rerun where that failed."""
    return open_reader(database)


@dataclass(frozen=True)
class Bound:
    """Asks one reader about one version; two of the same are equal, so that what hangs on them can be cached."""

    reader: Reader
    version: int

    def __call__(self, question: str, filters: Filters | None = None, /, **more: object) -> DataFrame:
        parameters = more if filters is None else {**filters.parameters(), **more}
        named = {name: parameters[name] for name in parameters_of(question) & parameters.keys()}
        fixed = ((name, tuple(v) if isinstance(v, list) else v) for name, v in named.items())
        since = Bound(self.reader, self.reader.last_change(question, version=self.version))
        return kept(_answer, since, question, tuple(sorted(fixed)))

    def as_if(self, proposed: Preview) -> Ask:
        """Answers as they would be if a preview were committed now; none of them is kept."""
        return partial(self.reader.ask, version=self.version, proposed=proposed)


def loaded(known_after: int | None = None) -> Loaded:
    """Take over what is new and bind this rerun to one version: the newest, or the one asked for."""
    reading = reader(settings().database)
    state = reading.follow()
    version = state.version if known_after is None else min(known_after, state.version)
    return Loaded(Bound(reading, version), version, state)


def before_and_after(proposed: Preview) -> tuple[Ask, Ask]:
    """What is known now, and what would be if a preview were committed."""
    reading = reader(settings().database)
    bound = Bound(reading, reading.follow().version)
    return bound, bound.as_if(proposed)


def record() -> Record:
    """The record that uploads go to."""
    return Record(settings().database)


def now() -> datetime:
    """The moment of a commit."""
    return settings().now()


def _answer(bound: Bound, question: str, parameters: tuple[tuple[str, object], ...]) -> DataFrame:
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in parameters}
    return bound.reader.ask(question, version=bound.version, **values)  # type: ignore[arg-type]
