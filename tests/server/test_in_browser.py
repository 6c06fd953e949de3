"""Under the strict policy everything that pages are made of works, and what was not meant to run does not."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.server.conftest import Start

EVERYTHING = """
import pandas as pd, plotly.graph_objects as go, pydeck as pdk, streamlit as st
rows = pd.DataFrame({"town": ["a", "b"], "km": [1.0, 2.0]})
st.markdown("plain _and_ `code`")
st.html("<img id='own' src='data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22/>' alt='x'>")
st.plotly_chart(go.Figure(go.Scatter(x=[1, 2], y=[3, 4])), key="chart")
square = [[37, 48], [38, 48], [38, 49], [37, 48]]
st.pydeck_chart(pdk.Deck(
    layers=[pdk.Layer("PolygonLayer", [{"p": square}], get_polygon="p", get_fill_color=[9, 9, 9]),
            pdk.Layer("TextLayer", [{"p": [37, 48], "t": "here"}], get_position="p", get_text="t")],
    initial_view_state=pdk.ViewState(latitude=48, longitude=37, zoom=6), map_provider=None))
st.dataframe(rows)
st.table(rows)
st.line_chart(rows, x="km", y="km")
st.download_button("take", "a,b", file_name="rows.csv")
given = st.file_uploader("give")
st.text(given.getvalue().decode() if given else "nothing given")
with st.expander("more"):
    st.date_input("day")
    st.multiselect("towns", ["a", "b"])
    st.metric("people", 5, chart_data=[1, 2])
st.html("<i id='done'></i>")
"""

HOSTILE = """
import streamlit as st
bad = "document.title = 'run'"
st.html(f"<script>{bad}</script>", unsafe_allow_javascript=True)
st.html("<img src='x' onerror=\\"document.title = 'run'\\"><script src='http://127.0.0.1:9/x.js'></script>")
st.markdown(f"<iframe srcdoc=\\"<script>parent.{bad}</script>\\"></iframe>", unsafe_allow_html=True)
st.markdown("![x](http://127.0.0.1:9/x.png)")
st.html("<i id='done'></i>")
"""


@dataclass
class Seen:
    page: Page
    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def open(self, url: str) -> None:
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        own = (url, url.replace("http", "ws"), "data:", "blob:")
        self.page.on(
            "requestfinished",
            lambda asked: None if asked.url.startswith(own) else self.strangers.append(asked.url),
        )
        self.page.goto(url)
        self.page.locator("#done").wait_for(state="attached", timeout=60_000)


def look(url: str, act: Callable[[Page], None]) -> Seen:
    """Open ``url`` in a browser of its own and do ``act``.

    In a thread of its own: where other tests hold a Playwright open, this thread counts as busy with it.
    """
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.fail("no Chromium was found; make test installs Debian's package")

    def visit() -> Seen:
        with sync_playwright() as playwright:
            flags = [
                "--no-sandbox",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ]
            browser = playwright.chromium.launch(executable_path=found, args=flags)
            seen = Seen(browser.new_page(accept_downloads=True))
            seen.open(url)
            act(seen.page)
            browser.close()
            return seen

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(visit).result()


def test_everything_that_pages_are_made_of_works_without_an_error(
    start: Start, page_script: Path, tmp_path: Path
) -> None:
    page_script.write_text(EVERYTHING, encoding="utf-8")
    file = tmp_path / "given.csv"
    file.write_text("c,d", encoding="utf-8")

    def use_all(page: Page) -> None:
        for drawn in (".js-plotly-plot .main-svg", "[data-testid=stDeckGlJsonChart] canvas", "table", "#own"):
            page.locator(drawn).first.wait_for(state="attached", timeout=30_000)
        page.locator("[data-testid=stDataFrame] canvas").first.wait_for(state="attached", timeout=30_000)
        page.locator(
            "[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg"
        ).first.wait_for()
        page.get_by_text("more", exact=True).click()
        page.get_by_text("people").wait_for()
        page.locator("input[type=file]").set_input_files(file)
        page.get_by_text("c,d", exact=True).wait_for()
        with page.expect_download() as download:
            page.get_by_text("take", exact=True).click()
        assert Path(download.value.path()).read_text(encoding="utf-8") == "a,b"

    seen = look(start().url, use_all)
    assert seen.errors == []
    assert seen.strangers == []


def test_a_script_in_the_page_does_not_run_and_nothing_is_fetched_from_elsewhere(
    start: Start, page_script: Path
) -> None:
    page_script.write_text(HOSTILE, encoding="utf-8")
    titles = []

    def wait(page: Page) -> None:
        page.wait_for_timeout(1000)
        titles.append(page.title())

    seen = look(start().url, wait)
    assert titles != ["run"]
    assert seen.strangers == []
    assert len([text for text in seen.errors if "Content Security Policy" in text]) >= 3
