"""How an analysis asks for rows: by the name of a question, bound to one version of the data."""

from typing import Protocol

from pandas import DataFrame

from dashboard.model.filters import Filters, Parameter


class Ask(Protocol):
    """Answers a question of ``store/questions``; the rows must not be changed.

    Its parameters are those of the filters and, before them, those given by name; what the question does not mention
    is left out.
    """

    def __hash__(self) -> int: ...

    def __call__(self, question: str, filters: Filters | None = None, /, **more: Parameter) -> DataFrame: ...
