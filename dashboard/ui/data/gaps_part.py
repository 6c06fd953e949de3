"""The part of the data page that tells how fresh the data is: in words, by week, and with its gaps."""

from pandas import DataFrame

from dashboard.analysis.freshness import by_week, freshness, tables_now, weeks_back
from dashboard.analysis.silence import with_silence
from dashboard.look.credit import Credit
from dashboard.look.html import element
from dashboard.look.parts import empty
from dashboard.look.words import word
from dashboard.ui.data.freshness_rows import gap_cells, gap_columns, week_cells, week_columns, week_legend
from dashboard.ui.figure import credit, heading, piece, table
from dashboard.ui.freshness_words import fresh_sentence
from dashboard.ui.here import Here
from dashboard.ui.kept import kept
from dashboard.ui.town_cell import silences_of, silent_towns


def gaps_part(at: Here) -> None:
    """A sentence, the towns by week, and the gaps of every table between the chosen days."""
    filters = at.filters
    rhythms, overview = at.ask("report_rhythm", filters), at.ask("overview", filters)
    silences = silences_of(at.ask, filters)
    fresh = kept(with_silence, kept(freshness, at.ask, filters), silent_towns(at))
    since = weeks_back(filters.as_of)
    status, moved = (
        at.ask("reports_by_week", filters, dataset=name, since=since, until=filters.as_of)
        for name in ("town_status", "evacuations")
    )
    weeks = kept(
        by_week, fresh, silences, overview=overview, status=status, evacuations=moved, as_of=filters.as_of
    )
    heading(word("data.freshness"), note=word("data.freshness_note"))
    now = kept(tables_now, rhythms, overview, as_of=filters.as_of)
    said = fresh_sentence(now, silences, towns=len(overview))
    if silences.empty:
        piece(empty(said))
        return
    piece(element("div", said))
    piece(week_legend())
    table(
        week_columns(filters.as_of),
        kept(week_cells, weeks, as_of=filters.as_of),
        rows=weeks,
        name="data.freshness",
        label=word("data.freshness"),
        of=_credit(fresh, int(status["reports"].sum() + moved["reports"].sum())),
    )
    heading(word("freshness.gaps"), note=word("freshness.gaps_note"))
    table(
        gap_columns(),
        kept(gap_cells, fresh, as_of=filters.as_of),
        rows=fresh,
        name="data.gaps",
        label=word("freshness.gaps"),
        of=_credit(fresh, int(fresh["reports"].sum())),
    )


def _credit(fresh: DataFrame, reports: int) -> Credit:
    return credit(fresh, day="newest", sources=[word("data.history_source")], reports=reports)
