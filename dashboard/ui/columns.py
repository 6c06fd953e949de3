"""Parts of a page side by side; on a phone they stand below each other."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def side_by_side(key: str) -> DeltaGenerator:
    """Fields as wide as they need to be, in a line that wraps."""
    return st.container(horizontal=True, vertical_alignment="bottom", key=key)


def beside(*weights: int) -> Sequence[DeltaGenerator]:
    return st.columns(list(weights), gap="medium")
