"""Where a figure comes from: no chart, map or table is drawn without it."""

from dataclasses import dataclass
from datetime import date

from dashboard.look.formats import age, day
from dashboard.look.words import word


@dataclass(frozen=True)
class Credit:
    """The sources behind a figure, its newest date, and how much stands behind it.

    ``age_days`` counts from the newest date to the as-of date. None means not known, and is left out or said so;
    ``note`` is a finished sentence of ours, for instance that the data is made up.
    """

    sources: tuple[str, ...]
    newest: date | None
    age_days: int | None
    towns: int | None = None
    reports: int | None = None
    note: str = ""

    def sentence(self) -> str:
        """ "Source: DeepState · newest 12 Sep 2025 (3 days old) · 25 towns, 1 204 reports"."""
        return " · ".join(
            part for part in (self._sources(), self._newest(), self._coverage(), self.note) if part
        )

    def _sources(self) -> str:
        if not self.sources:
            return word("credit.no_source")
        return word("credit.source", count=len(self.sources), names=", ".join(self.sources))

    def _newest(self) -> str:
        if self.newest is None:
            return word("credit.no_report")
        shown = day(self.newest)
        return word(
            "credit.newest", date=shown if self.age_days is None else f"{shown} ({age(self.age_days)})"
        )

    def _coverage(self) -> str:
        counts = (("credit.towns", self.towns), ("credit.reports", self.reports))
        return ", ".join(word(key, count=count) for key, count in counts if count is not None)
