"""Where a map's figures come from: distances, people, and the front line that is drawn."""

from pandas import DataFrame

from dashboard.look.credit import Credit
from dashboard.look.formats import day
from dashboard.look.words import word
from dashboard.model.filters import Filters
from dashboard.ui.figure import credit


def map_credit(towns: DataFrame, filters: Filters) -> Credit:
    """The credit of towns shown by the distance of the filter's source and by people remaining."""
    told = sorted(towns["people_source"].dropna().unique())
    return credit(
        towns, day="distance_date", sources=[source for source in (filters.source, *told) if source]
    )


def line_said(lines: DataFrame) -> str:
    """Whose front line of which day is drawn, or that there is none; ``lines`` are the rows of ``front_line``."""
    if lines.empty:
        return word("map.no_line")
    line = lines.iloc[0]
    return word("map.line", source=line["source"], date=day(line["date"]))
