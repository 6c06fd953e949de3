"""The demonstration data, brought in the way a steward brings a file."""

from contextlib import suppress
from pathlib import Path

from dashboard.errors import AlertRefused
from dashboard.ingest.upload import changes, check, store
from dashboard.model.alert_rule import AlertRule
from dashboard.model.demonstration import DEMONSTRATION
from dashboard.settings import PROJECT, settings
from dashboard.store.alerting import set_rule
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
BILOZERSKE, KRAMATORSK_RAION = "UA1416003001", "UA1412"
# Few, so that what an alert is can be seen: one that nobody meets, two that some do.
RULES = (
    AlertRule("front_nearer_than", threshold=15, town_code=BILOZERSKE),
    AlertRule("service_lost", service="electricity", area_code=KRAMATORSK_RAION),
    AlertRule("silent_for", threshold=10),
)


def load_demonstration(database: str) -> bool:
    """Make the database and load the demonstration into it; False where it already has uploads.

    A load that was cut off goes on where it stopped: a file that is already there changes nothing.
    """
    record = record_at(database).prepare(create=True)
    uploads = history(record)
    if any(upload.uploaded_by != DEMONSTRATION for upload in uploads) or len(uploads) >= len(FILES) + len(
        RULES
    ):
        return False
    for file in FILES:
        _load(record, file)
    for rule in RULES:
        with suppress(AlertRefused):  # in force already
            set_rule(record, rule, by=DEMONSTRATION, at=settings().now())
    return True


def _load(record: Record, file: Path) -> None:
    checked = check(record, file.read_bytes(), file_name=file.name, today=settings().today())
    store(record, checked, seen=changes(record, checked), by=DEMONSTRATION, at=settings().now())
