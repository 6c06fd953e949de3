"""What an undo would do, counted before: the same as it then does."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.store.ledger import history
from dashboard.store.record import Record
from dashboard.store.undo import undo
from dashboard.store.undo_ahead import Ahead, undo_ahead
from tests.records import AT, BILO, HULI, POKR, people, record_of, send, towns

DAYS = ("2025-09-10", "2025-09-11", "2025-09-12")


def test_rows_that_get_back_their_values_go_and_stay_are_counted_apart(record: Record) -> None:
    send(record, people((BILO, DAYS[0], 700)))
    send(record, people((BILO, DAYS[0], 650), (BILO, DAYS[1], 600), (POKR, DAYS[1], 1300)))
    send(record, people((POKR, DAYS[1], 1250)))
    assert undo_ahead(record, 3) == Ahead(changed=1, returned=0, removed=1, left=1)
    assert not undo_ahead(record, 3).nothing
    undo(record, 3, by="Olena", at=AT)
    assert undo_ahead(record, 5) == Ahead(changed=1, returned=1, removed=0, left=0)
    assert undo_ahead(record, 3) == Ahead(changed=0, returned=0, removed=0, left=3)
    assert undo_ahead(record, 3).nothing


def test_to_ask_changes_nothing_and_an_unknown_upload_has_nothing(record: Record) -> None:
    before = history(record)
    assert undo_ahead(record, 1).left == 0
    assert undo_ahead(record, 99).nothing
    assert history(record) == before


ROW = st.tuples(st.sampled_from((BILO, POKR, HULI)), st.sampled_from(DAYS), st.integers(1, 3))
FILE = st.lists(ROW, min_size=1, max_size=4, unique_by=lambda row: row[:2])


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(FILE, min_size=1, max_size=4), st.data())
def test_what_is_counted_is_what_the_undo_does(
    tmp_path_factory: pytest.TempPathFactory, files: list[list[tuple[str, str, int]]], data: st.DataObject
) -> None:
    record = record_of(tmp_path_factory.mktemp("ahead") / "record.db", towns())
    for rows in files:
        send(record, people(*rows))
    upload_id = data.draw(st.integers(2, max(2, len(history(record)))))
    ahead = undo_ahead(record, upload_id)
    if ahead.nothing:
        return
    done = undo(record, upload_id, by="Olena", at=AT)
    told = done.upload
    assert ahead == Ahead(told.rows_changed, told.rows_new, told.rows_removed, len(done.left))
