"""What a page asks its questions: the reading side in this process, or a distant engine."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa
from pandas import DataFrame

from dashboard.errors import EngineUnavailable
from dashboard.model.filters import Filters, Parameter
from dashboard.store.preview import Preview


@dataclass(frozen=True)
class State:
    """What is known: the newest upload, seconds since the source last answered, and why it does not, if so."""

    version: int
    age_s: float
    problem: EngineUnavailable | None


class Answers(Protocol):
    """Safe to be asked from many threads."""

    def follow(self) -> State:
        """Take over what was committed since; keep what is known where the source does not answer.

        Raises the source's error only where nothing is known yet.
        """
        ...

    def ask(
        self,
        question: str,
        filters: Filters | None = None,
        /,
        *,
        version: int,
        proposed: Preview | None = None,
        **more: Parameter,
    ) -> DataFrame:
        """The answer to a question file, on the rows as known after upload ``version``.

        Parameters that the question does not mention are left out, so a page may pass its whole filter. With
        ``proposed`` the answer is the one that would be given if that preview were committed on ``version``; the
        ledger's own entries stay as they are.
        """
        ...

    def answer(
        self, sql: str, parameters: dict[str, object], *, proposed: Mapping[str, pa.Table] | None = None
    ) -> DataFrame:
        """The answer to a query in DuckDB's dialect; ``proposed`` are rows of a preview by table."""
        ...

    def last_change(self, question: str, *, version: int) -> int:
        """The newest upload up to ``version`` that touched what the question reads; its answer is the same since."""
        ...
