"""Databases with a few reports and alert rules, and what stands there on a day."""

from pathlib import Path

from dashboard.analysis.alerts.standing import Judged, judged
from dashboard.model.alert_rule import AlertRule
from dashboard.store.record import Record
from tests.analysis.told_rows import Tuples
from tests.analysis.told_rows import seen as cells
from tests.records import asking, csv_of, on, record_of, towns
from tests.store.alerted import ruled

__all__ = ["DAY", "Standing", "cells", "judged_on", "services", "standing", "watched"]

DAY = "2025-09-12"
Standing = Tuples


def watched(file: Path, *texts: str, rules: tuple[AlertRule, ...]) -> Record:
    """Five towns, the reports of the texts, and the rules R1, R2 .."""
    record = record_of(file, towns(), *texts)
    ruled(record, *rules)
    return record


def judged_on(record: Record, day: str = DAY, **chosen: object) -> Judged:
    return judged(asking(record), on(day, **chosen))


def standing(record: Record, day: str = DAY, *names: str, **chosen: object) -> Standing:
    """The alerts as (rule, town, value, began), or other columns."""
    return cells(
        judged_on(record, day, **chosen).alerts, *(names or ("rule_id", "town_name", "value", "began"))
    )


def services(*rows: tuple[object, ...]) -> str:
    """Rows of town_code, date, water, hospital, source."""
    return csv_of("town_code date water hospital source", *rows)
