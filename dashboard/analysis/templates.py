"""Files for stewards to fill in: empty, or with what was last reported, so that only the news must be typed."""

from pandas import DataFrame

from dashboard.analysis.asking import Ask
from dashboard.model.filters import Filters
from dashboard.model.tables import DATASETS

TEMPLATES = tuple(name for name in DATASETS if name != "front_lines")  # a front line is drawn, not typed


def template_columns(dataset: str) -> list[str]:
    """The dataset's columns; before the town's code its name, which suffices: nobody needs to know a code."""
    names = list(DATASETS[dataset].names)
    return names if "town_name" in names else ["town_name", *names]


def empty_template(dataset: str) -> DataFrame:
    """The columns, and no row."""
    return DataFrame(columns=template_columns(dataset))


def prefilled_template(ask: Ask, filters: Filters, *, dataset: str) -> DataFrame:
    """One row per chosen town and what was last reported of it on or before the as-of day, with that day.

    Of evacuations all reports of a town's newest day, of front distances the newest of each source. Sent back as it
    is the file changes nothing, because each row stands under the key it has. A town nobody ever reported on has no
    row: without a day it would be an error. Of ``towns`` every chosen town as it is known.
    """
    rows = ask(f"template_{dataset}", filters)
    return rows[template_columns(dataset)]
