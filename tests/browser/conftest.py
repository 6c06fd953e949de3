"""A served dashboard and a real browser; screenshots go to build/screenshots."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

PROJECT = Path(__file__).parents[2]
OUTPUT = PROJECT / "build" / "screenshots"
SIZES = {"wide": (1440, 900), "phone": (390, 844)}


@dataclass
class Served:
    url: str
    database: str


@dataclass
class Watched:
    """A page with what went wrong on it and what it asked of others."""

    page: Page
    url: str
    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.url}/{path}")
        settled(self.page)
        return self.page


def settled(page: Page) -> None:
    """Until the frame is drawn and the script has run through."""
    page.locator(".dash-foot").wait_for(timeout=30_000)
    page.wait_for_function(
        "() => document.querySelector('.stApp').dataset.testScriptState !== 'running'", timeout=30_000
    )


@pytest.fixture(scope="session")
def served(demonstration_file: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with the demonstration data, on a port of its own."""
    file = tmp_path_factory.mktemp("served") / "dashboard.db"
    shutil.copy(demonstration_file.removeprefix("sqlite:///"), file)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    database, url = f"sqlite:///{file}", f"http://localhost:{port}"
    environment = os.environ | {
        "DASHBOARD_PORT": str(port),
        "DASHBOARD_TODAY": "2025-09-15",
        "DASHBOARD_DATABASE": database,
    }
    process = subprocess.Popen([sys.executable, "-m", "dashboard", "run"], cwd=PROJECT, env=environment)
    try:
        _answers(f"{url}/readyz", process)
        yield Served(url, database)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _answers(url: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(150):
        assert process.poll() is None, "the server ended before it answered"
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                assert answer.status == 200
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail(f"{url} did not answer in 30 s")


@pytest.fixture(params=list(SIZES))
def watched(request: pytest.FixtureRequest, browser: Browser, served: Served) -> Iterator[Watched]:
    """A fresh reader at each width; the test fails where the console told of an error or a stranger was asked."""
    yield from _watched(browser, served, size=request.param)


@pytest.fixture
def wide(browser: Browser, served: Served) -> Iterator[Watched]:
    """A fresh reader at a desk."""
    yield from _watched(browser, served, size="wide")


def _watched(browser: Browser, served: Served, *, size: str, theme: str = "light") -> Iterator[Watched]:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=theme, accept_downloads=True
    )
    found = Watched(context.new_page(), served.url)
    found.page.on("console", lambda said: found.errors.append(said.text) if said.type == "error" else None)
    found.page.on("dialog", lambda dialog: (found.errors.append(dialog.message), dialog.dismiss()))
    found.page.on("pageerror", lambda error: found.errors.append(str(error)))
    own = (served.url, served.url.replace("http", "ws"), "data:", "blob:")
    found.page.on(
        "request", lambda asked: None if asked.url.startswith(own) else found.strangers.append(asked.url)
    )
    yield found
    context.close()
    assert found.errors == []
    assert found.strangers == []


def picture(page: Page, name: str) -> None:
    """Keep what the reader sees, whole."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    size = page.viewport_size
    assert size is not None
    tall = page.evaluate(
        "Math.max(...[...document.querySelectorAll('.stMain, body')].map(e => e.scrollHeight))"
    )
    page.set_viewport_size({"width": size["width"], "height": min(int(tall) + 16, 6000)})
    page.wait_for_timeout(400)
    page.screenshot(path=OUTPUT / f"{name}.png")
    page.set_viewport_size(size)
