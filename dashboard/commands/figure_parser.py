"""The commands that answer with the figures of a page."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from dashboard.analysis.ahead.outlook import THRESHOLDS_KM
from dashboard.analysis.ahead.time_to_clear import NEAR_KM
from dashboard.analysis.attention import EQUAL_WEIGHTS, MOST_WEIGHT, weights_text
from dashboard.analysis.attention_parts import PARTS
from dashboard.analysis.evacuation import UNITS
from dashboard.commands import arguments, figures
from dashboard.commands.alerts import alerts_now
from dashboard.commands.changes import what_changed
from dashboard.commands.filter_options import area, filtered
from dashboard.commands.outlooks import outlook_now, tested_error
from dashboard.model.codes import COUNT_AT

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]
    Command = Callable[[Commands, str, str], argparse.ArgumentParser]


def add_figures(commands: Commands, *, command: Command) -> None:
    """``command`` adds one with what every command takes."""
    evacuations = command(commands, "evacuations", "totals, by time, by who and where to, pace")
    evacuations.add_argument("--unit", choices=UNITS, default="week")
    situation = command(commands, "situation", "the key figures of the first page, and which town first")
    weights = f"of {', '.join(PARTS)}: whole numbers from 0 to {MOST_WEIGHT}"
    situation.add_argument(
        "--weights", default=weights_text(EQUAL_WEIGHTS), metavar="5-5-5-5-5", help=weights
    )
    for added in (situation, evacuations):
        within = "how near the front is to be for a chance"
        added.add_argument("--within-km", type=int, choices=THRESHOLDS_KM, default=NEAR_KM, help=within)
    changed = command(commands, "changes", "what changed since a day, most important first")
    changed.add_argument(
        "--changed-since", type=arguments.day, metavar="DAY", help="without it a week before --as-of"
    )
    known = "against what was known after this upload, as of the newest date then"
    changed.add_argument("--known-before", type=int, metavar="UPLOAD_ID", help=known)
    for added, run in (
        (changed, what_changed),
        (command(commands, "alerts", "towns that meet an alert rule, and the rules"), alerts_now),
        (situation, figures.situation_now),
        (command(commands, "outlook", "how near the front may be, as chances and ranges"), outlook_now),
        (evacuations, figures.evacuations),
        (command(commands, "front", "distances, closing speed and band crossings"), figures.front),
    ):
        filtered(added)
        area(added)
        added.add_argument("--as-of", type=arguments.day)
        added.add_argument("--source", type=arguments.line, help="of the front distances")
        added.add_argument("--count-at", choices=COUNT_AT)
        added.set_defaults(run=run)
    _tested(command(commands, "backtest", "how good the outlook would have been on past days"))


def _tested(backtest: argparse.ArgumentParser) -> None:
    backtest.add_argument("--as-of", type=arguments.day, help="judged by what was reported until then")
    backtest.add_argument("--source", type=arguments.line, help="of the front distances")
    backtest.add_argument("--as-known-after", type=int, metavar="UPLOAD_ID")
    everything: dict[str, object] = {"town": [], "area": None, "since": None, "until": None, "count_at": None}
    backtest.set_defaults(run=tested_error, **everything)
