"""Services lost and restored between two known states, and services closed now."""

import pytest

from dashboard.analysis.services import closed_services, services_changed
from tests.analysis.conftest import Told
from tests.records import BILO, KOST, POKR, csv_of, on

DAY = "2025-09-12"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("open", "closed", "lost"),
        ("limited", "closed", "lost"),
        ("closed", "open", "restored"),
        ("closed", "limited", "restored"),
        ("unknown", "closed", ""),
        (None, "closed", ""),
        ("open", "unknown", ""),
        ("open", "limited", ""),
        ("open", None, ""),  # the newest state is still the one before
        ("closed", "unknown", ""),
        ("closed", None, ""),
        ("closed", "closed", ""),
        ("unknown", "open", ""),
        (None, "open", ""),
    ],
)
def test_a_service_is_lost_or_restored_only_between_two_known_states(
    told: Told, before: str | None, after: str | None, expected: str
) -> None:
    ask = told(
        csv_of(
            "town_code date status water",
            (POKR, "2025-09-05", "at_risk", before),
            (POKR, "2025-09-06", "at_risk", after),
        )
    )
    lost, restored = services_changed(ask, on(DAY))
    found = {"lost": list(lost["service"]), "restored": list(restored["service"])}
    assert found == {"lost": [], "restored": []} | ({expected: ["water"]} if expected else {})


def test_a_service_closed_seven_days_ago_was_not_lost_in_these_seven_days(told: Told) -> None:
    states = csv_of(
        "town_code date water gas",
        (POKR, "2025-09-04", "open", "open"),
        (POKR, "2025-09-05", "closed", "open"),
        (POKR, "2025-09-12", "closed", "closed"),
        (POKR, "2025-09-13", "open", "open"),
    )
    lost, restored = services_changed(told(states), on(DAY))
    assert list(lost[["service", "state_before", "state"]].itertuples(index=False, name=None)) == [
        ("gas", "open", "closed")
    ]
    assert restored.empty


def test_closed_services_are_counted_for_towns_that_reported_services(told: Told) -> None:
    ask = told(
        csv_of(
            "town_code date status water gas bank",
            (POKR, "2025-09-01", None, "closed", "closed", "open"),
            (POKR, "2025-09-10", None, "open", None, None),
            (BILO, "2025-09-10", None, "open", "limited", "unknown"),
            (KOST, "2025-09-10", "at_risk", None, None, None),
        )
    )
    assert closed_services(ask, on(DAY)).to_dict() == {POKR: 1, BILO: 0}
