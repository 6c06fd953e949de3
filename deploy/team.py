"""``make team``: PostgreSQL, several copies of the app and nginx in front of them on this machine, until Ctrl-C."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import FrameType
from typing import NoReturn

from dashboard.commands.demonstration import load_demonstration
from dashboard.errors import DashboardError
from dashboard.settings import PROJECT, STORE_FOLDER
from dashboard.store.records import record_at
from deploy import front
from deploy.part import Part, answers_at
from deploy.trial_database import make_database, trial_database

LOOK_EVERY_S = 0.5
OF_THE_OPERATOR = ("DASHBOARD_DATABASE", "DASHBOARD_DATABASE_FILE")


def main(arguments: Sequence[str] | None = None) -> int:
    """0 ended by a signal, else the status of the error that is said."""
    options = parser().parse_args(arguments)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    parts: list[Part] = []
    try:
        where = _start(parts, options)
        copies = f"{options.copies} copies of the dashboard with {where}"
        print(f"Open http://localhost:{options.port} - {copies}. Ctrl-C ends all of it.", flush=True)
        while True:
            time.sleep(LOOK_EVERY_S)
            for part in parts:
                part.keep()
    except DashboardError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave half of it running
        for part in reversed(parts):
            part.end()


def parser() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m deploy.team", description=__doc__)
    options.add_argument("--port", type=int, default=8080, help="where readers come in (8080)")
    options.add_argument("--copies", type=int, default=2, help="copies of the app (2)")
    options.add_argument("--first-port", type=int, default=8511, help="port of the first copy (8511)")
    options.add_argument("--folder", type=Path, default=STORE_FOLDER, help="for the database and nginx")
    return options


def _start(parts: list[Part], options: argparse.Namespace) -> str:
    """Start each and wait until it answers; ``parts`` holds what is to be ended. Returns where the record is."""
    ports = range(options.first_port, options.first_port + options.copies)
    folder = options.folder.resolve()
    command = front.lay_out(
        folder / "nginx",
        listen=f"127.0.0.1:{options.port}",
        addresses=[f"127.0.0.1:{port}" for port in ports],
    )
    environment = dict(os.environ)
    where = "the database of DASHBOARD_DATABASE"
    if not any(os.environ.get(name) for name in OF_THE_OPERATOR):
        environment["DASHBOARD_DATABASE"] = where = _trial(parts, folder / "postgresql")
    # One after the other: the first one brings the tables up to date.
    for number, port in enumerate(ports, start=1):
        _begin(parts, _copy(number, port=port, environment=environment))
    _begin(parts, Part("nginx", command, partial(answers_at, f"http://127.0.0.1:{options.port}/readyz")))
    return where


def _trial(parts: list[Part], folder: Path) -> str:
    """As in earnest: one login owns the tables, the copies come with another that may not change history."""
    _begin(parts, trial_database(folder))
    owner, copies = make_database(folder)
    record_at(owner).prepare(create=True).grant_rights()
    load_demonstration(owner)
    return copies


def _copy(number: int, *, port: int, environment: dict[str, str]) -> Part:
    return Part(
        f"Copy {number}",
        [sys.executable, "-m", "dashboard", "run"],
        partial(answers_at, f"http://127.0.0.1:{port}/readyz"),
        environment=environment | {"DASHBOARD_ADDRESS": "127.0.0.1", "DASHBOARD_PORT": str(port)},
        user={"cwd": PROJECT},
    )


def _begin(parts: list[Part], part: Part) -> None:
    parts.append(part)
    part.begin()


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main())
