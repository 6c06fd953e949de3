"""A real Spark Connect engine for tests, from a wheel: Sail as a cluster of one driver and two workers.

It ends with the process that started it, also where that process is killed.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import psutil

WORKERS = 2
SLOTS = 64  # on each; all steps of a question run at the same time
WAIT_S = 30.0


class Sail:
    """On a free port of this machine, and on the same one after a restart."""

    def __init__(self, *, slots: int = SLOTS) -> None:
        self.port = _free_port()
        self._slots = slots
        self._folder = tempfile.TemporaryDirectory(prefix="sail-")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def engine(self) -> str:
        return f"sc://127.0.0.1:{self.port}"

    def url(self, tables: Path | str) -> str:
        return f"{self.engine}/;tables={tables}"

    @property
    def log(self) -> str:
        return (Path(self._folder.name) / "log").read_text(encoding="utf-8")

    def start(self) -> "Sail":
        settings = {
            "SAIL_MODE": "local-cluster",
            "SAIL_CLUSTER__WORKER_INITIAL_COUNT": str(WORKERS),
            "SAIL_CLUSTER__WORKER_MAX_COUNT": str(WORKERS),
            "SAIL_CLUSTER__WORKER_TASK_SLOTS": str(self._slots),
            "SAIL_CLUSTER__WORKER_MAX_IDLE_TIME_SECS": "3600",
            "RUST_LOG": "error",
        }
        # The shell ends the engine when its own input ends: when it is closed here, or when this process dies.
        lasting = '"$@" </dev/null & read _; kill -KILL $!; wait'
        command = ["sh", "-c", lasting, "sh", *_program(), "--port", str(self.port)]
        with (Path(self._folder.name) / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                env={**os.environ, **settings},
                start_new_session=True,
            )
        self._wait()
        return self

    def stop(self) -> None:
        """At once, as when the power goes; who is waiting for an answer gets none."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            self._process.wait(WAIT_S)
        self._process = None

    def freeze(self) -> None:
        """It keeps its connections and says nothing."""
        self._engine().suspend()

    def thaw(self) -> None:
        self._engine().resume()

    def close(self) -> None:
        self.stop()
        self._folder.cleanup()

    def workers(self) -> int:
        """How many workers a session of this engine has."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pyspark.sql.connect.session import SparkSession
        session = SparkSession.builder.remote(self.engine).create()
        try:
            until = time.monotonic() + WAIT_S
            while True:
                session.sql("select explode(sequence(1, 10))").toArrow()  # workers come with the first work
                running = f"status = 'RUNNING' and session_id = '{session.session_id}'"
                sql = f"select count(*) as workers from system.cluster.workers where {running}"
                found = int(session.sql(sql).toArrow()["workers"][0].as_py())
                if found >= WORKERS or time.monotonic() > until:
                    return found
                time.sleep(0.05)
        finally:
            session.stop()

    def _engine(self) -> psutil.Process:
        """Without the shell, which must be able to end it."""
        assert self._process is not None
        return psutil.Process(self._process.pid).children()[0]

    def _wait(self) -> None:
        until = time.monotonic() + WAIT_S
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.02)
        raise AssertionError(f"Sail did not start:\n{self.log}")


def _program() -> list[str]:
    return [str(Path(sys.executable).parent / "sail"), "spark", "server", "--ip", "127.0.0.1"]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])
