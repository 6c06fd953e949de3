"""What an upload raised and ended, judged before and after it."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.analysis.alerts.raised import alerts_changed
from dashboard.model.alert_rule import AlertRule
from dashboard.store.record import Record
from tests.analysis.told_alerts import Standing, cells, watched
from tests.records import BILO, HULI, KOST, POKR, asking, csv_of, distances, people, record_of, send, towns

NEAR = AlertRule("front_nearer_than", 10.0)
TODAY = date(2025, 9, 15)


@pytest.fixture
def record(tmp_path: Path) -> Record:
    rows = distances(
        (BILO, "2025-09-10", "A", 12.0), (POKR, "2025-09-10", "A", 9.0), (KOST, "2025-09-10", "A", 40.0)
    )
    return watched(tmp_path / "store.db", rows, rules=(NEAR, AlertRule("silent_for", 3.0)))


def changed(record: Record, text: str) -> tuple[Standing, Standing]:
    """What an upload of the text raised and ended."""
    upload = send(record, text)
    assert upload is not None
    before, after = (asking(record, version=upload.upload_id - back) for back in (1, 0))
    raised, ended = alerts_changed(before, after, today=TODAY)
    names = ("rule_id", "town_name", "value", "began")
    return cells(raised, *names), cells(ended, *names)


def test_an_upload_raises_what_is_met_now_and_ends_what_is_no_longer(record: Record) -> None:
    rows = distances(
        (BILO, "2025-09-11", "A", 9.9), (POKR, "2025-09-11", "A", 10.0), (KOST, "2025-09-11", "A", 39.0)
    )
    assert changed(record, rows) == (
        [("R1", "Bilozerske", 9.9, "09-11")],
        [("R1", "Pokrovsk", 9.0, "09-10")],
    )


def test_what_stood_before_and_stands_after_is_neither(record: Record) -> None:
    rows = distances(
        *((code, "2025-09-11", "A", km) for code, km in ((BILO, 11.0), (POKR, 5.0), (KOST, 40.0)))
    )
    assert changed(record, rows) == ([], [])


def test_a_later_day_makes_others_silent(record: Record) -> None:
    assert changed(record, people((BILO, "2025-09-09", 700))) == ([], [])
    assert changed(record, people((KOST, "2025-09-12", 700))) == ([("R2", "Bilozerske", 3, "09-12")], [])
    assert changed(record, people((BILO, "2025-09-12", 690))) == ([], [("R2", "Bilozerske", 3, "09-12")])


def test_one_that_began_anew_by_a_correction_is_raised_anew(record: Record) -> None:
    send(record, distances((POKR, "2025-09-11", "A", 8.0), (POKR, "2025-09-12", "A", 8.0)))
    assert changed(record, distances((POKR, "2025-09-11", "A", 20.0))) == (
        [("R1", "Pokrovsk", 8.0, "09-12")],
        [],
    )


def test_an_upload_that_makes_another_source_cover_most_towns_moves_nothing_by_that(record: Record) -> None:
    rows = distances(*((code, "2025-09-11", "B", 1.0) for code in (BILO, POKR, KOST, HULI)))
    assert changed(record, rows) == ([], [])


def test_the_first_count_at_departure_ends_no_alert_of_people_counted_elsewhere(tmp_path: Path) -> None:
    titles = "town_code date count_at evacuated"
    transit = csv_of(titles, *((BILO, f"2025-09-{day}", "transit", 1) for day in range(10, 13)))
    record = watched(tmp_path / "transit.db", transit, rules=(AlertRule("pace_under", 5.0),))
    assert changed(record, csv_of(titles, (POKR, "2025-09-12", "departure", 40))) == ([], [])


def test_without_a_rule_nothing_changes(tmp_path: Path) -> None:
    record = record_of(tmp_path / "store.db", towns())
    assert changed(record, distances((BILO, "2025-09-11", "A", 1.0))) == ([], [])


def test_the_first_reports_raise_what_they_meet(tmp_path: Path) -> None:
    record = watched(tmp_path / "store.db", rules=(NEAR,))
    assert changed(record, distances((BILO, "2025-09-11", "A", 1.0))) == (
        [("R1", "Bilozerske", 1.0, "09-11")],
        [],
    )
