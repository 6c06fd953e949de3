"""What counts how much: a slider for each part, the weights kept in the address."""

import streamlit as st

from dashboard.analysis.attention import EQUAL_WEIGHTS, MOST_WEIGHT, Weights, weights_of, weights_text
from dashboard.analysis.attention_parts import PARTS
from dashboard.errors import WrongUse
from dashboard.look.html import element, notice
from dashboard.look.words import word

_ADDRESS, _SEEN = "weights", "weights_seen"


def chosen_weights() -> Weights:
    """The weights of the address, else equal ones; the reader may move each from 0 to 10."""
    _adopt_address()
    with st.popover(word("attention.weights"), key="weights_opened", on_change="rerun") as opened:
        if opened.open:
            _sliders()
    weights = tuple(int(st.session_state[f"weight_{name}"]) for name in PARTS)
    _write_address(weights)
    return weights


def _sliders() -> None:
    st.html(element("div", word("attention.weights_note"), class_="dash-note"))
    for name in PARTS:
        st.slider(
            word(f"attention.part_{name}"),
            0,
            MOST_WEIGHT,
            key=f"weight_{name}",
            help=word(f"attention.rule_{name}"),
            persist_state="session",
        )
    st.button(word("attention.equal"), on_click=_take, args=(EQUAL_WEIGHTS,), key="weights_equal")


def _take(weights: Weights) -> None:
    for name, weight in zip(PARTS, weights, strict=True):
        st.session_state[f"weight_{name}"] = weight


def _adopt_address() -> None:
    """Take over an address that is not the one this session wrote; what cannot be read is said, and is equal then."""
    address = st.query_params.get(_ADDRESS)
    if address is None or address == st.session_state.get(_SEEN):
        if f"weight_{PARTS[0]}" not in st.session_state:
            _take(EQUAL_WEIGHTS)
        return
    try:
        _take(weights_of(address[:60]))
    except WrongUse as refused:
        st.html(notice(word("attention.refused", reason=str(refused)), tone="caution"))
        _take(EQUAL_WEIGHTS)


def _write_address(weights: Weights) -> None:
    text = weights_text(weights)
    if weights == EQUAL_WEIGHTS:
        st.query_params.pop(_ADDRESS, None)
    elif st.query_params.get(_ADDRESS) != text:
        st.query_params[_ADDRESS] = text
    st.session_state[_SEEN] = text
