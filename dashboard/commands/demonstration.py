"""The demonstration data, brought in the way a steward brings a file."""

from pathlib import Path

from dashboard.ingest.upload import changes, check, store
from dashboard.model.demonstration import DEMONSTRATION
from dashboard.settings import PROJECT, settings
from dashboard.store.ledger import history
from dashboard.store.record import Record
from dashboard.store.records import record_at

DATA = PROJECT / "data"
# The order matters: rows name towns; published facts come after the series, whose days they never share.
FILES = (
    DATA / "reference" / "towns.csv",
    DATA / "sample" / "front_distances.csv",
    DATA / "sample" / "town_status.csv",
    DATA / "sample" / "evacuations.csv",
    DATA / "sample" / "facts_status.csv",
    DATA / "sample" / "facts_front.csv",
    DATA / "sample" / "front_lines.geojson",
)


def load_demonstration(database: str) -> bool:
    """Make the database and load the demonstration into it; False where it already has uploads.

    A load that was cut off goes on where it stopped: a file that is already there changes nothing.
    """
    record = record_at(database).prepare(create=True)
    uploads = history(record)
    if any(upload.uploaded_by != DEMONSTRATION for upload in uploads) or len(uploads) >= len(FILES):
        return False
    for file in FILES:
        _load(record, file)
    return True


def _load(record: Record, file: Path) -> None:
    checked = check(record, file.read_bytes(), file_name=file.name, today=settings().today())
    store(record, checked, seen=changes(record, checked), by=DEMONSTRATION, at=settings().now())
