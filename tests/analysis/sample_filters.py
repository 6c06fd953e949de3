"""What a reader of the demonstration chose, as the program's filters."""

from datetime import date

from dashboard.model.filters import Filters
from tests.analysis.sample_figures import Selection


def filters_of(selected: Selection) -> Filters:
    return Filters(
        as_of=date.fromisoformat(selected.as_of),
        since=date.fromisoformat(selected.since),
        until=date.fromisoformat(selected.until),
        towns=selected.towns,
        area=selected.area,
        source=selected.source,
        count_at=selected.count_at,
    )
