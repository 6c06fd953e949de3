"""The commands that answer with the figures of a page."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from dashboard.analysis.evacuation import UNITS
from dashboard.commands import arguments, figures
from dashboard.commands.filter_options import area, filtered
from dashboard.model.codes import COUNT_AT

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]
    Command = Callable[[Commands, str, str], argparse.ArgumentParser]


def add_figures(commands: Commands, *, command: Command) -> None:
    """``command`` adds one with what every command takes."""
    evacuations = command(commands, "evacuations", "totals, by time, by who and where to, pace")
    evacuations.add_argument("--unit", choices=UNITS, default="week")
    for added, run in (
        (command(commands, "situation", "the key figures of the first page"), figures.situation_now),
        (evacuations, figures.evacuations),
        (command(commands, "front", "distances, closing speed and band crossings"), figures.front),
    ):
        filtered(added)
        area(added)
        added.add_argument("--as-of", type=arguments.day)
        added.add_argument("--source", type=arguments.line, help="of the front distances")
        added.add_argument("--count-at", choices=COUNT_AT)
        added.set_defaults(run=run)
