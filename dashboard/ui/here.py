"""What a page has at hand: the questions, the filters, the day, the theme. Set by the frame for each rerun."""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.analysis.asking import Ask
from dashboard.model.filters import Filters
from dashboard.store.answers import Answers


@dataclass(frozen=True)
class Here:
    """``ask`` is bound to ``version``, the upload after which the rows were known; ``today`` is the place's.

    ``answers`` are for what is asked beside the question files.
    """

    answers: Answers
    ask: Ask
    filters: Filters
    edges_km: tuple[float, ...]
    today: date
    theme: str
    version: int
    newest_version: int
    basemap_style_url: str | None

    @property
    def span(self) -> dict[str, Any]:
        """What every chart over time is told: its days, the day the reader looks from, the theme."""
        return {
            "since": self.filters.since,
            "until": self.filters.until,
            "as_of": self.filters.as_of,
            "theme": self.theme,
        }


_HERE: ContextVar[Here] = ContextVar("here")


def here() -> Here:
    return _HERE.get()


def set_here(value: Here) -> None:
    _HERE.set(value)
