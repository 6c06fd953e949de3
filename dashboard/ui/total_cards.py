"""The total of the chosen days, with how much of the time has a report."""

from dashboard.analysis.evacuation import Total
from dashboard.look.cards import KeyFigure
from dashboard.look.formats import day, people, share
from dashboard.look.words import word
from dashboard.model.filters import Filters


def total_cards(counted: Total, filters: Filters) -> list[KeyFigure]:
    span = word("evacuations.span", since=day(filters.since), until=day(filters.until))
    return [
        KeyFigure(
            word("evacuations.total", point=word(f"count_at.{filters.count_at}")),
            None if counted.evacuated is None else people(counted.evacuated),
            notes=(span, word("evacuations.never_added")),
        ),
        KeyFigure(
            word("evacuations.towns"),
            people(counted.towns),
            notes=(word("credit.reports", count=counted.reports),),
        ),
        KeyFigure(
            word("evacuations.coverage"),
            people(counted.days_reported),
            unit=word("evacuations.of_days", count=counted.days),
            notes=(share(counted.days_reported / counted.days), word("evacuations.missing_days")),
        ),
    ]
