"""Alert rules and acknowledgements, brought in as managers bring them."""

from datetime import date

from dashboard.model.alert_rule import AlertRule
from dashboard.store.alerting import Standing, acknowledge, set_rule
from dashboard.store.ledger import Upload
from dashboard.store.record import Record
from tests.records import AT, BILO

NEAR = AlertRule("front_nearer_than", 10.0)


def ruled(record: Record, *rules: AlertRule, by: str = "Olena") -> list[str]:
    """Set rules; their ids."""
    return [set_rule(record, rule, by=by, at=AT)[0] for rule in rules]


def seen(
    record: Record,
    rule_id: str,
    *,
    town: str = BILO,
    began: str = "2025-09-01",
    source: str | None = None,
    by: str = "Olena",
    note: str = "",
) -> Upload:
    """Acknowledge one alert."""
    standing = Standing(town, rule_id, date.fromisoformat(began), source)
    return acknowledge(record, [standing], by=by, at=AT, note=note)
