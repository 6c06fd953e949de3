"""The key figures of a town that is silent say so."""

from dataclasses import replace

import pandas as pd

from dashboard.model.filters import Filters
from dashboard.ui.town_figures import town_cards
from tests.records import on

ROW: dict[str, object] = {
    "population_baseline": 14634,
    "front_distance_km": 14.8,
    "distance_date": pd.Timestamp("2025-09-12"),
    "people": 700,
    "people_source": "BBC",
    "people_date": pd.Timestamp("2025-09-01"),
    "evacuated": 112,
    "evacuated_14_days": None,
    "evacuated_source": "Police",
    "evacuated_date": pd.Timestamp("2025-09-02"),
    "evacuation_order": None,
    "order_source": None,
    "order_date": pd.NaT,
    "status": "at_risk",
    "status_source": "BBC",
    "status_date": pd.Timestamp("2025-09-01"),
}
FILTERS: Filters = on("2025-09-12")
SILENT = "silent: no report for 10 days, longer than expected"


def test_what_a_silent_town_reported_says_so_and_a_distance_or_nothing_does_not() -> None:
    row = pd.Series(ROW)
    usual = town_cards(row, FILTERS)
    front, people, evacuated, order, status = town_cards(row, FILTERS, silent_days=10)
    assert (front, order) == (usual[0], usual[3])
    for card, before in ((people, usual[1]), (evacuated, usual[2]), (status, usual[4])):
        assert card == replace(before, tone="caution", notes=(*before.notes, SILENT))
