"""Asking a server over HTTP, and waiting until it answers as it should."""

import os
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any


def free_ports(count: int) -> int:
    """The first of so many free ports in a row."""
    for first in range(20_000 + os.getpid() % 10_000, 32_000, count):
        with ExitStack() as taken:
            try:
                for port in range(first, first + count):
                    taken.enter_context(socket.create_server(("127.0.0.1", port)))
            except OSError:
                continue
            return first
    raise AssertionError("no free ports")


@dataclass
class Asked:
    """An answer; header names in small letters, each with all values that were sent under it."""

    status: int
    headers: dict[str, list[str]]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(url: str, *, method: str = "GET", body: bytes | None = None, **headers: str) -> Asked:
    request = urllib.request.Request(
        url,
        data=body,
        method=method,
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )
    try:
        answer = urllib.request.urlopen(request, timeout=20)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        found: dict[str, list[str]] = {}
        for name, value in answer.headers.items():
            found.setdefault(name.lower(), []).append(value)
        return Asked(answer.status, found, answer.read())


def until(condition: Callable[[], Any], *, within_s: float, what: str) -> Any:
    give_up = time.monotonic() + within_s
    while not (found := condition()):
        assert time.monotonic() < give_up, f"not within {within_s:g} s: {what}"
        time.sleep(0.05)
    return found


def answers(url: str) -> bool:
    try:
        return ask(url).status < 500
    except OSError:
        return False
