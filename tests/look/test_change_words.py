"""Each kind of change as a plain sentence with its figures and days; what is missing is said, never 0."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import pytest

from dashboard.analysis.changes.kinds import KINDS
from dashboard.look.change_words import DEMAND_ACTION, change_mark, change_sentence

FIFTH, TWELFTH = pd.Timestamp("2025-09-05"), pd.Timestamp("2025-09-12")


@dataclass(frozen=True)
class Told:
    """A row of ``changes``."""

    kind: str
    before: Any = None
    after: Any = None
    what: str | None = None
    edge_km: float | None = None
    before_date: Any = FIFTH
    after_date: Any = TWELFTH
    days_before: int | None = None
    days_after: int | None = None
    team: str | None = None
    destination: str | None = None


SENTENCES = [
    (
        Told("nearer", 21.6, 14.8, edge_km=15.0),
        "front 21.6 km on 5 Sep 2025, 14.8 km on 12 Sep 2025: now within 15 km",
    ),
    (
        Told("farther", 14.8, 15.04, edge_km=15.0),
        "front 14.8 km on 5 Sep 2025, 15.0 km on 12 Sep 2025: now beyond 15 km",
    ),
    (Told("held", 0.4, 0.0, edge_km=0.0), "now inside the held area (front 0.4 km away on 5 Sep 2025)"),
    (
        Told("farther", 0.0, 0.4, edge_km=0.0),
        "no longer inside the held area, front 0.4 km away on 12 Sep 2025",
    ),
    (Told("service_lost", "open", "closed", "hospital"), "hospital closed, before open (5 Sep 2025)"),
    (
        Told("service_restored", "closed", "limited", "mobile_network"),
        "mobile network limited, before closed (5 Sep 2025)",
    ),
    (
        Told("order_stricter", "recommended", "mandatory", "evacuation_order"),
        "evacuation order mandatory, before recommended (5 Sep 2025)",
    ),
    (
        Told("order_stricter", None, "mandatory", "evacuation_order", before_date=pd.NaT),
        "evacuation order mandatory, the first that is reported",
    ),
    (Told("status_worse", "at_risk", "contested", "status"), "status contested, before at risk (5 Sep 2025)"),
    (
        Told("people_down", 12500, 700, "population_remaining"),
        "people remaining 12 500 on 5 Sep 2025, 700 on 12 Sep 2025 (−94 %)",
    ),
    (
        Told("people_up", 0, 12, "population_remaining"),
        "people remaining 0 on 5 Sep 2025, 12 on 12 Sep 2025",
    ),
    (
        Told("pace_doubled", 6.0, 12.5, days_before=5, days_after=9),
        "pace 12 a day (reports on 9 of 14 days), 6.0 a day before (reports on 5 of 14 days)",
    ),
    (
        Told("pace_stalled", 6.0, 0.0, days_before=1, days_after=1),
        "nobody evacuated (report on 1 of 14 days), 6.0 a day before (report on 1 of 14 days)",
    ),
    (
        Told("pace_stalled", 6.0, None, days_before=5, days_after=0),
        "no evacuation reported in 14 days, the last on 5 Sep 2025; 6.0 a day before (reports on 5 of 14 days)",
    ),
    (Told("silent", 2, 10), "no report since 5 Sep 2025, 10 days; mostly one comes within 2 days"),
    (Told("silent", 1, 4), "no report since 5 Sep 2025, 4 days; mostly one comes every day"),
    (Told("silent", None, 8), "no report since 5 Sep 2025, 8 days"),
    (
        Told("correction", 1400, 1350, "population_remaining"),
        "people remaining of 5 Sep 2025 corrected from 1 400 to 1 350",
    ),
    (
        Told("correction", 5, None, "evacuated", team="A", destination="Dnipro"),
        "evacuated (A, Dnipro) of 5 Sep 2025 taken back, it was 5",
    ),
    (
        Told("correction", 10.4, 12.0, "front_distance_km"),
        "front distance of 5 Sep 2025 corrected from 10.4 km to 12.0 km",
    ),
    (
        Told("correction", "open", "closed", "water"),
        "water of 5 Sep 2025 corrected from open to closed",
    ),
    (
        Told("correction", "none", "forced_children", "evacuation_order"),
        "evacuation order of 5 Sep 2025 corrected from none to forced (children)",
    ),
]


@pytest.mark.parametrize(("change", "sentence"), SENTENCES)
def test_a_change_is_a_plain_sentence(change: Told, sentence: str) -> None:
    assert change_sentence(change).replace("\u00a0", " ") == sentence


def test_every_kind_has_a_sentence_here_and_a_mark() -> None:
    assert {change.kind for change, _ in SENTENCES} | {"order_relaxed", "status_better"} == set(KINDS)
    assert {change_mark(kind) for kind in KINDS} == {
        *("front", "order", "status", "service", "pace", "silent", "people", "corrected")
    }
    assert set(DEMAND_ACTION) < set(KINDS)
