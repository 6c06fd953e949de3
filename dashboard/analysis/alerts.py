"""The alerts that stand: towns that meet a manager's rule on the as-of day, and who has seen it."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from pandas import DataFrame

from dashboard.analysis.alert_conditions import CONDITIONS
from dashboard.analysis.asking import Ask
from dashboard.model.alert_rule import AlertRule
from dashboard.model.codes import ALERT_KINDS
from dashboard.model.filters import Filters

Row = dict[Hashable, Any]  # of a frame, by column
OF_DISTANCES = ("front_nearer_than", "chance_above")  # seen by one source, and to be seen again by another
_RULE = ["rule_id", "kind", "threshold", "within_km", "horizon_days", "service"]
_TOWN = ["town_code", "town_name", "value", "services", "reported_days", "began", "date", "source"]
_SEEN = ["acknowledged_by", "acknowledged_at", "acknowledgement_note"]
COLUMNS = _RULE + _TOWN + _SEEN
NO_ALERTS = DataFrame(columns=COLUMNS)


@dataclass(frozen=True)
class Judged:
    """``alerts`` as ``alerts()`` has them.

    ``rules`` has a row per rule in force, in the order in which they were set: what it says, who set it, when and why,
    how many of the chosen ``towns`` it is about, how many ``met`` it, and how many are ``not_told``: there the reports
    do not suffice to say whether they do.
    """

    alerts: DataFrame
    rules: DataFrame


def alerts(ask: Ask, filters: Filters) -> DataFrame:
    """One row per rule in force and chosen town that meets it on the as-of day, those that nobody has seen yet first.

    ``value``, ``began``, ``date`` and ``source`` are those of ``alert_rows``. An alert that ended and begins again is
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
    chosen = ask("overview", filters)[["town_code", "town_name"]]
    towns = ask("towns")
    codes = [chosen["town_code"].isin(_about(towns, rule)) for rule in rules.to_dict("records")]
    standing, counted = [], []
    for row, about in zip(rules.to_dict("records"), codes, strict=True):
        found = chosen[about].merge(_condition(ask, filters, row), on="town_code")
        met = found[found["met"].astype(bool)]
        standing.append(met.assign(**{name: row[name] for name in _RULE}))
        counted.append((int(about.sum()), len(met), int(about.sum()) - len(found)))
    counts = DataFrame(counted, columns=["towns", "met", "not_told"], index=rules.index)
    together = pd.concat([found for found in standing if len(found)] or standing[:1], ignore_index=True)
    return Judged(_sorted(_seen(ask, together, filters)), rules.join(counts))


def _condition(ask: Ask, filters: Filters, row: Row) -> DataFrame:
    rule = rule_of(row)
    return CONDITIONS[rule.kind](ask, filters, rule=rule)


def rule_of(row: Row) -> AlertRule:
    """A row of the question ``alert_rules`` as a rule."""
    names = ("kind", "threshold", "within_km", "horizon_days", "service", "area_code", "town_code")
    return AlertRule(**{name: None if pd.isna(row[name]) else row[name] for name in names})


def _about(towns: DataFrame, row: Row) -> "pd.Series[str]":
    """The codes of the towns that a rule is about."""
    rule, codes = rule_of(row), towns["town_code"]
    if rule.town_code is not None:
        return codes[codes == rule.town_code]
    if rule.area_code is not None:
        return codes[(towns[["admin1_code", "admin2_code", "admin3_code"]] == rule.area_code).any(axis=1)]
    return codes


def _seen(ask: Ask, standing: DataFrame, filters: Filters) -> DataFrame:
    """With the newest acknowledgement of each alert.

    It is of the alert in whose days it lies, from its beginning to the as-of day: a correction may move the beginning
    to an earlier day. Of distances it is only of those of the same source.
    """
    known = ask("alert_acknowledgements")
    key = ["town_code", "rule_id"]
    pairs = standing.reset_index()[[*key, "index", "began", "kind"]].merge(
        known.rename(columns={"began": "seen", "source": "seen_source"}), on=key
    )
    of_source = pairs["seen_source"].eq(filters.source) | ~pairs["kind"].isin(OF_DISTANCES)
    within = pairs["seen"].ge(pairs["began"]) & pairs["seen"].le(pd.Timestamp(filters.as_of))
    newest = pairs[of_source & within].drop_duplicates("index", keep="last").set_index("index")
    return standing.join(newest[_SEEN])


def _sorted(standing: DataFrame) -> DataFrame:
    """Those that nobody has seen first, then the newest, then by kind and name."""
    kind = standing["kind"].map(ALERT_KINDS.index).to_numpy(dtype=int)
    began = -pd.to_datetime(standing["began"]).astype("int64").to_numpy()
    name = standing["town_name"].rank(method="dense").to_numpy(dtype=float)
    order = np.lexsort((name, kind, began, standing["acknowledged_by"].notna().to_numpy()))
    return standing.iloc[order].reset_index(drop=True)[COLUMNS]
