"""Setting and ending alert rules and acknowledging alerts: each an upload of its own, in one transaction."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

import pyarrow as pa
from sqlalchemy import Connection

from dashboard.errors import AlertRefused
from dashboard.model.alert_rule import AlertRule, checked
from dashboard.model.alert_tables import ALERT_ACKNOWLEDGEMENTS, ALERT_RULES
from dashboard.model.table import Table
from dashboard.store.arrow import ARROW_TYPES
from dashboard.store.commit import Sender, commit
from dashboard.store.ledger import Upload
from dashboard.store.preview import Preview, preview
from dashboard.store.record import Record


@dataclass(frozen=True)
class Standing:
    """An alert that stands: ``began`` and, of a rule about distances, ``source`` tell it from others of its rule."""

    town_code: str
    rule_id: str
    began: date
    source: str | None


def set_rule(record: Record, rule: AlertRule, *, by: str, at: datetime, note: str = "") -> tuple[str, Upload]:
    """Set a rule and answer the id that it got, with its upload.

    Raises WrongUse where it is not one, AlertRefused where its town or area is not known or the same rule is in force,
    StalePreview where somebody else set one at the same moment.
    """
    said = asdict(checked(rule))
    with record.reading() as connection:
        _must_be_known(connection, said)
        same = [
            rule_id for rule_id, *known in _rules(connection) if dict(zip(said, known, strict=True)) == said
        ]
        if same:
            raise AlertRefused("the rule", f"it is in force already, as {same[0]}")
        rule_id = f"R{1 + _newest_number(connection)}"
    seen = _previewed(record, ALERT_RULES, [{"rule_id": rule_id, **said, "state": "in_force"}])
    if not seen.new:  # somebody took this id between the two looks at the record
        return set_rule(record, rule, by=by, at=at, note=note)
    return rule_id, commit(record, seen, sender=_sender(f"alert rule {rule_id}", by=by, at=at, note=note))


def end_rule(record: Record, rule_id: str, *, by: str, at: datetime, note: str = "") -> Upload:
    """End a rule; it stays in the history. Raises AlertRefused where none of that id is in force."""
    seen = _previewed(record, ALERT_RULES, [{"rule_id": rule_id, "state": "ended"}])
    if not seen.changed:
        raise AlertRefused(f"rule {rule_id}", "no rule of this id is in force")
    return commit(record, seen, sender=_sender(f"end of alert rule {rule_id}", by=by, at=at, note=note))


def acknowledge(
    record: Record, alerts: Sequence[Standing], *, by: str, at: datetime, note: str = ""
) -> Upload:
    """Note that somebody has seen these alerts.

    Raises AlertRefused where another has acknowledged one of them already or its rule is no longer in force, and then
    none is noted; StalePreview where both did so at the same moment.
    """
    rows = [asdict(alert) | {"note": note or None} for alert in alerts]
    seen = _previewed(record, ALERT_ACKNOWLEDGEMENTS, rows)
    with record.reading() as connection:
        in_force = {rule_id for rule_id, *_ in _rules(connection)}
        for alert in alerts:
            if alert.rule_id not in in_force:
                raise AlertRefused(f"rule {alert.rule_id}", "it is no longer in force")
        if seen.new < len(rows):
            raise AlertRefused("the alert", _who_has_seen(connection, alerts))
    what = f"acknowledgement of {', '.join(sorted({alert.rule_id for alert in alerts}))}"
    return commit(record, seen, sender=_sender(what, by=by, at=at, note=note))


def has_rules(record: Record) -> bool:
    """Whether a rule was ever set, ended or taken back."""
    with record.reading() as connection:
        return connection.exec_driver_sql("select rule_id from alert_rules limit 1").first() is not None


def _previewed(record: Record, table: Table, rows: Sequence[dict[str, object]]) -> Preview:
    given = [column for column in table.columns if column.name in rows[0]]
    columns = {c.name: pa.array([row[c.name] for row in rows], ARROW_TYPES[c.kind]) for c in given}
    return preview(record, table.name, rows={table.name: pa.table(columns)})


def _sender(what: str, *, by: str, at: datetime, note: str) -> Sender:
    return Sender(what, hashlib.sha256(f"{what} {note}".encode()).hexdigest(), by, at, note)


def _rules(connection: Connection) -> list[tuple[object, ...]]:
    """The id and the words of each rule in force, in the order of AlertRule."""
    columns = "rule_id, kind, threshold, within_km, horizon_days, service, area_code, town_code"
    statement = f"select {columns} from alert_rules where replaced_by is null and state = 'in_force'"
    return [tuple(row) for row in connection.exec_driver_sql(statement)]


def _newest_number(connection: Connection) -> int:
    """Of all rules that there ever were: an id that was taken back is not given to another one."""
    ids = connection.exec_driver_sql("select distinct rule_id from alert_rules").scalars()
    return max((int(str(rule_id)[1:]) for rule_id in ids), default=0)


def _must_be_known(connection: Connection, said: dict[str, object]) -> None:
    """Raises AlertRefused where the towns do not have the code."""
    for name, columns in (("town_code", "town_code"), ("area_code", "admin1_code admin2_code admin3_code")):
        code = said[name]
        known = " union ".join(f"select {c} from towns where replaced_by is null" for c in columns.split())
        if code is not None and code not in set(connection.exec_driver_sql(known).scalars()):
            raise AlertRefused("the rule", f"no town or area has the code {code}")


def _who_has_seen(connection: Connection, alerts: Sequence[Standing]) -> str:
    statement = (
        "select a.town_code, a.rule_id, cast(a.began as text), a.source, u.uploaded_by, u.upload_id "
        "from alert_acknowledgements a join uploads u on u.upload_id = a.upload_id where a.replaced_by is null"
    )
    wanted = {(alert.town_code, alert.rule_id, str(alert.began), alert.source) for alert in alerts}
    for *key, by, upload_id in connection.exec_driver_sql(statement):
        if tuple(key) in wanted:
            return f"{by} acknowledged {key[1]} for {key[0]} already (upload {upload_id})"
    return "it was acknowledged already"
