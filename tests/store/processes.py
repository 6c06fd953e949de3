"""Stewards in processes of their own, for tests of what happens between processes."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dashboard.store.record import Record
from tests.databases import databases

PROJECT = Path(__file__).parents[2]


class Steward:
    """Obeys one order at a time; see tests/store/steward.py."""

    def __init__(self, record: Record, by: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.store.steward", databases.url_of(record), by],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def order(self, order: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{order}\n")
        self.process.stdin.flush()

    def answer(self) -> str:
        """Its next answer; empty where it is not there any more."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            stream.close()


@contextmanager
def stewards(record: Record, *names: str) -> Iterator[list[Steward]]:
    """Started together, because each needs a second to import what it needs."""
    started = [Steward(record, name) for name in names]
    try:
        for steward in started:
            assert steward.answer() == "here"
        yield started
    finally:
        for steward in started:
            if not steward.process.stdout or not steward.process.stdout.closed:
                steward.kill()
