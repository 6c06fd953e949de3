"""Which alerts stand: where a rule looks, who has seen what, and when it must be seen again."""

from dataclasses import replace
from pathlib import Path

import pytest
from pandas import DataFrame

from dashboard.analysis.alerts.standing import COLUMNS, alerts
from dashboard.model.alert_rule import AlertRule
from dashboard.model.filters import Filters
from dashboard.store.alerting import end_rule
from dashboard.store.record import Record
from dashboard.store.undo import undo
from tests.analysis.told_alerts import DAY, cells, judged_on, services, standing, watched
from tests.records import AT, BILO, HULI, KOST, POKR, asking, distances, on, people, record_of, send, towns
from tests.store.alerted import ruled, seen

NEAR = AlertRule("front_nearer_than", 10.0)
SEEN = ("rule_id", "town_name", "acknowledged_by", "acknowledgement_note")
ALL_NEAR = distances(*((code, "2025-09-12", "A", 9.0) for code in (BILO, POKR, KOST, HULI)))


@pytest.fixture
def near(tmp_path: Path) -> Record:
    """Bilozerske nearer than 10 km since 5 September by A, since 9 September by B."""
    rows = distances(
        (BILO, "2025-09-01", "A", 12.0),
        (BILO, "2025-09-05", "A", 9.0),
        (BILO, "2025-09-12", "A", 8.0),
        (BILO, "2025-09-09", "B", 7.0),
    )
    return watched(tmp_path / "store.db", rows, rules=(NEAR,))


def test_without_a_rule_nothing_else_is_asked(tmp_path: Path) -> None:
    ask = asking(record_of(tmp_path / "store.db", towns(), ALL_NEAR))
    asked: list[str] = []

    def noted(question: str, filters: Filters | None = None, /, **more: object) -> DataFrame:
        asked.append(question)
        return ask(question, filters, **more)

    found = alerts(noted, on(DAY))
    assert (found.empty, list(found), asked) == (True, COLUMNS, ["alert_rules"])


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (NEAR, ["Bilozerske", "Huliaipole", "Kostiantynivka", "Pokrovsk"]),
        (replace(NEAR, area_code="UA14"), ["Bilozerske", "Kostiantynivka", "Pokrovsk"]),
        (replace(NEAR, area_code="UA1416"), ["Bilozerske", "Pokrovsk"]),
        (replace(NEAR, area_code="UA1416021"), ["Pokrovsk"]),
        (replace(NEAR, town_code=HULI), ["Huliaipole"]),
    ],
)
def test_a_rule_is_about_all_towns_or_an_area_or_one(
    tmp_path: Path, rule: AlertRule, found: list[str]
) -> None:
    record = watched(tmp_path / "store.db", ALL_NEAR, rules=(rule,))
    assert [name for (name,) in standing(record, DAY, "town_name")] == found
    known = {"Bilozerske": BILO, "Huliaipole": HULI, "Kostiantynivka": KOST, "Pokrovsk": POKR}
    for name, code in known.items():
        chosen = [(name,)] if name in found else []
        assert standing(record, DAY, "town_name", towns=(code,)) == chosen


def test_the_filters_narrow_the_towns_that_a_rule_counts(tmp_path: Path) -> None:
    record = watched(tmp_path / "store.db", ALL_NEAR, rules=(NEAR,))
    assert cells(judged_on(record).rules, "towns", "met", "not_told") == [(5, 4, 1)]
    assert cells(judged_on(record, area="UA23").rules, "towns", "met", "not_told") == [(1, 1, 0)]


def test_every_rule_is_told_with_who_set_it_and_one_that_nobody_meets_too(tmp_path: Path) -> None:
    record = watched(tmp_path / "store.db", ALL_NEAR, rules=(NEAR, AlertRule("silent_for", 7.0)))
    names = ("rule_id", "kind", "threshold", "uploaded_by", "uploaded_at", "met", "not_told")
    at = "2025-09-15T12:00:00Z"
    assert cells(judged_on(record).rules, *names) == [
        ("R1", "front_nearer_than", 10.0, "Olena", at, 4, 1),
        ("R2", "silent_for", 7.0, "Olena", at, 0, 5),
    ]


def test_an_acknowledged_alert_says_by_whom_and_comes_last(near: Record) -> None:
    ruled(near, AlertRule("front_nearer_than", 9.0))
    seen(near, "R1", began="2025-09-05", source="A", by="Petro", note="two vans")
    assert standing(near, DAY, *SEEN, "acknowledged_at", "began") == [
        ("R2", "Bilozerske", None, None, None, "09-12"),
        ("R1", "Bilozerske", "Petro", "two vans", "2025-09-15T12:00:00Z", "09-05"),
    ]


def test_an_acknowledgement_is_of_the_source_that_was_looked_at(near: Record) -> None:
    seen(near, "R1", began="2025-09-09", source="B", by="Petro")
    assert standing(near, DAY, *SEEN, source="A") == [("R1", "Bilozerske", None, None)]
    assert standing(near, DAY, *SEEN, source="B") == [("R1", "Bilozerske", "Petro", None)]


def test_an_acknowledgement_is_of_one_town_and_one_rule(tmp_path: Path) -> None:
    record = watched(tmp_path / "store.db", ALL_NEAR, rules=(NEAR, AlertRule("front_nearer_than", 9.5)))
    seen(record, "R1", town=BILO, began=DAY, source="A", by="Petro")
    known = {(rule, town): by for rule, town, by, _ in standing(record, DAY, *SEEN)}
    assert len(known) == 8
    assert {key for key, by in known.items() if by is not None} == {("R1", "Bilozerske")}


def test_an_alert_that_ended_and_began_again_is_to_be_seen_again(near: Record) -> None:
    seen(near, "R1", began="2025-09-05", source="A", by="Petro")
    send(near, distances((BILO, "2025-09-13", "A", 10.0)))
    assert standing(near, "2025-09-13", *SEEN) == []
    send(near, distances((BILO, "2025-09-14", "A", 9.5)))
    assert standing(near, "2025-09-14", *SEEN, "began") == [("R1", "Bilozerske", None, None, "09-14")]
    assert standing(near, DAY, *SEEN) == [("R1", "Bilozerske", "Petro", None)]
    seen(near, "R1", began="2025-09-14", source="A", by="Olena")
    assert standing(near, "2025-09-14", *SEEN) == [("R1", "Bilozerske", "Olena", None)]


def test_a_correction_that_moves_the_beginning_back_leaves_it_seen_and_one_that_parts_it_does_not(
    near: Record,
) -> None:
    seen(near, "R1", began="2025-09-05", source="A", by="Petro")
    send(near, distances((BILO, "2025-09-01", "A", 9.0)))
    assert standing(near, DAY, *SEEN, "began") == [("R1", "Bilozerske", "Petro", None, "09-01")]
    send(near, distances((BILO, "2025-09-05", "A", 11.0)))
    assert standing(near, DAY, *SEEN, "began") == [("R1", "Bilozerske", None, None, "09-12")]


def test_a_further_service_that_is_lost_is_to_be_seen_though_the_first_was(tmp_path: Path) -> None:
    lost = services((BILO, "2025-09-01", "open", "open", "A"), (BILO, "2025-09-03", "closed", "open", "A"))
    record = watched(tmp_path / "store.db", lost, rules=(AlertRule("service_lost"),))
    seen(record, "R1", began="2025-09-03", by="Petro")
    assert standing(record, DAY, "services", "acknowledged_by") == [("water", "Petro")]
    send(record, services((BILO, "2025-09-09", "closed", "closed", "B")))
    assert standing(record, DAY, "services", "acknowledged_by") == [("water;hospital", None)]
    seen(record, "R1", began="2025-09-09", by="Olena")
    send(record, services((BILO, "2025-09-10", "closed", "open", "B")))
    assert standing(record, DAY, "services", "acknowledged_by") == [("water", "Olena")]


def test_an_alert_of_an_ended_rule_is_gone_and_comes_back_seen_with_its_undo(near: Record) -> None:
    seen(near, "R1", began="2025-09-05", source="A", by="Petro")
    ended = end_rule(near, "R1", by="Olena", at=AT)
    assert judged_on(near).rules.empty
    assert standing(near) == []
    undo(near, ended.upload_id, by="Olena", at=AT)
    assert standing(near, DAY, *SEEN) == [("R1", "Bilozerske", "Petro", None)]


def test_taking_back_the_upload_of_a_rule_or_of_an_acknowledgement_takes_it_back(near: Record) -> None:
    upload = seen(near, "R1", began="2025-09-05", source="A", by="Petro")
    undo(near, upload.upload_id, by="Olena", at=AT)
    assert standing(near, DAY, *SEEN) == [("R1", "Bilozerske", None, None)]
    undo(near, 3, by="Olena", at=AT)
    assert standing(near) == []


def test_an_earlier_state_and_an_earlier_day_are_told_as_they_were(near: Record) -> None:
    upload = seen(near, "R1", began="2025-09-05", source="A", by="Petro")
    before = asking(near, version=upload.upload_id - 1)
    assert cells(alerts(before, on(DAY)), *SEEN) == [("R1", "Bilozerske", None, None)]
    assert standing(near, "2025-09-04") == []


def test_those_that_nobody_has_seen_come_first_then_the_newest(tmp_path: Path) -> None:
    rows = distances(
        (BILO, "2025-09-01", "A", 9.0),
        (POKR, "2025-09-10", "A", 9.0),
        (KOST, "2025-09-10", "A", 9.0),
        (HULI, "2025-09-12", "A", 9.0),
    )
    record = watched(
        tmp_path / "store.db",
        rows,
        people((BILO, "2025-08-30", 1)),
        rules=(NEAR, AlertRule("silent_for", 11.0)),
    )
    seen(record, "R1", town=HULI, began=DAY, source="A")
    assert standing(record, DAY, "rule_id", "town_name") == [
        ("R1", "Kostiantynivka"),
        ("R1", "Pokrovsk"),
        ("R2", "Bilozerske"),
        ("R1", "Bilozerske"),
        ("R1", "Huliaipole"),
    ]
