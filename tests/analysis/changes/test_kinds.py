"""The one order of importance."""

import pandas as pd
import pytest

from dashboard.analysis.changes.kinds import COLUMNS, KINDS, as_changes, by_importance

EDGES_KM = (10.0, 15.0, 25.0, 50.0)


def row(town: str, kind: str, *, day: str = "2025-09-10", **more: object) -> dict[str, object]:
    return {"town_code": town, "town_name": town, "kind": kind, "date": pd.Timestamp(day), **more}


def ordered(
    *rows: dict[str, object], edges_km: tuple[float, ...] = EDGES_KM, **kilometres: float
) -> list[tuple[str, str]]:
    found = by_importance(rows, kilometres=kilometres, edges_km=edges_km)
    return [(change["town_code"], change["kind"]) for change in found]


def test_every_kind_has_a_place_and_what_asks_for_a_decision_comes_before_good_news() -> None:
    shuffled = [row("A", kind, edge_km=10.0 if kind == "nearer" else None) for kind in sorted(KINDS)]
    assert [kind for _, kind in ordered(*shuffled)] == list(KINDS)
    assert KINDS[0] == "held"
    assert set(KINDS[-4:]) == {"farther", "order_relaxed", "status_better", "service_restored"}


def test_the_nearer_edge_comes_first_and_the_outermost_counts_with_the_numbers_of_people() -> None:
    rows = [row(f"T{edge:g}", "nearer", edge_km=edge) for edge in (50.0, 25.0, 15.0, 10.0)]
    found = ordered(*rows, row("C", "silent"), row("D", "people_down"), row("U", "people_up"))
    assert [town for town, _ in found] == ["T10", "T15", "T25", "C", "T50", "U", "D"]
    assert ordered(row("C", "silent"), rows[3], edges_km=(10.0,)) == [("T10", "nearer"), ("C", "silent")]


def test_within_a_kind_held_towns_are_last_then_come_nearness_newness_name() -> None:
    rows = [
        row("held", "service_lost"),
        row("b", "service_lost"),
        row("a", "service_lost"),
        row("older", "service_lost", day="2025-09-09"),
        row("near", "service_lost", day="2025-09-01"),
        row("unknown", "service_lost", day="2025-09-12"),
    ]
    found = ordered(*rows, held=0.0, near=0.1, a=7.0, b=7.0, older=7.0)
    assert [town for town, _ in found] == ["near", "a", "b", "older", "unknown", "held"]


def test_a_kind_that_has_no_place_is_a_defect() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        ordered(row("A", "news"))


def test_what_a_row_does_not_say_is_missing() -> None:
    frame = as_changes([row("A", "held")])
    assert list(frame.columns) == [*COLUMNS, "importance"]
    assert frame[["before", "after", "edge_km", "upload_id", "before_date"]].isna().all(axis=None)
    assert as_changes([]).dtypes.to_dict() == frame.iloc[:0].dtypes.to_dict()
