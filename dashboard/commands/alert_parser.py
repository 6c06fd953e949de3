"""The commands that set and end alert rules and acknowledge alerts."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from dashboard.commands import alerts, arguments
from dashboard.commands.filter_options import area, towns
from dashboard.model.alert_rule import HORIZONS_DAYS, WITHIN_KM
from dashboard.model.codes import ALERT_KINDS, SERVICES

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]
    Command = Callable[[Commands, str, str], argparse.ArgumentParser]
    Signed = Callable[[argparse.ArgumentParser], None]


def add_alerts(commands: Commands, *, command: Command, signed: Signed) -> None:
    """``command`` adds one with what every command takes, ``signed`` lets it say who does it."""
    about = "set an alert rule or end one"
    actions = commands.add_parser("alert-rule", help=about, description=about).add_subparsers(
        dest="action", required=True, metavar="ACTION"
    )
    setting = command(actions, "set", "when a town shall raise an alert")
    _rule(setting)
    setting.set_defaults(run=alerts.set_alert_rule)
    ending = command(actions, "end", "end a rule; it stays in the history")
    ending.add_argument("rule_id", metavar="RULE", help="its id, as `alerts` tells it")
    ending.set_defaults(run=alerts.end_alert_rule)
    seen = command(commands, "acknowledge", "say that an alert has been seen, by whom and what is done")
    seen.add_argument("rule_id", metavar="RULE")
    seen.add_argument("town", type=arguments.line, metavar="TOWN", help="code or any spelling")
    seen.add_argument("--source", type=arguments.line, help="of the front distances")
    seen.set_defaults(run=alerts.acknowledge_alert)
    for added in (setting, ending, seen):
        signed(added)


def _rule(command: argparse.ArgumentParser) -> None:
    command.add_argument("kind", choices=ALERT_KINDS)
    limit = "in km, per cent, days or people a day, as the kind has it"
    command.add_argument("--limit", type=float, metavar="NUMBER", help=limit)
    command.add_argument("--within-km", type=float, choices=WITHIN_KM, help="of chance_above")
    command.add_argument("--horizon-days", type=float, choices=HORIZONS_DAYS, help="of chance_above")
    command.add_argument("--service", choices=SERVICES, help="of service_lost; without it any")
    towns(command)
    area(command)
