"""The commands and their options."""

from __future__ import annotations

import argparse
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from dashboard.analysis.evacuation import UNITS
from dashboard.commands import figures, ledger, rows, serving, uploads
from dashboard.model.codes import COUNT_AT
from dashboard.model.tables import DATASETS

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def parser() -> argparse.ArgumentParser:
    """Every command takes ``--database`` and ``--json``; ``run`` on the result is the function to call."""
    top = argparse.ArgumentParser(
        prog="python -m dashboard", description="Situation of towns near a front line."
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _serving(commands)
    _uploads(commands)
    _ledger(commands)
    _rows(commands)
    _figures(commands)
    return top


def _command(commands: Commands, name: str, help_: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=help_, description=help_)
    command.add_argument("--database", metavar="URL", help="instead of DASHBOARD_DATABASE")
    command.add_argument("--json", action="store_true", help="answer with one JSON document")
    return command


def _serving(commands: Commands) -> None:
    run = _command(commands, "run", "start the server")
    run.add_argument(
        "--demonstration", action="store_true", help="first load the demonstration data, if nothing is there"
    )
    run.set_defaults(run=serving.run)
    bench = _command(commands, "bench", "measure the speed and print a table")
    bench.add_argument("--only", metavar="PART", help="one part of the benchmark")
    bench.set_defaults(run=serving.bench)


def _uploads(commands: Commands) -> None:
    check = _command(commands, "check", "read and check a file, store nothing")
    upload = _command(commands, "upload", "read and check a file, then commit it")
    for command in (check, upload):
        command.add_argument("file", metavar="FILE")
        command.add_argument(
            "--dataset", choices=list(DATASETS), help="without it the file is known by its columns"
        )
        command.add_argument("--date", type=_day, help="the day of a front line")
        command.add_argument("--source", type=_name, help="the source of a front line")
    _signed(upload)
    check.set_defaults(run=uploads.check_file)
    upload.set_defaults(run=uploads.upload_file)
    undo = _command(commands, "undo", "take an upload back")
    undo.add_argument("upload_id", type=int, metavar="UPLOAD_ID")
    _signed(undo)
    undo.set_defaults(run=uploads.undo_upload)


def _signed(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--by", required=True, type=_name, metavar="NAME", help="who does it, for the history"
    )
    command.add_argument("--note", default="", type=_line, help="why, for the history")


def _ledger(commands: Commands) -> None:
    _command(commands, "history", "every upload, newest first").set_defaults(run=ledger.history)
    _command(commands, "verify", "compare the history with its rows and hashes").set_defaults(
        run=ledger.verify
    )


def _rows(commands: Commands) -> None:
    export = _command(commands, "export", "the rows of a dataset as a file that can be uploaded again")
    export.add_argument("dataset", choices=list(DATASETS))
    _filtered(export)
    export.add_argument("--hxl", action="store_true", help="with a row of HXL tags under the header")
    export.add_argument("--out", metavar="FILE")
    export.set_defaults(run=rows.export)
    template = _command(commands, "template", "an empty file to fill in")
    template.add_argument("dataset", choices=[name for name in DATASETS if name != "front_lines"])
    template.add_argument("--prefilled", action="store_true", help="with one row per town")
    template.add_argument("--out", metavar="FILE")
    template.set_defaults(run=rows.template)


def _filtered(command: argparse.ArgumentParser) -> None:
    spelling = "code or any spelling; repeatable"
    command.add_argument("--town", action="append", type=_line, default=[], metavar="NAME", help=spelling)
    command.add_argument("--since", type=_day)
    command.add_argument("--until", type=_day)
    command.add_argument("--as-known-after", type=int, metavar="UPLOAD_ID")


def _figures(commands: Commands) -> None:
    evacuations = _command(commands, "evacuations", "totals, by time, by who and where to, pace")
    evacuations.add_argument("--unit", choices=UNITS, default="week")
    for command, run in (
        (_command(commands, "situation", "the key figures of the first page"), figures.situation_now),
        (evacuations, figures.evacuations),
        (_command(commands, "front", "distances, closing speed and band crossings"), figures.front),
    ):
        _filtered(command)
        command.add_argument("--area", type=_line, metavar="CODE", help="an oblast, raion or hromada code")
        command.add_argument("--as-of", type=_day)
        command.add_argument("--source", type=_line, help="of the front distances")
        command.add_argument("--count-at", choices=COUNT_AT)
        command.set_defaults(run=run)


def _line(text: str) -> str:
    """What is kept for others to read: nothing that moves their cursor or turns their text around."""
    if {unicodedata.category(letter) for letter in text} & {"Cc", "Cf", "Cs", "Zl", "Zp"}:
        raise argparse.ArgumentTypeError(f"found {text!a}, expected one line without control characters")
    return text.strip()


def _name(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("found nothing, expected a name")
    return _line(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f'found "{text}", expected a day like 2025-09-12') from error
