"""Pace against time on a page: of many towns as a table, of one town as a sentence."""

from pandas import DataFrame

from dashboard.analysis.ahead.time_to_clear import LAST_DAYS, NEAR_KM, time_to_clear
from dashboard.analysis.pace import WINDOW_DAYS
from dashboard.look.credit import Credit
from dashboard.look.html import element
from dashboard.look.parts import credit_line
from dashboard.look.rows import rows_of
from dashboard.look.words import word
from dashboard.ui.band_choice import chosen_within
from dashboard.ui.figure import credit, heading, piece, table
from dashboard.ui.here import Here
from dashboard.ui.kept import kept
from dashboard.ui.near_towns import cut_note, near_ask, near_towns, outlooks_of
from dashboard.ui.pace_words import pace_sentence
from dashboard.ui.time_to_clear_rows import clearing_cells, clearing_columns, listed
from dashboard.ui.town_cell import silent_towns, titled


def time_to_clear_part(at: Here, overview: DataFrame) -> None:
    """Heading, what it means, how near counts as near, and the towns that leave, the likeliest to be late first.

    Nothing where ``overview`` has no town, which the page says above.
    """
    if overview.empty:
        return
    heading(word("clear.title"), note=word("clear.note"))
    within_km = chosen_within()
    near = near_towns(at)
    outlooks = outlooks_of(at, near)
    clearing = kept(
        time_to_clear,
        at.ask,
        near,
        overview=near_ask(at, near)("overview", near),
        outlooks=outlooks,
        within_km=within_km,
    )
    shown = kept(listed, clearing, everything=bool(at.filters.towns))
    table(
        clearing_columns(within_km),
        kept(clearing_cells, titled(at, shown), as_of=at.filters.as_of, silent=silent_towns(at)),
        rows=clearing,
        name="evacuations.clear",
        label=word("clear.title"),
        of=_credit(shown, source=at.filters.source),
    )
    if len(shown) < len(clearing):
        unlisted = word("clear.unlisted", count=len(clearing) - len(shown), days=WINDOW_DAYS)
        piece(element("div", unlisted, class_="dash-note"))
    cut_note(at, near)


def time_to_clear_line(at: Here, outlooks: DataFrame, *, overview: DataFrame) -> None:
    """The sentence of one town and its sources; ``outlooks`` and ``overview`` have the rows of that town."""
    filters = at.filters.of_town(str(overview["town_code"].iloc[0]))
    clearing = kept(time_to_clear, at.ask, filters, overview=overview, outlooks=outlooks, within_km=NEAR_KM)
    said = kept(_sentence, clearing, outlooks, source=filters.source)
    of = _credit(clearing, source=filters.source)
    piece(element("div", element("p", said, title=word("clear.note")), credit_line(of)))


def _sentence(clearing: DataFrame, outlooks: DataFrame, *, source: str) -> str:
    """``clearing`` has the row of the town."""
    whys = outlooks["why"][outlooks["horizon_days"] == LAST_DAYS].dropna()
    (row,) = rows_of(clearing)
    return pace_sentence(row, why_no_outlook=next(iter(whys), None), source=source)


def _credit(clearing: DataFrame, *, source: str) -> Credit:
    """Who counted those who left, who estimated those who remain, whose front it is."""
    told = [*clearing["evacuated_source"].dropna().unique(), *clearing["people_source"].dropna().unique()]
    reports = int(clearing["days_reported"].sum())
    return credit(clearing, day="evacuated_date", sources=[*dict.fromkeys([*told, source])], reports=reports)
