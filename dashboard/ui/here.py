"""What a page has at hand: the questions, the filters, the day, the theme. Set by the frame for each rerun."""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

from dashboard.analysis.asking import Ask
from dashboard.model.filters import Filters


@dataclass(frozen=True)
class Here:
    """``ask`` is bound to ``version``, the upload after which the rows were known; ``today`` is the place's."""

    ask: Ask
    filters: Filters
    edges_km: tuple[float, ...]
    today: date
    theme: str
    version: int
    newest_version: int
    basemap_style_url: str | None


_HERE: ContextVar[Here] = ContextVar("here")


def here() -> Here:
    return _HERE.get()


def set_here(value: Here) -> None:
    _HERE.set(value)
