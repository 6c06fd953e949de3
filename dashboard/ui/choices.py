"""Choices that belong to one page; those that a link should keep stand in the address."""

from typing import Literal, cast

import streamlit as st
from pandas import DataFrame

from dashboard.analysis.evacuation import DIMENSIONS, UNITS
from dashboard.analysis.towns import town_titles
from dashboard.look.formats import is_missing
from dashboard.look.html import notice
from dashboard.look.words import word
from dashboard.ui.here import here
from dashboard.ui.kept import kept
from dashboard.ui.one_of import one_of

Mode = Literal["bars", "cumulative", "both"]
Unit = Literal["day", "week", "month"]
MODES: tuple[Mode, ...] = ("both", "bars", "cumulative")


def chosen_town(overview: DataFrame) -> str:
    """The town of the address, else the nearest outside the held area; the reader may choose another."""
    names = kept(_names, overview)
    address = st.query_params.get("code")
    if address is not None and st.session_state.get("code_seen") != address:
        st.session_state["code_seen"] = address
        if address in names:
            st.session_state["code"] = address
        else:
            st.html(
                notice(word("filter.unknown", name=word("town.choose"), found=address[:60]), tone="caution")
            )
    if st.session_state.get("code") not in names:
        st.session_state["code"] = _first(overview)
    code: str = st.selectbox(
        word("town.choose"), list(names), format_func=names.__getitem__, key="code", width=360
    )
    if st.query_params.get("code") != code:
        st.query_params["code"] = code
    st.session_state["code_seen"] = code
    return code


def _names(overview: DataFrame) -> dict[str, str]:
    ukrainian = dict(zip(overview["town_code"], overview["town_name_uk"], strict=True))
    return {
        code: title if is_missing(ukrainian[code]) else f"{title} · {ukrainian[code]}"
        for code, title in town_titles(overview).items()
    }


def _first(overview: DataFrame) -> str:
    """The town outside the held area that most people left in the last 14 days, else the nearest."""
    outside = overview[overview["front_distance_km"] > 0]
    leaving = outside.dropna(subset=["evacuated_14_days"]).sort_values("evacuated_14_days", ascending=False)
    return str(next(towns["town_code"].iloc[0] for towns in (leaving, outside, overview) if len(towns)))


def every_source(distances: DataFrame) -> bool:
    """Whether computed distances of other sources are drawn, too; asked only where there are some."""
    return kept(_has_others, distances, source=here().filters.source) and st.toggle(
        word("front.every_source"), key="every_source", persist_state="session"
    )


def _has_others(distances: DataFrame, *, source: str) -> bool:
    return bool(((distances["source"] != source) & (distances["method"] == "computed")).any())


def chosen_part(page: str, parts: tuple[str, ...]) -> str:
    """Which part of a page is shown; only that part is worked out."""
    return one_of(
        parts,
        label=word(f"{page}.part"),
        shown=lambda part: word(f"{page}.{part}"),
        default=parts[0],
        key="part",
        labelled=False,
    )


def chosen_unit() -> Unit:
    unit = one_of(
        UNITS,
        label=word("evacuations.unit"),
        shown=lambda unit: word(f"unit.{unit}"),
        default="week",
        key="unit",
    )
    return cast("Unit", unit)


def chosen_mode() -> Mode:
    return one_of(
        MODES,
        label=word("evacuations.mode"),
        shown=lambda mode: word(f"mode.{mode}"),
        default="both",
        key="mode",
    )


def chosen_dimension() -> str:
    return one_of(
        DIMENSIONS,
        label=word("evacuations.dimension"),
        shown=lambda dimension: word(f"dimension.{dimension}"),
        default="town",
        key="by",
        wraps=True,
    )
