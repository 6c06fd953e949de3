"""The button under rows that gives them as a CSV file, made when the reader asks for it."""

from collections.abc import Callable

import streamlit as st

from dashboard.look.words import word


def csv_button(made: Callable[[], bytes], *, file_name: str, key: str, about: str) -> None:
    """``about`` tells who points at it what the file holds."""
    st.download_button(
        word("figure.csv"),
        made,
        file_name=file_name,
        mime="text/csv",
        key=key,
        on_click="ignore",
        type="tertiary",
        help=about,
    )
