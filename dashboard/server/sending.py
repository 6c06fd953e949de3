"""How files go to the browser: in the form that it takes, kept by it, in pieces."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.server.assets import BEST, Assets, accepted_encoding

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".geojson": "application/geo+json",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
}
CHUNK_BYTES = 1 << 16


class SendAssets:
    """Middleware: answers the addresses of ``assets``, and 404 for anything else under ``prefixes``."""

    def __init__(self, app: ASGIApp, *, assets: Assets, prefixes: tuple[str, ...]) -> None:
        self._app, self._assets, self._prefixes = app, assets, prefixes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(self._prefixes):
            await self._app(scope, receive, send)
            return
        address = scope["path"]
        if scope["method"] not in ("GET", "HEAD"):
            await _send(send, status=405, headers={"Allow": "GET, HEAD"})
            return
        if address not in self._assets:
            await _send(send, status=404, headers={"Content-Type": MEDIA_TYPES[".txt"]}, content=b"Not found")
            return
        asked = Headers(scope=scope)
        encoding = self._assets.encoding(address, asked.get("accept-encoding", ""))
        body = await run_in_threadpool(self._assets.body, address, encoding=encoding)
        headers = _headers(address, encoding=encoding) | {"ETag": body.etag}
        if asked.get("if-none-match") == body.etag:
            await _send(send, status=304, headers=headers)
            return
        await _send(send, headers=headers, content=body.content, only_head=scope["method"] == "HEAD")


class SendPage:
    """Middleware: answers every page's address with ``page``; which of the pages it is, the browser asks later."""

    def __init__(self, app: ASGIApp, *, page: str, others: Collection[str]) -> None:
        """``others`` are the first parts of the addresses that are not pages."""
        self._app, self._others = app, frozenset(others)
        content = page.encode()
        self._bodies = {"identity": content} | {name: compress(content) for name, compress in BEST.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] != "http"
            or not is_page(scope["path"], self._others)
            or scope["method"] not in ("GET", "HEAD")
        ):
            await self._app(scope, receive, send)
            return
        encoding = accepted_encoding(Headers(scope=scope).get("accept-encoding", ""))
        headers = _headers("index.html", encoding=encoding)
        await _send(
            send, headers=headers, content=self._bodies[encoding], only_head=scope["method"] == "HEAD"
        )


def is_page(path: str, others: Collection[str]) -> bool:
    """One part only: below it the browser tries Streamlit's addresses, and ``/front/`` is sent on to ``/front``."""
    only = path.removeprefix("/")
    return "/" not in only and only not in others


def _headers(address: str, *, encoding: str) -> dict[str, str]:
    named_by_content = re.search(r"\.[\w-]{8}\.\w+$", address) is not None
    headers = {
        "Content-Type": MEDIA_TYPES.get(Path(address).suffix, "application/octet-stream"),
        "Cache-Control": "public, max-age=31536000, immutable" if named_by_content else "no-cache",
        "Vary": "Accept-Encoding",
    }
    return headers if encoding == "identity" else headers | {"Content-Encoding": encoding}


async def _send(
    send: Send,
    *,
    headers: Mapping[str, str],
    status: int = 200,
    content: bytes = b"",
    only_head: bool = False,
) -> None:
    """In pieces, so that a slow reader does not make the server hold the whole file for him."""
    sized = headers if status == 304 else {**headers, "Content-Length": str(len(content))}
    raw = [(name.lower().encode(), value.encode()) for name, value in sized.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    for start in range(0, 0 if only_head else len(content), CHUNK_BYTES):
        await send(
            {"type": "http.response.body", "body": content[start : start + CHUNK_BYTES], "more_body": True}
        )
    await send({"type": "http.response.body", "body": b""})
