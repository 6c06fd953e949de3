"""Middleware: a cookie with the moments of this visit and the one before, for "what changed since your last visit".

It holds two moments and nothing else, and only this server and its pages read it; no script in the browser can. It
is sent along when a link in a mail opens a page (``Lax``): with ``Strict`` such a page would not see it and write a new
one over it, and whoever comes by links would never have been here before. It opens nothing, so nothing is won by it.
"""

from collections.abc import Callable, Collection
from datetime import datetime

from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.model.visits import COOKIE, visits_of, with_load
from dashboard.server.sending import is_page

KEPT_S = 400 * 24 * 3600  # browsers keep none for longer


class NoteVisit:
    """Notes each load of a page; ``others`` are the first parts of the addresses that are not pages."""

    def __init__(self, app: ASGIApp, *, now: Callable[[], datetime], others: Collection[str]) -> None:
        self._app, self._now, self._others = app, now, frozenset(others)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not is_page(scope["path"], self._others):
            await self._app(scope, receive, send)
            return
        noted = self._cookie(HTTPConnection(scope))

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], (b"set-cookie", noted)]}
            await send(message)

        await self._app(scope, receive, noting)

    def _cookie(self, request: HTTPConnection) -> bytes:
        visits = with_load(visits_of(request.cookies.get(COOKIE)), now=self._now())
        answer = Response()
        answer.set_cookie(
            COOKIE,
            visits.text(),
            max_age=KEPT_S,
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="lax",
        )
        return answer.headers["set-cookie"].encode("latin-1")
