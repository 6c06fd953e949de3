"""What every response carries and what is refused before Streamlit sees it."""

import logging
import re
from base64 import b64encode
from collections.abc import Collection, Mapping
from hashlib import sha256

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

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

FIXED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PAGE_HEADERS = {
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

# Scripts, styles and pictures run under the policy of the page that loads them; opened by themselves they get nothing.
# 120 of them come with a first visit: the page's policy on each cost a second at 400 kbit/s.
FILES = ("/static/", "/app/static/")
FILE_POLICY = "default-src 'none'; frame-ancestors 'none'"


def inline_script_hashes(page: str) -> tuple[str, ...]:
    """The hashes under which a policy allows the scripts that stand in the page itself."""
    scripts = re.findall(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", page, re.DOTALL)
    return tuple(f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts)


def content_security_policy(
    script_hashes: Collection[str], *, socket_origin: str, map_origin: str | None = None
) -> str:
    """Nothing comes from elsewhere and nothing in the page runs but Streamlit's own files.

    Styles in the page are allowed because Streamlit's elements carry them; ``blob:`` is for images and workers that
    maps make themselves. ``socket_origin`` stands beside 'self' for browsers that do not count websockets to it.
    ``map_origin`` is the one exception, where the operator turned an online basemap on.
    """
    elsewhere = () if map_origin is None else (map_origin,)
    directives = {
        "default-src": ("'self'",),
        # deck.gl compiles a WebAssembly module of its own; this allows no script from elsewhere and no eval.
        "script-src": ("'self'", "'wasm-unsafe-eval'", *script_hashes),
        "style-src": ("'self'", "'unsafe-inline'"),
        "img-src": ("'self'", "data:", "blob:", *elsewhere),
        "font-src": ("'self'", "data:"),
        "connect-src": ("'self'", socket_origin, *elsewhere),
        "worker-src": ("'self'", "blob:"),
        "frame-src": ("'none'",),
        "object-src": ("'none'",),
        "base-uri": ("'self'",),
        "form-action": ("'self'",),
        "frame-ancestors": ("'none'",),
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


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
        if path.startswith(FILES):
            return FIXED_HEADERS | {"Content-Security-Policy": FILE_POLICY}
        # The name comes from the request: only one that can be a name goes into the policy.
        named = re.fullmatch(r"[\w.-]+(:\d+)?|\[[0-9a-fA-F:]+\](:\d+)?", host)
        origin = f"{'wss' if scheme == 'https' else 'ws'}://{host}" if named else "'self'"
        policy = content_security_policy(
            self._script_hashes, socket_origin=origin, map_origin=self._map_origin
        )
        return FIXED_HEADERS | PAGE_HEADERS | {"Content-Security-Policy": policy}


def _adding(send: Send, added: Mapping[str, str]) -> Send:
    async def adding(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(added)
        await send(message)

    return adding
