"""Parts of a page side by side; on a phone they stand below each other."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def beside(*weights: int) -> Sequence[DeltaGenerator]:
    return st.columns(list(weights), gap="medium")
