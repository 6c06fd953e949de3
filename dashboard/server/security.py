"""What every response carries and what is refused before Streamlit sees it."""

import logging
import re
from collections.abc import Collection, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from dashboard.server.policy import content_security_policy, headers_of, socket_origin

LOG = logging.getLogger(__name__)

# Streamlit answers under these without login and the dashboard uses none of them: an interface for programs that
# drives the app, memory figures, and files of third-party components.
CLOSED = (
    "/_stcore/agent",
    "/_stcore/metrics",
    "/_stcore/bidi-components",
    "/_stcore/script-health-check",
    "/component",
)

LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})


class Guard:
    """Middleware: known host names only, closed addresses answer 404, every response carries the policy headers.

    ``hosts`` are the names under which readers reach the server; empty means any. With a list, a page of another site
    cannot read the dashboard by pointing its own name at this machine (DNS rebinding).
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        script_hashes: Collection[str],
        hosts: Collection[str] = (),
        map_origin: str | None = None,
    ) -> None:
        self._app = app
        self._map_origin = map_origin
        self._script_hashes = tuple(script_hashes)
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        host = Headers(scope=scope).get("host", "")
        refused = not self._is_known(host)
        if scope["type"] == "websocket":
            await (WebSocketClose(1008) if refused else self._app)(scope, receive, send)
            return
        guarded = _adding(send, self._headers(scope["path"], scheme=scope["scheme"], host=host))
        if refused:
            text = f'The address names "{host}": expected a name of this server. DASHBOARD_HOSTS lists them.'
            await PlainTextResponse(text, 421)(scope, receive, guarded)
            return
        if any(scope["path"] == closed or scope["path"].startswith(closed + "/") for closed in CLOSED):
            await PlainTextResponse("Not found", 404)(scope, receive, guarded)
            return
        await self._answer(scope, receive, guarded)

    async def _answer(self, scope: Scope, receive: Receive, guarded: Send) -> None:
        """Starlette answers an unexpected error outside of all middleware, without headers: answer it here."""
        started = False

        async def noticing(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await guarded(message)

        try:
            await self._app(scope, receive, noticing)
        except Exception:
            LOG.exception("The request %s %s failed", scope["method"], scope["path"])
            if started:
                raise
            await PlainTextResponse("The server made an error; its log says which.", 500)(
                scope, receive, guarded
            )

    def _is_known(self, host: str) -> bool:
        return not self._hosts or re.sub(r":\d+$", "", host.lower()) in self._hosts

    def _headers(self, path: str, *, scheme: str, host: str) -> dict[str, str]:
        policy = content_security_policy(
            self._script_hashes, socket_origin=socket_origin(host, scheme=scheme), map_origin=self._map_origin
        )
        return headers_of(path, page_policy=policy)


def _adding(send: Send, added: Mapping[str, str]) -> Send:
    async def adding(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(added)
        await send(message)

    return adding
