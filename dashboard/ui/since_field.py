"""The day since which changes are told, chosen by the reader and kept in the address."""

from datetime import date

import streamlit as st

from dashboard.look.html import notice
from dashboard.look.words import word

KEY = "changed_since"
_DEFAULT = (
    "changed_since_default"  # the day that stood there by itself: who left it alone moves along with it
)
_SEEN = "changed_since_seen"  # the address as this session last read or wrote it


def chosen_since(default: date, *, oldest: date, newest: date) -> date:
    """Draw the field; the day in it, from ``oldest`` to ``newest``. The address has it where it is not the default."""
    state = st.session_state
    _adopt_address(oldest=oldest, newest=newest)
    if state.get(KEY) in (None, state.get(_DEFAULT)):
        state[KEY] = default
    state[_DEFAULT] = default
    state[KEY] = min(max(state[KEY], oldest), newest)
    chosen: date = st.date_input(
        word("changed.since"),
        min_value=oldest,
        max_value=newest,
        key=KEY,
        format="DD/MM/YYYY",
        help=word("changed.since_help"),
        width=160,
        persist_state="session",
    )
    written = None if chosen == default else chosen.isoformat()
    if written is None:
        st.query_params.pop(KEY, None)
    elif st.query_params.get(KEY) != written:
        st.query_params[KEY] = written
    state[_SEEN] = written
    return chosen


def _adopt_address(*, oldest: date, newest: date) -> None:
    address = st.query_params.get(KEY)
    if address is None or address == st.session_state.get(_SEEN):
        return
    try:
        day = date.fromisoformat(address)
    except ValueError:
        day = None
    if day is not None and oldest <= day <= newest:
        st.session_state[KEY] = day
    else:
        said = word("filter.unknown", name=word("changed.since"), found=address[:60])
        st.html(notice(said, tone="caution"))
