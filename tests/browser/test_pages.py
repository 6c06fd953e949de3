"""Every page as a reader sees it: from a deep link, at a desk and on a phone, in light and dark."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SIZES, Watched, _watched, picture, settled

PAGES = ("situation", "map", "town", "evacuations", "front", "upload", "data")
# What must be on a page before it counts as drawn.
DRAWN = {
    "situation": ".dash-card",
    "map": "#deckgl-wrapper canvas, .deckgl-overlay, [data-testid=stDeckGlJsonChart] canvas",
    "town": ".js-plotly-plot .main-svg",
    "evacuations": ".js-plotly-plot .main-svg",
    "front": ".js-plotly-plot .main-svg",
    "upload": "[data-testid=stFileUploader]",
    "data": ".dash-table",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_deep_link_opens_its_page(watched: Watched, name: str) -> None:
    page = watched.open(f"{name}?period=90&as_of=2025-08-20")
    expect(page.locator(".dash-banner")).to_contain_text("as of 20 Aug 2025")
    expect(page.locator(DRAWN[name]).first).to_be_visible()
    page.wait_for_timeout(500)
    assert page.locator("[data-testid=stException]").count() == 0
    size = "wide" if page.viewport_size["width"] == SIZES["wide"][0] else "phone"
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, "the page can be pushed sideways"
    picture(page, f"{name}_{size}")


@pytest.mark.parametrize("name", ["situation", "town"])
def test_dark_pages_are_drawn_dark(browser, served, name: str) -> None:
    for watched in _watched(browser, served, size="wide", theme="dark"):
        page = watched.open(name)
        expect(page.locator(DRAWN[name]).first).to_be_visible()
        page.wait_for_timeout(500)
        red, green, blue = page.evaluate(
            "getComputedStyle(document.querySelector('.stApp')).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)"
        )
        assert max(red, green, blue) < 60
        picture(page, f"{name}_dark")


def test_a_page_change_keeps_the_filters(wide: Watched) -> None:
    page = wide.open("situation?town=UA1416003001&period=7")
    page.get_by_test_id("stTopNavLink").filter(has_text="Front").first.click()
    expect(page.locator(".dash-banner span").first).to_have_text("Front")
    settled(page)
    expect(page).to_have_url(re.compile("/front.*town=UA1416003001.*period=7"))
    expect(page.locator(".stMultiSelect")).to_contain_text("Bilozerske")


def test_an_unknown_town_in_the_address_is_said_and_the_page_opens(wide: Watched) -> None:
    page = wide.open("situation?town=Atlantis&as_of=2031-01-01")
    expect(page.get_by_text('No town is called "Atlantis".')).to_be_visible()
    expect(page.get_by_text("2031-01-01")).to_be_visible()
    expect(page.locator(".dash-card")).to_have_count(5)
