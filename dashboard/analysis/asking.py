"""How an analysis asks for rows: by the name of a question, bound to one version of the data."""

from typing import Protocol

from pandas import DataFrame

from dashboard.model.filters import Filters


class Ask(Protocol):
    """Answers a question of ``store/questions`` with the parameters that it mentions; the rows must not be changed."""

    def __hash__(self) -> int: ...

    def __call__(self, question: str, /, **parameters: object) -> DataFrame: ...


def asked(ask: Ask, question: str, filters: Filters, **more: object) -> DataFrame:
    """The answer for a filter, with what a question wants beyond it."""
    return ask(question, **{**filters.parameters(), **more})
