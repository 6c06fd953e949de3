"""The commands and their options."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from dashboard.analysis.templates import TEMPLATES
from dashboard.commands import arguments, ledger, operating, rows, serving, undo, uploads
from dashboard.commands.alert_parser import add_alerts
from dashboard.commands.figure_parser import add_figures
from dashboard.commands.filter_options import area, filtered, towns
from dashboard.commands.publishing import publish
from dashboard.commands.reading_options import reading_options
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
    _operating(commands)
    _uploads(commands)
    _ledger(commands)
    _rows(commands)
    add_figures(commands, command=_command)
    add_alerts(commands, command=_command, signed=_signed)
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


def _operating(commands: Commands) -> None:
    migrate = _command(
        commands, "migrate", "bring a database's tables to this version, with the owner's login"
    )
    migrate.set_defaults(run=operating.migrate)
    copy = _command(commands, "copy", "carry a whole record, history and hashes, into an empty database")
    copy.add_argument("--from", dest="source", required=True, metavar="URL")
    copy.add_argument("--to", dest="target", metavar="URL", help="instead of DASHBOARD_DATABASE")
    copy.set_defaults(run=operating.copy)
    publishing = _command(commands, "publish", "write what is new as Delta tables, as for Spark")
    publishing.add_argument("target", metavar="TARGET", help="a folder, or the URL of an object store")
    publishing.set_defaults(run=publish)


def _uploads(commands: Commands) -> None:
    check = _command(commands, "check", "read and check a file, store nothing")
    upload = _command(commands, "upload", "read and check a file, then commit it")
    for command in (check, upload):
        command.add_argument("file", metavar="FILE")
        reading_options(command)
    _signed(upload)
    check.set_defaults(run=uploads.check_file)
    upload.set_defaults(run=uploads.upload_file)
    taking_back = _command(commands, "undo", "take an upload back")
    taking_back.add_argument("upload_id", type=int, metavar="UPLOAD_ID")
    _signed(taking_back)
    taking_back.set_defaults(run=undo.undo_upload)


def _signed(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--by", required=True, type=arguments.name, metavar="NAME", help="who does it, for the history"
    )
    command.add_argument("--note", default="", type=arguments.line, help="why, for the history")


def _ledger(commands: Commands) -> None:
    history = _command(commands, "history", "every upload, newest first; or what one of them did to the rows")
    history.add_argument("upload_id", type=int, nargs="?", metavar="UPLOAD_ID")
    history.add_argument("--out", metavar="FILE", help="as CSV with every column, the hashes too")
    history.set_defaults(run=ledger.history)
    _command(commands, "verify", "compare the history with its rows and hashes").set_defaults(
        run=ledger.verify
    )


def _rows(commands: Commands) -> None:
    export = _command(commands, "export", "the rows of a dataset as a file that can be uploaded again")
    export.add_argument("dataset", choices=list(DATASETS))
    filtered(export)
    export.add_argument("--hxl", action="store_true", help="with a row of HXL tags under the header")
    export.add_argument("--out", metavar="FILE")
    export.set_defaults(run=rows.export)
    template = _command(commands, "template", "an empty file to fill in")
    template.add_argument("dataset", choices=TEMPLATES)
    template.add_argument("--prefilled", action="store_true", help="with what was last reported of each town")
    towns(template)
    area(template)
    template.add_argument("--as-of", type=arguments.day, help="the newest reports up to this day")
    template.add_argument("--out", metavar="FILE")
    template.set_defaults(run=rows.template)
