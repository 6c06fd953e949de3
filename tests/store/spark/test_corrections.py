"""Corrections are told by an engine as in DuckDB, as known after every upload."""

from pathlib import Path

from dashboard.store.published.publishing import publish
from dashboard.store.reading import open_reader
from dashboard.store.record import Record
from dashboard.store.spark.answers import SparkAnswers
from dashboard.store.undo import undo
from tests.databases import databases
from tests.records import AT, BILO, POKR, csv_of, distances, people, record_of, send, towns
from tests.sail import Sail
from tests.store.asked import PARAMETERS

DAY = "2025-09-01"
COLUMNS = "town_code date count_at team destination evacuated"


def test_corrections_and_what_was_taken_back_are_the_same_on_an_engine(
    sail: Sail, tmp_path: Path, target: str
) -> None:
    record: Record = record_of(tmp_path / "store.db", towns(), people((POKR, DAY, 700), (BILO, DAY, 5)))
    send(record, people((POKR, DAY, 650), (BILO, DAY, 6)))
    for count, km in ((3, 10.4), (4, 22.0)):
        keys = (("departure", "A", None), ("departure", None, "Dnipro"))
        send(record, csv_of(COLUMNS, *((POKR, DAY, *key, count) for key in keys)))
        send(record, distances((POKR, DAY, "DeepState", km)))
    undo(record, 3, by="Taras", at=AT)
    publish(record, target)
    there = SparkAnswers(sail.url(target))
    here = open_reader(databases.url_of(record))
    version = there.follow().version
    assert version == here.follow().version == 8
    told = 0
    for known in range(version + 1):
        for base in range(known + 1):
            given = PARAMETERS | {"base": base}
            expected = here.ask("corrections", version=known, proposed=None, **given)
            found = there.ask("corrections", version=known, proposed=None, **given)
            assert found.dtypes.to_dict() == expected.dtypes.to_dict()
            assert found.equals(expected), f"as known after {known}, since {base}"
            told += len(found)
    assert told > 20
