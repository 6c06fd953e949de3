"""One program of the team: started, asked whether it answers, started again when it died, ended."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import IO, Any
from urllib.parse import urlsplit

from dashboard.errors import EngineUnavailable

START_PATIENCE_S, STOP_PATIENCE_S = 60.0, 15.0
LEFT_PATIENCE_S = 2.0
PAUSE_S = 2.0  # between two starts of a program that ends at once


@dataclass
class Part:
    """``answers`` is asked until it says yes; ``user`` are the arguments of Popen for another user than ours.

    A session of its own, so that Ctrl-C reaches the team alone, which ends its parts in their order.
    """

    name: str
    command: Sequence[str]
    answers: Callable[[], bool]
    environment: Mapping[str, str] | None = None
    user: Mapping[str, Any] = field(default_factory=dict)
    messages: IO[bytes] | None = None
    ends_by: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0

    def begin(self) -> None:
        """Start it and wait; raises EngineUnavailable, also where a program left over from before answers already."""
        if self.answers():
            raise EngineUnavailable(
                self.name, "another program answers in its place", "End that one, or use other ports"
            )
        self.start()
        self._wait()

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if self.messages is None else self.messages,
            stderr=self.messages,
            start_new_session=True,
            **self.user,
        )

    def _wait(self) -> None:
        while not self.answers():
            if self.status() is not None:
                reason = f"it ended with status {self.status()} before it answered"
                raise EngineUnavailable(self.name, reason, "Its own message says why")
            if time.monotonic() - self.started_at > START_PATIENCE_S:
                reason = f"it did not answer within {START_PATIENCE_S:g} s"
                raise EngineUnavailable(self.name, reason, "Look whether this machine is overloaded")
            time.sleep(0.1)

    def status(self) -> int | None:
        return None if self.process is None else self.process.poll()

    def keep(self) -> None:
        """Start it again where it died; says so."""
        if self.status() is not None and time.monotonic() - self.started_at > PAUSE_S:
            print(f"{self.name} ended with status {self.status()} and is started again.", file=sys.stderr)
            self._end_what_is_left()
            self.start()

    def end(self) -> None:
        """Returns when it is gone: asked first, killed where it does not listen."""
        if self.process is None:
            return
        self.process.send_signal(self.ends_by)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(STOP_PATIENCE_S)
        self._end_what_is_left()
        self.process.wait()

    def _end_what_is_left(self) -> None:
        """Workers of an nginx that was killed go on listening; those of PostgreSQL notice and end by themselves.

        Waits for their end, before which their ports are taken.
        """
        if self.process is None:
            return
        gone_by = time.monotonic() + LEFT_PATIENCE_S
        with suppress(ProcessLookupError):
            while time.monotonic() < gone_by:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.poll()  # one that has ended is there until it was asked
                time.sleep(0.02)


def answers_at(url: str) -> bool:
    """Whatever it answers: a copy whose database is away says so by itself."""
    where = urlsplit(url)
    with closing(HTTPConnection(where.netloc, timeout=5)) as line:
        try:
            line.request("GET", where.path)
            line.getresponse()
        except (HTTPException, OSError):
            return False
    return True
