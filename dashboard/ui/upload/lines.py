"""A front line that was read, as the steward sees it on a map before it counts."""

from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa
import streamlit as st
from pandas import DataFrame

from dashboard.look.formats import day
from dashboard.look.html import element
from dashboard.look.parts import credit_line
from dashboard.look.words import word
from dashboard.store.preview import Preview
from dashboard.ui.figure import piece
from dashboard.ui.here import here
from dashboard.ui.loading import before_and_after
from dashboard.ui.map_view import Drawn

HEIGHT_PX = 440


@dataclass(frozen=True)
class Line:
    """The line of a day by a source; ``towns`` are the rows of ``overview`` with the distances to it."""

    date: date
    source: str
    area: str
    towns: DataFrame


def chosen_line(lines: pa.Table, seen: Preview) -> Line:
    """The line that is drawn: the newest of the file, unless the steward chooses another."""
    rows = sorted(lines.to_pylist(), key=lambda row: (row["date"], row["source"]), reverse=True)
    piece(element("h4", word("upload.map"), class_="dash-part"))
    place = 0
    if len(rows) > 1:
        place = st.selectbox(
            word("upload.line_of"),
            range(len(rows)),
            format_func=lambda place: f"{day(rows[place]['date'])} · {rows[place]['source']}",
            key="upload_line_of",
            width=320,
        )
    row = rows[place]
    _, after = before_and_after(here().answers, seen)
    towns = after("overview", replace(here().filters, as_of=row["date"], source=row["source"]))
    return Line(row["date"], row["source"], row["area"], towns)


def show_line(drawn: Drawn, line: Line) -> None:
    """The map, and whose line of which day it is."""
    st.pydeck_chart(drawn, height=HEIGHT_PX, key="upload_map", alt=word("upload.map"))
    said = word("map.line", source=line.source, date=day(line.date))
    piece(credit_line(drawn.credit, extra=f"{said} · {drawn.note}"))
