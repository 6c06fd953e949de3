"""The reader's last visit, as this browser's cookie knows it, and the look at the data that it means."""

from datetime import datetime
from functools import partial

import streamlit as st

from dashboard.analysis.changes.earlier_look import EarlierLook, earlier_look
from dashboard.model.visits import COOKIE, visits_of
from dashboard.ui.here import Here
from dashboard.ui.loading import Bound


def last_visit() -> datetime | None:
    """The last moment at which this browser loaded a page in the visit before this one; None: not known."""
    cookie: object = st.context.cookies.get(COOKIE)
    visits = visits_of(cookie if isinstance(cookie, str) else None)  # Streamlit's AppTest has no real ones
    return None if visits is None else visits.previous


def default_look(at: Here, *, visited: datetime | None) -> EarlierLook:
    """What is compared with where the reader chooses no day."""
    return earlier_look(at.ask, at.filters, visited=visited, known_after=partial(Bound, at.answers))
