"""A server of its own for a measurement: the real command, a free port, a database of demonstration data."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

PROJECT = Path(__file__).resolve().parents[2]
START_PATIENCE_S = 60.0
RUN = (sys.executable, "-m", "dashboard", "run")


@dataclass(frozen=True)
class Running:
    """``start_s`` is the time from the command to the first answer of /readyz."""

    url: str
    process: psutil.Process
    start_s: float

    def resident_mb(self) -> float:
        family = [self.process, *self.process.children(recursive=True)]
        return float(sum(member.memory_info().rss for member in family)) / 1e6


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(database: str, *, command: Sequence[str] = RUN) -> Iterator[Running]:
    """A server on ``database`` until the block ends."""
    port = free_port()
    own = {"DASHBOARD_DATABASE": database, "DASHBOARD_PORT": str(port), "DASHBOARD_ADDRESS": "127.0.0.1"}
    begun = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=PROJECT,
        env=os.environ | own,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_ready(url, process)
        yield Running(url, psutil.Process(process.pid), time.monotonic() - begun)
    finally:
        os.killpg(process.pid, signal.SIGTERM)  # make and the server that it started
        process.wait(timeout=20)


@contextmanager
def demonstration() -> Iterator[str]:
    """The URL of a database that holds the demonstration data and is removed afterwards."""
    from dashboard.commands.demonstration import load_demonstration

    with TemporaryDirectory(prefix="dashboard-bench-") as folder:
        url = f"sqlite:///{folder}/bench.db"
        load_demonstration(url)
        yield url


def _wait_until_ready(url: str, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + START_PATIENCE_S
    while time.monotonic() < give_up:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with status {process.returncode} before it answered")
        try:
            urllib.request.urlopen(f"{url}/readyz", timeout=2).close()
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"the server is not ready: {error.read().decode()}") from error
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"the server did not answer within {START_PATIENCE_S:g} s")
