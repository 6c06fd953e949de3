"""What stands where there is nothing to show: why, and what to do."""

import streamlit as st
from pandas import DataFrame

from dashboard.look.parts import empty
from dashboard.look.words import word


def nothing_yet(overview: DataFrame) -> bool:
    """Whether there is no town to speak of; says so in the page's place."""
    if overview.empty:
        st.html(empty(word("empty.towns"), remedy=word("empty.towns_remedy")))
    return overview.empty


def no_report(sentence: str) -> None:
    st.html(empty(sentence, remedy=word("empty.reports_remedy")))
