"""The ASGI application: Streamlit's, between what guards it and what it cannot do itself."""

import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route
from streamlit import config, file_util

from dashboard.server.assets import Assets, in_background
from dashboard.server.policy import inline_script_hashes
from dashboard.server.readiness import readiness
from dashboard.server.security import Guard
from dashboard.server.sending import SendAssets, SendPage
from dashboard.server.shell import ShellTexts, page_shell, script_addresses
from dashboard.server.visits import NoteVisit
from dashboard.settings import settings

PROJECT = Path(__file__).resolve().parents[2]
SCRIPT = PROJECT / "dashboard" / "app.py"
STREAMLIT_FILES = Path(file_util.get_static_dir())
OWN_FILES = PROJECT / "dashboard" / "static"
ICON = "./app/static/favicon.svg"

# Scripts that every page needs and Streamlit's own page does not name: the element of ``st.html`` and its cleaner.
EARLY_SCRIPTS = ("Html", "purify.es")

# Made by dashboard/server/fonts.py.
SMALLER_FONTS = {
    "MaterialSymbols-Rounded": "icons.woff2",
    "SourceSansVF-Upright.ttf": "text.woff2",
    "SourceSansVF-Italic.ttf": "text-italic.woff2",
    "SourceCodeVF-Upright.ttf": "code.woff2",
}

# Streamlit gives its first page the address "/" alone; a link that names the page must open it, too.
FIRST_PAGE = "situation"

# First parts of the addresses that Streamlit or a route of ours answers; all others are pages.
NO_PAGES = ("_stcore", "app", "auth", "component", "media", "oauth2callback", "readyz", FIRST_PAGE, "static")


def application(
    *,
    ready: Callable[[], None],
    texts: ShellTexts,
    script: Path = SCRIPT,
    hosts: Sequence[str] = (),
    map_origin: str | None = None,
    cache: Path | None = None,
    at_start: Callable[[], None] | None = None,
    now: Callable[[], datetime] = lambda: settings().now(),
) -> st.App:
    """The dashboard as an ASGI application.

    ``ready`` raises a DashboardError when the database does not answer. ``hosts`` are the names under which readers
    reach the server, empty for any. ``map_origin`` is where an online basemap comes from. ``cache`` keeps the
    compressed files from one start to the next. ``at_start`` is run once, beside the server, for what the first
    reader should not wait for. ``now`` is the moment of a visit.
    """
    _use_own_configuration()
    sent = assets(cache=cache)
    page = page_shell(
        (STREAMLIT_FILES / "index.html").read_text(encoding="utf-8"),
        texts=texts,
        icon=ICON,
        early=script_addresses(STREAMLIT_FILES / "static", EARLY_SCRIPTS),
    )
    return st.App(
        script,
        routes=[
            Route("/readyz", readiness(ready), methods=["GET"]),
            Route(f"/{FIRST_PAGE}", _to_first_page, methods=["GET"]),
        ],
        middleware=[
            Middleware(Guard, script_hashes=inline_script_hashes(page), hosts=hosts, map_origin=map_origin),
            Middleware(SendAssets, assets=sent, prefixes=("/static/", "/app/static/")),
            Middleware(NoteVisit, now=now, others=NO_PAGES),
            Middleware(SendPage, page=page, others=NO_PAGES),
        ],
        lifespan=partial(_lifespan, assets=sent, page=page, at_start=at_start),
    )


def _use_own_configuration() -> None:
    """The project's .streamlit/config.toml, from whatever folder the server is started.

    Streamlit looks beside this path and in the current folder only: it would show tracebacks to readers otherwise.
    """
    config._main_script_path = str(PROJECT / "dashboard.py")
    config.get_config_options(force_reparse=True)


def assets(*, cache: Path | None) -> Assets:
    """Streamlit's files and ours, with smaller fonts instead of 600 kB on a first visit."""
    media = STREAMLIT_FILES / "static" / "media"
    fonts = {
        f"/static/media/{font.name}": OWN_FILES / "fonts" / smaller
        for name, smaller in SMALLER_FONTS.items()
        for font in media.glob(f"{name}.*.woff2")
    }
    folders = {"/static/": STREAMLIT_FILES / "static", "/app/static/": OWN_FILES}
    return Assets(folders, cache=cache, instead=fonts)


async def _to_first_page(request: Request) -> RedirectResponse:
    return RedirectResponse(f"/?{request.url.query}" if request.url.query else "/")


@asynccontextmanager
async def _lifespan(
    _app: st.App, *, assets: Assets, page: str, at_start: Callable[[], None] | None
) -> AsyncIterator[None]:
    named_by_page = [f"/{address}" for address in re.findall(r'(?:href|src)="\./(static/[^"]+)"', page)]
    if at_start is not None:
        in_background(at_start, name="at-start")
    in_background(partial(assets.compress_all, first=named_by_page), name="compression")
    yield None
