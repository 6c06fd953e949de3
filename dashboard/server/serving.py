"""Running the application until it is told to stop."""

import errno
import ipaddress
import signal
import socket
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from types import FrameType
from typing import NoReturn

import streamlit as st
import uvicorn
from streamlit import config
from streamlit.runtime.runtime_util import get_max_message_size_bytes

from dashboard.errors import SettingRefused
from dashboard.server.application import SCRIPT, application
from dashboard.server.security import LOOPBACK_HOSTS
from dashboard.server.shell import ShellTexts

# A line of 400 kbit/s that is loading a chart for 25 s answers late and is not gone.
PING_EVERY_S, PING_PATIENCE_S = 30.0, 60.0
STOP_PATIENCE_S = 3


def serve(
    *,
    address: str,
    port: int,
    ready: Callable[[], None],
    texts: ShellTexts,
    script: Path = SCRIPT,
    hosts: Sequence[str] = (),
    map_origin: str | None = None,
    cache: Path | None = None,
    at_start: Callable[[], None] | None = None,
    started: Callable[[str], None] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM, then return through SystemExit(0).

    ``started`` is called once with the address for the browser. Without ``hosts`` a server that listens on this machine
    only is reached under this machine's own names only. Raises SettingRefused when nothing can listen there.
    """
    listening = _listen(address, port)
    port = listening.getsockname()[1]
    names = tuple(hosts) or (tuple(LOOPBACK_HOSTS) if _is_loopback(address) else ())
    app = application(
        ready=ready,
        texts=texts,
        script=script,
        hosts=names,
        map_origin=map_origin,
        cache=cache,
        at_start=at_start,
    )
    config.set_option("server.address", address)
    config.set_option("server.port", port)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    server = _Server(_uvicorn_config(app), on_started=lambda: started and started(_url(address, port)))
    with closing(listening):
        server.run(sockets=[listening])
    raise SystemExit(0 if server.started else 2)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, *, on_started: Callable[[], object]) -> None:
        super().__init__(config)
        self._on_started = on_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_started()


def _uvicorn_config(app: st.App) -> uvicorn.Config:
    """As ``streamlit run`` configures it, but without the ``server`` header and with more patience for slow lines."""
    return uvicorn.Config(
        app,
        ws="websockets-sansio",
        ws_ping_interval=PING_EVERY_S,
        ws_ping_timeout=PING_PATIENCE_S,
        ws_max_size=get_max_message_size_bytes(),
        ws_per_message_deflate=bool(config.get_option("server.enableWebsocketCompression")),
        timeout_graceful_shutdown=STOP_PATIENCE_S,
        server_header=False,
        access_log=False,
        log_level="warning",
        use_colors=False,
    )


def _listen(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        return socket.create_server((address, port), family=family, backlog=2048)
    except OSError as error:
        raise _refusal(error, address=address, port=port) from error


def _refusal(error: OSError, *, address: str, port: int) -> SettingRefused:
    if error.errno == errno.EADDRINUSE:
        expected = (
            f"a free port, and another program listens on {address}:{port}. Stop it or set another port"
        )
        return SettingRefused("DASHBOARD_PORT", str(port), expected)
    if error.errno == errno.EACCES:
        return SettingRefused("DASHBOARD_PORT", str(port), "a port that this user may open, such as 8501")
    return SettingRefused("DASHBOARD_ADDRESS", address, "an address of this machine, such as 127.0.0.1")


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def _url(address: str, port: int) -> str:
    if _is_loopback(address):
        return f"http://localhost:{port}"
    return f"http://[{address}]:{port}" if ":" in address else f"http://{address}:{port}"


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    """uvicorn closes everything on the signal itself, then sends it on: here, to an end without a traceback."""
    raise SystemExit(0)
