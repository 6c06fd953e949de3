"""The alerts that stand: towns that meet a manager's rule on the as-of day, and who has seen it."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandas import DataFrame, Series

from dashboard.analysis.alerts.conditions import CONDITIONS
from dashboard.analysis.alerts.rows import JudgedTown, towns_of
from dashboard.analysis.asking import Ask
from dashboard.analysis.cells import known, rows
from dashboard.model.alert_rule import AlertRule
from dashboard.model.codes import ALERT_KINDS
from dashboard.model.filters import Filters

Row = dict[str, Any]  # by column
OF_DISTANCES = ("front_nearer_than", "chance_above")  # seen by one source, and to be seen again by another
_RULE = ["rule_id", "kind", "threshold", "within_km", "horizon_days", "service"]
_TOWN = ["town_code", "town_name", "value", "services", "reported_days", "began", "date", "source"]
_SEEN = ["acknowledged_by", "acknowledged_at", "acknowledgement_note"]
COLUMNS = _RULE + _TOWN + _SEEN
_TYPES = dict.fromkeys(("threshold", "within_km", "horizon_days", "value"), "float64") | dict.fromkeys(
    ("began", "date"), "datetime64[us]"
)
NO_ALERTS = DataFrame(columns=COLUMNS)


@dataclass(frozen=True)
class Judged:
    """``alerts`` as ``alerts()`` has them.

    ``rules`` has a row per rule in force, in the order in which they were set: what it says, who set it, when and why,
    how many of the chosen ``towns`` it is about, how many ``met`` it, and how many are ``not_told``: there the reports
    do not suffice to say whether they do. ``towns`` and ``not_told`` count each town once, whatever number of rules
    is about it.
    """

    alerts: DataFrame
    rules: DataFrame
    towns: int = 0
    not_told: int = 0


def alerts(ask: Ask, filters: Filters) -> DataFrame:
    """One row per rule in force and chosen town that meets it on the as-of day, those that nobody has seen yet first.

    ``value``, ``began``, ``date`` and ``source`` are those of ``alerts.rows``. An alert that ended and begins again is
    a new one, and nobody has seen it; ``acknowledged_by``, ``_at`` and the note are missing then. Where nobody knows
    whether a town meets a rule there is no alert.
    """
    return judged(ask, filters).alerts


def judged(ask: Ask, filters: Filters) -> Judged:
    """Every rule in force on all chosen towns at once; without a rule nothing else is asked."""
    rules = ask("alert_rules")
    if rules.empty:
        counts = DataFrame(columns=["towns", "met", "not_told"], dtype=int)
        return Judged(NO_ALERTS, rules.join(counts))
    overview = ask("overview", filters)
    names = dict(zip(overview["town_code"].tolist(), overview["town_name"].tolist(), strict=True))
    standing, counted = [], []
    every_town, not_told = set[str](), set[str]()
    for row in rows(rules):
        rule = rule_of(row)
        about = names.keys() & towns_of(ask, rule)
        told = {town.town_code: town for town in CONDITIONS[rule.kind](ask, filters, rule=rule)}
        judged_towns = [told[code] for code in names if code in about and code in told]
        met = [town for town in judged_towns if town.met]
        standing += [_alert(row, town, town_name=names[town.town_code]) for town in met]
        counted.append((len(about), len(met), len(about) - len(judged_towns)))
        every_town |= about
        not_told |= about - told.keys()
    counts = DataFrame(counted, columns=["towns", "met", "not_told"], index=rules.index)
    found = _as_alerts(_sorted(_seen(ask, standing, filters=filters)))
    return Judged(found, rules.join(counts), len(every_town), len(not_told))


def rule_of(row: Row) -> AlertRule:
    """A row of the question ``alert_rules`` as a rule."""
    names = ("kind", "threshold", "within_km", "horizon_days", "service", "area_code", "town_code")
    return AlertRule(**{name: known(row[name]) for name in names})


def _alert(row: Row, town: JudgedTown, *, town_name: str) -> Row:
    of_rule = {name: known(row[name]) for name in _RULE}
    return dict.fromkeys(_SEEN) | of_rule | town._asdict() | {"town_name": town_name}


def _seen(ask: Ask, standing: list[Row], *, filters: Filters) -> list[Row]:
    """The alerts, each with its newest acknowledgement.

    It is of the alert in whose days it lies, from its beginning to the as-of day: a correction may move the beginning
    to an earlier day. Of distances it is only of those of the same source.
    """
    by_key = {(alert["town_code"], alert["rule_id"]): alert for alert in standing}
    as_of = pd.Timestamp(filters.as_of)
    for note in rows(ask("alert_acknowledgements")) if standing else []:
        alert = by_key.get((note["town_code"], note["rule_id"]))
        if alert is None or not alert["began"] <= note["began"] <= as_of:
            continue
        if note["source"] == filters.source or alert["kind"] not in OF_DISTANCES:
            alert.update((name, note[name]) for name in _SEEN)  # the last one of them is the newest
    return standing


def _sorted(standing: list[Row]) -> list[Row]:
    """Those that nobody has seen first, then the newest, then by kind and name."""
    return sorted(
        standing,
        key=lambda alert: (
            alert["acknowledged_by"] is not None,
            -alert["began"].toordinal(),
            ALERT_KINDS.index(alert["kind"]),
            alert["town_name"],
        ),
    )


def _as_alerts(standing: list[Row]) -> DataFrame:
    return DataFrame(
        {
            name: Series([alert[name] for alert in standing], dtype=_TYPES.get(name, object))
            for name in COLUMNS
        }
    )
