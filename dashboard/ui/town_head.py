"""The head of a town's page: its names, its code, where it lies."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.look.chips import silent_chip
from dashboard.look.formats import is_missing
from dashboard.look.html import element
from dashboard.look.words import word
from dashboard.ui.town_cell import silent_towns


def town_head(town: "pd.Series[Any]") -> None:
    """``town`` is a row of ``overview``; one that is silent is marked."""
    names = [str(town[name]) for name in ("town_name", "town_name_uk") if not is_missing(town[name])]
    areas = [
        word(f"filter.area_{level}", name=str(town[f"admin{level}_name"]))
        for level in (3, 2, 1)
        if not is_missing(town[f"admin{level}_name"])
    ]
    where = element("div", " · ".join([str(town["town_code"]), ", ".join(areas)]), class_="dash-note")
    silent = silent_towns().get(str(town["town_code"]))
    mark = [] if silent is None else [" ", silent_chip(silent)]
    st.html(element("div", element("h2", " · ".join(names), *mark), where, class_="dash-heading"))
