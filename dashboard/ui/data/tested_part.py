"""The part of the data page that tests the outlook on the past, when the reader asks for it."""

from dataclasses import replace

import streamlit as st

from dashboard.analysis.ahead.backtest import WITHIN_KM, Backtest
from dashboard.analysis.ahead.outlook import HISTORY_DAYS, HORIZONS_DAYS
from dashboard.look.credit import Credit
from dashboard.look.parts import empty
from dashboard.look.words import word
from dashboard.ui.data.tested_rows import ranges_cells, ranges_columns, scores_cells, scores_columns
from dashboard.ui.figure import credit, heading, piece, table
from dashboard.ui.here import Here
from dashboard.ui.kept import kept
from dashboard.ui.outlook_tested import days_said, known_error, work_out_error


def tested_part(at: Here) -> None:
    """What is tested and how; the button, or what was found since the distances last changed."""
    heading(word("data.outlook"), note=word("tested.note", near=f"{WITHIN_KM:g}"))
    found, place = known_error(at), st.empty()
    if found is None and place.button(word("tested.now"), key="test_outlook"):
        place.empty()
        with st.spinner(word("tested.doing")):
            found = work_out_error(at)
    if found is None:
        return
    if found.days:
        _tables(at, found)
    else:
        limits = {"history": HISTORY_DAYS, "horizon": min(HORIZONS_DAYS)}
        piece(empty(word("tested.too_little", source=at.filters.source, **limits)))


def _tables(at: Here, found: Backtest) -> None:
    """How far the chances were off, and how often the ranges held."""
    of, scores, ranges = _credit(at, found), word("tested.scores"), word("tested.ranges")
    heading(scores, note=word("tested.scores_note"))
    cells = kept(scores_cells, found.scores)
    table(scores_columns(), cells, rows=found.scores, name="data.outlook_scores", label=scores, of=of)
    heading(ranges, note=word("tested.ranges_note"))
    cells = kept(ranges_cells, found.ranges)
    table(ranges_columns(), cells, rows=found.ranges, name="data.outlook_ranges", label=ranges, of=of)


def _credit(at: Here, found: Backtest) -> Credit:
    """Whose distances it was tested on, and from which days."""
    newest = at.ask("present_distances", at.filters, towns=None, area=None)
    of = credit(newest, day="distance_date", sources=[at.filters.source])
    return replace(of, note=days_said(found))
