"""Which towns are looked ahead for on a page: all that are chosen, or of a large country those nearest to the front."""

from dataclasses import replace

from pandas import DataFrame

from dashboard.analysis.near_towns import MOST_TOWNS, of_nearest
from dashboard.look.html import element
from dashboard.look.words import word
from dashboard.model.filters import Filters
from dashboard.ui.figure import piece
from dashboard.ui.here import Here
from dashboard.ui.kept import kept


def near_towns(at: Here) -> Filters:
    """The reader's filters for these towns and the as-of day alone: another period changes nothing ahead."""
    as_of = at.filters.as_of
    looked_from = replace(at.filters, since=as_of, until=as_of)
    return kept(of_nearest, looked_from, at.ask("overview", at.filters))


def cut_note(at: Here, overview: DataFrame) -> None:
    """That not all towns are looked ahead for, and how to see others; nothing where all are."""
    if near_towns(at).towns != at.filters.towns:
        said = word("near.cut", towns=len(overview), count=MOST_TOWNS)
        piece(element("div", said, class_="dash-note"))
