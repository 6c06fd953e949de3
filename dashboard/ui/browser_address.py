"""The browser's address as this session reads and writes it."""

from typing import cast

import streamlit as st

from dashboard.look.html import page_address
from dashboard.ui import address as words_of
from dashboard.ui.address import KEYS, Address

SEEN = "address_seen"  # the address as this session last wrote or read it


def address_of_session() -> Address:
    """The filter bar's part of the browser's address."""
    return {key: tuple(st.query_params.get_all(key)) for key in KEYS if key in st.query_params}


def known_after() -> int | None:
    """The upload whose state of knowledge this session looks at; None is the newest."""
    found = address_of_session()
    if found or SEEN not in st.session_state:  # a change of page empties the address
        st.session_state["known"] = words_of.known_after(found)
    return cast("int | None", st.session_state.get("known"))


def address_of_newest(page: str) -> str:
    """The address of what is shown on a page, as known now."""
    query = {key: values for key, values in address_of_session().items() if key != "known"}
    return page_address(page, **query)


def write_address(address: Address) -> None:
    """Bring the browser's address to this one; what is not of the filter bar stays."""
    for key in KEYS:
        if key not in address and key in st.query_params:
            del st.query_params[key]
        elif key in address and tuple(st.query_params.get_all(key)) != address[key]:
            st.query_params[key] = list(address[key])
    st.session_state[SEEN] = address
