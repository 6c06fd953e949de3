"""``alerts``, ``alert-rule`` and ``acknowledge``; and what ``upload`` tells of alerts."""

import sys
from argparse import Namespace
from functools import partial
from typing import Any

from dashboard.analysis.alerts.raised import alerts_changed
from dashboard.analysis.alerts.standing import OF_DISTANCES, judged
from dashboard.analysis.choosing import Choice, chosen
from dashboard.analysis.towns import areas, town_codes
from dashboard.commands.engine import asking, database, record
from dashboard.commands.figures import filters_of, head_of
from dashboard.commands.speaking import rows, say_json, say_table
from dashboard.errors import AlertRefused, DashboardError, WrongUse
from dashboard.model.alert_rule import AlertRule
from dashboard.opening import open_answers
from dashboard.settings import settings
from dashboard.store.alerting import Standing, acknowledge, end_rule, has_rules, set_rule
from dashboard.store.record import Record

SHOWN = 10
_SHOWN = ["rule_id", "kind", "town_name", "value", "threshold", "services", "began", "date", "source"]


def alerts_now(options: Namespace) -> int:
    """The alerts that stand on the as-of day, those that nobody has seen first."""
    ask, version = asking(options)
    filters = filters_of(ask, options)
    found = judged(ask, filters)
    if options.json:
        say_json(
            head_of(filters, version) | {"as_of": filters.as_of, "alerts": found.alerts, "rules": found.rules}
        )
        return 0
    print(
        f"as of {filters.as_of} · front distances by {filters.source or 'nobody'} · {len(found.rules)} rules"
    )
    say_table(found.alerts[[*_SHOWN, "acknowledged_by"]])
    return 0


def set_alert_rule(options: Namespace) -> int:
    """Raises WrongUse, UnknownTown or AlertRefused where it is not a rule of what is known."""
    of = record(options)
    ask, _ = asking(options)
    if len(options.town) > 1:
        raise WrongUse("--town", ", ".join(options.town), "one town; a rule is about one, an area or all")
    town = town_codes(ask, options.town)
    if options.area is not None and options.area not in areas(ask("towns")):
        raise WrongUse("--area", options.area, "the code of an oblast, raion or hromada that has towns")
    rule = AlertRule(
        options.kind,
        options.limit,
        options.within_km,
        options.horizon_days,
        options.service,
        options.area,
        next(iter(town), None),
    )
    rule_id, upload = set_rule(of, rule, by=options.by, at=settings().now(), note=options.note)
    return _say(options, f"Rule {rule_id} is set", rule_id=rule_id, upload_id=upload.upload_id)


def end_alert_rule(options: Namespace) -> int:
    upload = end_rule(record(options), options.rule_id, by=options.by, at=settings().now(), note=options.note)
    said = f"Rule {options.rule_id} is ended"
    return _say(options, said, rule_id=options.rule_id, upload_id=upload.upload_id)


def acknowledge_alert(options: Namespace) -> int:
    """As the newest state has it on the newest day; raises AlertRefused where no such alert stands."""
    of = record(options)
    ask, _ = asking(options)
    (code,) = town_codes(ask, [options.town])
    choice = Choice(towns=(code,), source=options.source)
    found = judged(ask, chosen(ask, choice, today=settings().today())).alerts
    mine = found[found["rule_id"] == options.rule_id]
    if mine.empty:
        raise AlertRefused(f"rule {options.rule_id}, {options.town}", "no such alert stands")
    alert = mine.iloc[0]
    source = str(alert["source"]) if alert["kind"] in OF_DISTANCES else None
    standing = Standing(code, options.rule_id, alert["began"].date(), source)
    upload = acknowledge(of, [standing], by=options.by, at=settings().now(), note=options.note)
    said = f"{alert['town_name']}: the alert of rule {options.rule_id} is acknowledged"
    return _say(options, said, rule_id=options.rule_id, town_code=code, upload_id=upload.upload_id)


def alerts_of_upload(options: Namespace, of: Record, *, upload_id: int | None) -> dict[str, object]:
    """The alerts that an upload raised and ended; without a rule nothing is read for it.

    The rows are stored by now: what keeps the alerts from being judged is told beside them.
    """
    nothing: dict[str, object] = {"alerts_raised": [], "alerts_ended": []}
    try:
        if upload_id is None or not has_rules(of):
            return nothing
        answers = open_answers(database(options))
        answers.follow()
        before, after = (partial(answers.ask, version=upload_id - back) for back in (1, 0))
        raised, ended = alerts_changed(before, after, today=settings().today())
    except DashboardError as error:
        return {"alerts_raised": None, "alerts_ended": None, "alerts_not_judged": str(error)}
    return {"alerts_raised": rows(raised), "alerts_ended": rows(ended)}


def say_alerts(told: dict[str, Any]) -> None:
    """What ``alerts_of_upload`` found, one line each."""
    for name, what in (("alerts_raised", "raised"), ("alerts_ended", "ended")):
        found = told.get(name) or []
        if found:
            named = "; ".join(f"{alert['rule_id']} {alert['town_name']}" for alert in found[:SHOWN])
            more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
            print(f"{len(found)} {'alert' if len(found) == 1 else 'alerts'} {what}: {named}{more}")
    if "alerts_not_judged" in told:
        print(f"Alerts were not judged: {told['alerts_not_judged']}", file=sys.stderr)


def _say(options: Namespace, said: str, **facts: object) -> int:
    if options.json:
        say_json(facts)
    else:
        print(f"{said}. Saved as upload {facts['upload_id']}")
    return 0
