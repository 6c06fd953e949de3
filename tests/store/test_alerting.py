"""Rules are set and ended and alerts acknowledged in the ledger, by one manager at a time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from threading import Barrier, Thread
from typing import ParamSpec, TypeVar

import pytest

from dashboard.errors import AlertRefused, DashboardError, StalePreview, WrongUse
from dashboard.model.alert_rule import AlertRule
from dashboard.store import alerting
from dashboard.store.alerting import Standing, acknowledge, end_rule, has_rules, set_rule
from dashboard.store.commit import commit
from dashboard.store.ledger import history
from dashboard.store.preview import preview
from dashboard.store.record import Record
from dashboard.store.undo import undo
from dashboard.store.verifying import verify
from tests.records import AT, BILO, POKR, send
from tests.store.alerted import NEAR, ruled, seen
from tests.store.seen import rows_of

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

CHANCE = AlertRule("chance_above", 30.0, 10.0, 30.0, area_code="UA14")
LOST = AlertRule("service_lost", service="hospital", town_code=BILO)
SILENT = AlertRule("silent_for", 7.0)
RULE = (
    "rule_id",
    "kind",
    "threshold",
    "within_km",
    "horizon_days",
    "service",
    "area_code",
    "town_code",
    "state",
)
SEEN = ("town_code", "rule_id", "began", "source", "note")


def test_a_rule_is_a_row_of_an_upload_with_who_when_and_why(record: Record) -> None:
    assert not has_rules(record)
    rule_id, upload = set_rule(record, CHANCE, by="Olena", at=AT, note="winter")
    assert (rule_id, has_rules(record)) == ("R1", True)
    assert rows_of(record, "alert_rules", *RULE) == [
        ("R1", "chance_above", 30.0, 10.0, 30.0, None, "UA14", None, "in_force")
    ]
    entry = history(record)[-1]
    assert entry == upload
    assert (entry.dataset, entry.file_name, entry.uploaded_by, entry.note) == (
        "alert_rules",
        "alert rule R1",
        "Olena",
        "winter",
    )
    assert (entry.rows_new, entry.rows_changed, entry.uploaded_at) == (1, 0, "2025-09-15T12:00:00Z")
    assert verify(record) == (2, [])


def test_every_rule_gets_an_id_that_no_other_ever_had(record: Record) -> None:
    assert ruled(record, NEAR, CHANCE, LOST) == ["R1", "R2", "R3"]
    undo(record, 4, by="Olena", at=AT)
    end_rule(record, "R2", by="Olena", at=AT)
    assert ruled(record, LOST, CHANCE) == ["R4", "R5"]
    assert [row[0] for row in rows_of(record, "alert_rules", "rule_id")] == ["R1", "R2", "R4", "R5"]


def test_an_ended_rule_stays_with_what_it_said(record: Record) -> None:
    ruled(record, CHANCE)
    ended = end_rule(record, "R1", by="Petro", at=AT, note="spring")
    assert (ended.rows_changed, ended.uploaded_by, ended.note) == (1, "Petro", "spring")
    assert rows_of(record, "alert_rules", *RULE) == [
        ("R1", "chance_above", 30.0, 10.0, 30.0, None, "UA14", None, "ended")
    ]
    undo(record, ended.upload_id, by="Olena", at=AT)
    assert rows_of(record, "alert_rules", "state") == [("in_force",)]
    assert verify(record) == (4, [])


@pytest.mark.parametrize("rule_id", ["R2", "r1", "", "R1; drop table towns"])
def test_what_is_not_in_force_cannot_be_ended(record: Record, rule_id: str) -> None:
    ruled(record, NEAR)
    with pytest.raises(AlertRefused) as refused:
        end_rule(record, rule_id, by="Olena", at=AT)
    assert str(refused.value) == f"rule {rule_id}: no rule of this id is in force. Nothing was stored."
    assert len(history(record)) == 2


def test_a_rule_cannot_be_ended_twice(record: Record) -> None:
    ruled(record, NEAR)
    end_rule(record, "R1", by="Olena", at=AT)
    with pytest.raises(AlertRefused, match="rule R1: no rule of this id is in force"):
        end_rule(record, "R1", by="Olena", at=AT)


def test_the_same_rule_is_in_force_once(record: Record) -> None:
    ruled(record, NEAR, CHANCE)
    with pytest.raises(AlertRefused) as refused:
        ruled(record, CHANCE, by="Petro")
    assert str(refused.value) == "the rule: it is in force already, as R2. Nothing was stored."
    assert ruled(record, replace(CHANCE, threshold=31.0), replace(CHANCE, area_code=None)) == ["R3", "R4"]


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (replace(NEAR, town_code="UA9999999999"), "UA9999999999"),
        (replace(NEAR, area_code="UA99"), "UA99"),
        (replace(NEAR, area_code=BILO), BILO),
    ],
)
def test_a_rule_is_about_towns_that_are_known(record: Record, rule: AlertRule, code: str) -> None:
    with pytest.raises(AlertRefused) as refused:
        ruled(record, rule)
    assert str(refused.value) == f"the rule: no town or area has the code {code}. Nothing was stored."


def test_what_is_no_rule_is_refused_again_where_it_is_stored(record: Record) -> None:
    with pytest.raises(WrongUse, match='limit: found "-1", expected a number of kilometres'):
        ruled(record, replace(NEAR, threshold=-1.0))
    assert len(history(record)) == 1


def test_an_acknowledgement_keeps_the_note_and_who_in_one_upload(record: Record) -> None:
    ruled(record, NEAR, SILENT)
    alerts = [Standing(BILO, "R1", date(2025, 9, 1), "A"), Standing(POKR, "R2", date(2025, 9, 2), None)]
    upload = acknowledge(record, alerts, by="Petro", at=AT, note="two vans")
    assert rows_of(record, "alert_acknowledgements", *SEEN) == [
        (BILO, "R1", "2025-09-01", "A", "two vans"),
        (POKR, "R2", "2025-09-02", None, "two vans"),
    ]
    assert (upload.dataset, upload.file_name, upload.uploaded_by, upload.rows_new, upload.note) == (
        "alert_acknowledgements",
        "acknowledgement of R1, R2",
        "Petro",
        2,
        "two vans",
    )
    undo(record, upload.upload_id, by="Petro", at=AT)
    assert rows_of(record, "alert_acknowledgements") == []
    assert verify(record) == (5, [])


def test_nobody_acknowledges_over_another(record: Record) -> None:
    ruled(record, NEAR)
    seen(record, "R1", by="Petro", note="on it")
    for note in ("on it", "me too"):
        with pytest.raises(AlertRefused) as refused:
            seen(record, "R1", by="Olena", note=note)
        assert str(refused.value) == (
            f"the alert: Petro acknowledged R1 for {BILO} already (upload 3). Nothing was stored."
        )
    assert rows_of(record, "alert_acknowledgements", "note") == [("on it",)]
    seen(record, "R1", source="A")  # of another source, and so another alert
    seen(record, "R1", began="2025-09-09")
    assert len(rows_of(record, "alert_acknowledgements")) == 3


def test_one_of_several_that_is_acknowledged_already_refuses_all(record: Record) -> None:
    ruled(record, NEAR)
    seen(record, "R1", by="Petro")
    alerts = [Standing(code, "R1", date(2025, 9, 1), None) for code in (POKR, BILO)]
    with pytest.raises(AlertRefused, match="Petro acknowledged R1"):
        acknowledge(record, alerts, by="Olena", at=AT)
    assert len(rows_of(record, "alert_acknowledgements")) == 1


def test_an_alert_of_an_ended_rule_is_not_acknowledged(record: Record) -> None:
    ruled(record, NEAR)
    end_rule(record, "R1", by="Petro", at=AT)
    with pytest.raises(AlertRefused) as refused:
        seen(record, "R1")
    assert str(refused.value) == "rule R1: it is no longer in force. Nothing was stored."


def after(act: Callable[[], object], call: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """The call, before whose first time somebody else acts."""
    acted: list[bool] = []

    def later(*given: Given.args, **named: Given.kwargs) -> Answer:
        if not acted:
            acted.append(True)
            act()
        return call(*given, **named)

    return later


def between(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let somebody else act between a manager's look at the record and the commit."""
    monkeypatch.setattr(alerting, "commit", after(act, commit))


def test_of_two_managers_who_set_a_rule_at_once_the_second_is_told(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    between(monkeypatch, lambda: ruled(record, SILENT, by="Petro"))
    with pytest.raises(StalePreview) as stale:
        ruled(record, NEAR)
    assert (stale.value.uploaded_by, stale.value.rows) == ("Petro", ("R1",))
    assert rows_of(record, "alert_rules", "rule_id", "kind") == [("R1", "silent_for")]
    assert ruled(record, NEAR) == ["R2"]


def test_of_two_managers_who_acknowledge_at_once_the_second_is_told(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruled(record, NEAR)
    between(monkeypatch, lambda: seen(record, "R1", by="Petro", note="on it"))
    with pytest.raises(StalePreview) as stale:
        seen(record, "R1")
    assert (stale.value.uploaded_by, stale.value.upload_id) == ("Petro", 3)
    assert rows_of(record, "alert_acknowledgements", "note") == [("on it",)]


def test_an_id_that_was_taken_between_two_looks_is_not_overwritten(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alerting, "preview", after(lambda: ruled(record, SILENT, by="Petro"), preview))
    assert ruled(record, NEAR) == ["R2"]
    assert rows_of(record, "alert_rules", "rule_id", "kind") == [
        ("R1", "silent_for"),
        ("R2", "front_nearer_than"),
    ]


def test_many_managers_at_once_lose_no_rule_and_double_none(record: Record) -> None:
    begin, ids = Barrier(4), []

    def manage(km: float) -> None:
        begin.wait()
        for _ in range(200):
            try:
                ids.extend(ruled(record, replace(NEAR, threshold=km)))
            except DashboardError:
                continue
            return

    threads = [Thread(target=manage, args=(float(km),)) for km in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ids) == ["R1", "R2", "R3", "R4"]
    assert sorted(rows_of(record, "alert_rules", "threshold")) == [(1.0,), (2.0,), (3.0,), (4.0,)]
    assert verify(record) == (5, [])


def test_towns_with_an_acknowledged_alert_stay_when_their_upload_is_taken_back(record: Record) -> None:
    ruled(record, NEAR)
    seen(record, "R1", town=BILO)
    undone = undo(record, 1, by="Olena", at=AT)
    assert undone.left == (f"towns {BILO}",)


def test_texts_are_stored_as_they_were_typed(record: Record) -> None:
    hostile = "'; drop table towns; -- <script>alert(1)</script> ![x](http://x) {y} $z"
    ruled(record, NEAR, by=hostile)
    seen(record, "R1", by=hostile, note=hostile)
    assert rows_of(record, "alert_acknowledgements", "note") == [(hostile,)]
    assert [upload.uploaded_by for upload in history(record)[1:]] == [hostile, hostile]
    send(record, f"town_code,date,population_remaining\n{BILO},2025-09-12,700\n")
    assert verify(record) == (4, [])
