"""A function in a child of this process: to take rights or room from it, or to let it be killed."""

import gc
import os
import resource
import signal
import sys
from collections.abc import Callable

NOBODY = 65534


def fork() -> int:
    """A child that collects nothing of its parent's: that holds threads (DuckDB's), and a child has none to end."""
    child = os.fork()
    if child == 0:
        gc.freeze()
    return child


def forked(act: Callable[[], str], *, before: Callable[[], None]) -> str | None:
    """What ``act`` answers in a child after ``before`` (its error as text); None where the child was killed."""
    reading, writing = os.pipe()
    child = fork()
    if child == 0:
        _answer(act, before=before, into=writing)
    os.close(writing)
    with open(reading, encoding="utf-8") as pipe:  # noqa: PTH123  # a pipe has no path
        answer = pipe.read()
    _, status = os.waitpid(child, 0)
    return None if os.WIFSIGNALED(status) else answer


def _answer(act: Callable[[], str], *, before: Callable[[], None], into: int) -> None:
    try:
        before()
        answer = act()
    except BaseException as error:
        answer = f"{type(error).__name__}: {error}"
    os.write(into, answer.encode())
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115
    os._exit(0)


def without_rights() -> None:
    """Tests may run as root, whom no file refuses."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def with_room(size: int, *, killed: bool) -> Callable[[], None]:
    """No file may grow beyond ``size``: a write beyond it fails, or kills the process at that very write."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL if killed else signal.SIG_IGN)

    return limit
