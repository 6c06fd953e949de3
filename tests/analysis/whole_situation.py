"""The first page's figures together, as the page asks for them."""

from dashboard.analysis.asking import Ask
from dashboard.analysis.silence import silence
from dashboard.analysis.situation import Situation, situation
from dashboard.model.filters import Filters

EDGES_KM = (10.0, 15.0, 25.0, 50.0)


def whole_situation(ask: Ask, filters: Filters) -> Situation:
    return situation(ask, filters, silences=silence(ask, filters), edges_km=EDGES_KM)
