"""How near counts as near, for chances: one of the distances that the outlook knows, kept in the address."""

import streamlit as st

from dashboard.analysis.outlook import THRESHOLDS_KM
from dashboard.analysis.time_to_clear import NEAR_KM
from dashboard.look.words import word


def chosen_within() -> int:
    within_km: int = st.segmented_control(
        word("clear.within"),
        THRESHOLDS_KM,
        format_func=str,
        default=NEAR_KM,
        required=True,
        key="within",
        bind="query-params",
    )
    return within_km
