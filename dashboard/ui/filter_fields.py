"""The fields of the filter bar. Their values stand in the session under their keys."""

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard.look.formats import day
from dashboard.look.words import word
from dashboard.ui.address import DEFAULT_PERIOD, PERIODS, Offered

_NEWEST = (
    "newest_offered"  # the newest day when the as-of day was last looked at: who stood on it moves along
)


def fold() -> None:
    """On a phone the fields fold behind this switch, which says what is chosen."""
    towns = st.session_state.get("towns", [])
    parts = [
        word("filter.folded_towns", count=len(towns)) if towns else word("filter.all_towns"),
        word(f"filter.period_{st.session_state.get('period', DEFAULT_PERIOD)}"),
        day(st.session_state["as_of"]),
    ]
    st.toggle(word("filter.folded", chosen=" · ".join(parts)), key="unfolded", persist_state="session")


def fields(offered: Offered) -> None:
    """Towns, area, time, as-of day; source and point of counting where there are several."""
    st.multiselect(
        word("filter.town"),
        list(offered.towns),
        format_func=lambda code: offered.towns.get(code, code),
        key="towns",
        placeholder=word("filter.all_towns"),
        accept_new_options=True,
        width=320,
        wrap=False,
    )
    _optional("area", list(offered.areas), shown=lambda code: offered.areas.get(code, code), width=210)
    st.selectbox(
        word("filter.period"),
        list(PERIODS),
        format_func=lambda key: word(f"filter.period_{key}"),
        key="period",
        width=140,
    )
    if st.session_state["period"] == "own":
        _days("own_days", offered, width=230)
    _days("as_of", offered, width=140)
    if len(offered.sources) > 1:
        _optional("source", offered.sources, shown=str, width=190)
    if len(offered.points) > 1:
        _optional("count_at", offered.points, shown=lambda point: word(f"count_at.{point}"), width=130)


def _days(key: str, offered: Offered, *, width: int) -> None:
    """A day, or the first and the last, of those that the data holds."""
    st.date_input(
        word(f"filter.{key}"),
        min_value=offered.oldest,
        max_value=offered.latest,
        key=key,
        format="DD/MM/YYYY",
        width=width,
    )


def _optional(key: str, options: Sequence[str], *, shown: Callable[[str], str], width: int) -> None:
    """A choice that may stay open: the data then decides, and the field says what."""
    if st.session_state.get(key) not in options:
        st.session_state[key] = None
    default = word("filter.any_area") if key == "area" else word("filter.default", name=shown(options[0]))
    st.selectbox(
        word(f"filter.{key}"),
        options,
        index=None,
        format_func=shown,
        key=key,
        placeholder=default,
        width=width,
    )


def keep_within(offered: Offered) -> None:
    """A day chosen before must still be one that the field offers, or Streamlit refuses the whole page.

    Where nobody chose an as-of day it moves on with the newest date.
    """
    state = st.session_state
    as_of = state.get("as_of")
    if as_of in (None, state.get(_NEWEST)):
        as_of = offered.newest
    state[_NEWEST] = offered.newest
    state["as_of"] = min(max(as_of, offered.oldest), offered.latest)
    own = state.get("own_days") or ()
    state["own_days"] = tuple(min(max(day, offered.oldest), offered.latest) for day in own)
