"""A function in a child of this process whose calls to the system are made to fail, or kill it, one by one.

By ``strace``, which needs the right to trace a process of one's own; ``without_strace`` says why it has none.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from typing import NamedTuple

from tests.store.forked import fork

# All that SQLite does to a file, and the sending of the answer.
WRITES = "pwrite64,write,fsync,fdatasync,ftruncate,unlink"
_ANYBODY = (0x59616D61, ctypes.c_ulong(-1))  # PR_SET_PTRACER: some systems let only a parent trace


class Outcome(NamedTuple):
    """What the child answered (its error as text), None where it was killed; whether there was a call to be hit."""

    answer: str | None
    hit: bool


def every(act: Callable[[], str], *, calls: str, fault: str) -> Iterator[Outcome]:
    """The outcomes of ``act`` whose first, second .. call of each kind is hit; the last of each kind meets none."""
    for call in calls.split(","):
        for number in count(1):
            outcome = injected(act, calls=call, fault=f"{fault}:when={number}")
            yield outcome
            if not outcome.hit:
                break


def injected(act: Callable[[], str], *, calls: str, fault: str) -> Outcome:
    """``act`` in a child while strace injects ``fault`` into ``calls``, which strace counts each for itself.

    ``fault`` as strace says it: ``signal=KILL:when=3``, ``error=ENOSPC:when=3+``.
    """
    waiting, go = os.pipe()
    reading, answer = os.pipe()
    child = fork()
    if child == 0:
        _obey(act, waiting=waiting, answer=answer)
    os.close(waiting)
    os.close(answer)
    try:
        with (
            tempfile.NamedTemporaryFile() as log,
            _traced(child, f"inject={calls}:{fault}", log=log.name) as strace,
        ):
            os.write(go, b"!")
            with open(reading, encoding="utf-8") as pipe:  # noqa: PTH123  # a pipe has no path
                text = pipe.read()
            _, status = os.waitpid(child, 0)
            strace.wait()
            killed = os.WIFSIGNALED(status) and not text
            return Outcome(None if killed else text, killed or b"(INJECTED)" in log.read())
    except BaseException:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise
    finally:
        os.close(go)


def _obey(act: Callable[[], str], *, waiting: int, answer: int) -> None:
    ctypes.CDLL(None).prctl(*_ANYBODY)
    os.read(waiting, 1)
    try:
        text = act()
    except BaseException as error:
        text = f"{type(error).__name__}: {error}"
    os.write(answer, text.encode())
    os._exit(0)


def _traced(child: int, injection: str, *, log: str) -> subprocess.Popen[str]:
    """strace once it holds the child."""
    command = ["strace", "-f", "-p", str(child), "-e", injection, "-o", log]
    strace = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert strace.stderr is not None
    said = strace.stderr.readline()
    if "attached" not in said:
        strace.wait()
        raise OSError(said.strip())
    return strace


@cache
def without_strace() -> str:
    """Why calls cannot be made to fail here; empty where they can."""
    if shutil.which("strace") is None:
        return "strace is not installed, on Debian: apt-get install strace"
    try:
        injected(lambda: "here", calls="write", fault="delay_enter=1:when=1")
    except OSError as error:
        return f"processes may not be traced here: {error}"
    return ""
