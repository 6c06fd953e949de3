"""A whole team, as `make team` starts it."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.deploy.asking import free_ports, until

PROJECT = Path(__file__).parents[2]


@dataclass
class Team:
    """``python -m deploy.team`` as it runs; copies are numbered from 1, each on a port of its own."""

    url: str
    first_port: int
    folder: Path
    process: psutil.Process
    said: Path

    def copy_url(self, number: int) -> str:
        return f"http://127.0.0.1:{self.first_port + number - 1}"

    def copy(self, number: int) -> psutil.Process:
        port = str(self.first_port + number - 1)
        return next(
            child for child in self.process.children() if child.environ().get("DASHBOARD_PORT") == port
        )

    def family(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]


@contextmanager
def team(folder: Path, **environment: str) -> Iterator[Team]:
    first = free_ports(3)
    said = folder / "said"
    command = [sys.executable, "-m", "deploy.team", "--port", str(first), "--first-port", str(first + 1)]
    given = {name: value for name, value in os.environ.items() if not name.startswith("DASHBOARD_DATABASE")}
    with said.open("wb") as messages:
        process = subprocess.Popen(
            [*command, "--folder", str(folder / "store")],
            cwd=PROJECT,
            env=given | environment,
            stdout=messages,
            stderr=messages,
            start_new_session=True,
        )
    try:
        until(
            lambda: process.poll() is not None or b"Open http" in said.read_bytes(),
            within_s=90,
            what="the team says where it is",
        )
        assert process.poll() is None, said.read_text(encoding="utf-8")
        yield Team(f"http://localhost:{first}", first + 1, folder, psutil.Process(process.pid), said)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(60)
        shutil.rmtree(folder / "store", ignore_errors=True)
