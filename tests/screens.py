"""A reader's session: what the pages show, and what they hand out."""

import csv
import html
import io
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Self

import orjson
import pytest
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.testing.v1 import AppTest

PROJECT = Path(__file__).parents[1]
PAGES = ("situation", "map", "town", "evacuations", "front", "upload", "data")
TODAY = "2025-09-15"

Address = dict[str, Any]

APP = PROJECT / "dashboard" / "app.py"
_KNOWN: dict[str, Any] = {}  # the pages, as Streamlit registers them


class Screen:
    """The dashboard on one database; each screen is a session of its own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, database: str) -> None:
        monkeypatch.setenv("DASHBOARD_DATABASE", database)
        monkeypatch.setenv("DASHBOARD_TODAY", TODAY)
        self._kept: dict[str, Callable[[], bytes | str]] = {}
        _keep_downloads(monkeypatch, self._kept)
        self.at = _session()

    def open(self, page: str, **address: str | list[str]) -> Self:
        """Follow a link to a page, or come back to an address that this session had."""
        if not _KNOWN:
            # AppTest knows the pages only after a run; that one is of another session.
            _KNOWN.update(_session().run()._registered_pages)
        self.at._registered_pages = self.at._registered_pages or dict(_KNOWN)
        self.at.query_params = dict(address)
        self.at.switch_page(f"../pages/{page}.py")
        return self.run()

    def go(self, page: str) -> Self:
        """Choose a page in the navigation: the browser then empties the address."""
        return self.open(page)

    def run(self) -> Self:
        self.at.run()
        return self

    def unfold(self, key: str) -> Self:
        """Open an expander or popover, whose content is drawn only then."""
        self.at.session_state[key] = True
        return self.run()

    @property
    def address(self) -> Address:
        return dict(self.at.query_params)

    @property
    def markup(self) -> str:
        """Every piece of HTML of the page but its style sheet."""
        bodies = (piece.proto.body for piece in self.at.html)
        return "\n".join(body for body in bodies if not body.startswith("<style"))

    @property
    def notices(self) -> list[str]:
        return [
            _text(found)
            for found in re.findall(r'<div class="dash-notice[^"]*"[^>]*>(.*?)</div>', self.markup)
        ]

    @property
    def empty(self) -> list[str]:
        return [
            _text(found) for found in re.findall(r'<div class="dash-empty">(.*?)</div></div>', self.markup)
        ]

    @property
    def cards(self) -> dict[str, tuple[str, str]]:
        """Of each key figure by its label: the number (or what stands for it), and all words of the card."""
        found = {}
        for card in self.markup.split('<div class="dash-card ')[1:]:
            label = re.search(r'<div class="dash-label">(.*?)</div>', card)
            value = re.search(r'<span class="dash-(?:number|missing)">(.*?)</span>', card)
            assert label is not None and value is not None, card
            found[_text(label[1])] = (_text(re.sub("<span.*", "", value[1])), _text(card.split(">", 1)[1]))
        return found

    def table(self, label: str) -> list[list[str]]:
        """The cells of the table of that label, row by row, without the button of a phone."""
        part = self.markup.split(f'aria-label="{html.escape(label)}" tabindex="0"><table', 1)[1].split(
            "</table>"
        )[0]
        rows = re.findall(r"<tr>(.*?)</tr>", part.split("<tbody>")[-1], re.DOTALL)
        return [
            [_text(cell) for cell in re.findall(r"<td (?!class=\"dash-more\")[^>]*>(.*?)</td>", row)]
            for row in rows
        ]

    @property
    def charts(self) -> dict[str, dict[str, Any]]:
        """The Plotly specification of each chart by its name."""
        return {
            chart.proto.id.rsplit("-chart_", 1)[1].replace(".", "_"): orjson.loads(chart.proto.spec)
            for chart in self.at.get("plotly_chart")
        }

    @property
    def map(self) -> dict[str, Any]:
        found: dict[str, Any] = orjson.loads(self.at.get("deck_gl_json_chart")[0].proto.json)
        return found

    def download(self, key: str) -> str:
        """What the button with that key hands out."""
        buttons = {str(button.key).replace(".", "_"): button.proto for button in self.at.download_button}
        proto = buttons[key.replace(".", "_")]
        content = self._kept[proto.deferred_file_id or proto.url]()
        return content if isinstance(content, str) else content.decode("utf-8-sig")

    def rows(self, key: str) -> list[dict[str, str]]:
        """The rows of a CSV file."""
        return list(csv.DictReader(io.StringIO(self.download(key))))

    def csv(self, name: str) -> list[dict[str, str]]:
        """The rows of a figure's CSV."""
        return self.rows(f"csv_{name}")

    @property
    def links(self) -> list[str]:
        return [html.unescape(href) for href in re.findall(r'href="([^"]*)"', self.markup)]

    @property
    def files(self) -> list[str]:
        return [str(button.key).replace(".", "_") for button in self.at.download_button]

    def everything(self) -> str:
        """All that is sent to the browser: HTML, charts, maps, labels of widgets."""
        return "\n".join(str(node.proto) for node in self.at.main if hasattr(node, "proto"))


def _session() -> AppTest:
    session = AppTest.from_file(APP, default_timeout=60)
    session._bidi_component_manager = _components()
    return session


@cache
def _components() -> BidiComponentManager:
    """One for all sessions, as in a server: every installed package is looked through for components."""
    manager = BidiComponentManager()
    manager.discover_and_register_components(start_file_watching=False)
    return manager


def _keep_downloads(monkeypatch: pytest.MonkeyPatch, kept: dict[str, Callable[[], bytes | str]]) -> None:
    """Streamlit makes a file when its button is pressed; the tests ask for it in its place."""
    add, add_deferred = MediaFileManager.add, MediaFileManager.add_deferred

    def adding(manager: MediaFileManager, content: bytes | str, *args: Any, **more: Any) -> str:
        url = add(manager, content, *args, **more)
        kept[url] = lambda: content
        return url

    def deferring(manager: MediaFileManager, make: Any, *args: Any, **more: Any) -> str:
        file_id = add_deferred(manager, make, *args, **more)
        kept[file_id] = make
        return file_id

    monkeypatch.setattr(MediaFileManager, "add", adding)
    monkeypatch.setattr(MediaFileManager, "add_deferred", deferring)


def _text(markup: str) -> str:
    """What a reader sees of a piece of HTML."""
    parted = re.sub(r"</(div|span|small|td|li)>", " ", markup)
    return " ".join(html.unescape(re.sub("<[^>]*>", "", parted)).replace("\u00a0", " ").split())
