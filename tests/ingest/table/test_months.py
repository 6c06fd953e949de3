"""The names of months."""

import pytest

from dashboard.ingest.table.months import month_of


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("January", 1),
        ("СІЧНЯ", 1),
        ("листопада", 11),
        ("ноября", 11),
        ("Dec", 12),
        ("may", 5),
        ("мая", 5),
        ("x", None),
    ],
)
def test_a_month_is_known_by_its_names(name: str, number: int | None) -> None:
    assert month_of(name) == number
