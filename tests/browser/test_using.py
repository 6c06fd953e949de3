"""What readers do: filter, click a town, play the slider, download."""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import PROJECT, Served, Watched, picture, settled


def test_a_town_is_found_by_its_russian_name_and_filters_every_figure(wide: Watched) -> None:
    page = wide.open("situation")
    field = page.locator(".st-key-towns input")
    field.click()
    field.type("Белозерск")
    page.get_by_role("option").filter(has_text="Bilozerske").first.click()
    page.keyboard.press("Escape")
    expect(page.locator(".dash-card").first).to_contain_text("1 of 1 town reported")
    expect(page.locator(".dash-card .dash-number").first).to_have_text("700")
    expect(page).to_have_url(re.compile("town=UA1416003001"))


def test_a_click_on_the_map_opens_the_town(wide: Watched) -> None:
    page = wide.open("map?town=UA1416003001")
    chart = page.get_by_test_id("stDeckGlJsonChart")
    expect(chart.locator("canvas").first).to_be_visible()
    page.wait_for_timeout(1_500)
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x - 20, y)
    page.mouse.move(x, y, steps=5)
    page.wait_for_timeout(300)
    page.mouse.click(x, y)
    expect(page).to_have_url(re.compile("/town.*code=UA1416003001"))
    settled(page)
    expect(page.locator(".dash-heading h2").first).to_contain_text("Bilozerske · Білозерське")


def test_a_click_on_the_small_map_opens_the_town(wide: Watched) -> None:
    page = wide.open("situation?town=UA1416003001")
    page.locator(".dash-map a").first.click()
    expect(page).to_have_url(re.compile("/town.*code=UA1416003001"))


def test_the_slider_plays_day_after_day(wide: Watched) -> None:
    page = wide.open("map?period=90")
    day = page.get_by_test_id("stSliderThumbValue")
    expect(day).to_have_text("12 Sep 2025")
    page.get_by_role("button", name="Play").click()
    seen: list[str] = []
    for _ in range(80):
        shown = day.inner_text()
        if not seen or seen[-1] != shown:
            seen.append(shown)
        if len(seen) > 4:
            break
        page.wait_for_timeout(150)
    page.get_by_role("button", name="Stop").click()
    assert len(seen) > 4 and seen[1].endswith("Jun 2025"), seen
    picture(page, "map_playing")


def test_the_table_downloads_as_shown(wide: Watched) -> None:
    page = wide.open("situation")
    table = page.locator(".dash-table").first
    towns = [name.strip() for name in table.locator("tbody tr td:first-child a").all_inner_texts()]
    rows = list(csv.DictReader(io.StringIO(_downloaded(page, ".st-key-csv_situation_towns button"))))
    assert len(towns) == 30 < len(rows)
    assert [row["town_name"] for row in rows[:30]] == [title.split(" (")[0] for title in towns]
    shown = table.locator("tbody tr", has_text="Kostiantynivka").first.inner_text()
    kostiantynivka = next(row for row in rows if row["town_code"] == "UA1412007001")
    assert f"{float(kostiantynivka['front_distance_km']):.1f}" in shown
    assert f"{int(kostiantynivka['people']):,}".replace(",", "\u00a0") in shown


def test_a_chart_is_saved_as_a_picture(wide: Watched) -> None:
    page = wide.open("front")
    chart = page.locator(".js-plotly-plot").first
    expect(chart).to_be_visible()
    chart.hover()
    with page.expect_download() as waiting:
        page.locator(".modebar-btn").first.click()
    content = Path(waiting.value.path()).read_bytes()
    assert content.startswith(b"\x89PNG") and len(content) > 20_000


def test_the_first_page_says_what_the_command_line_says(wide: Watched, served: Served) -> None:
    page = wide.open("situation?as_of=2025-08-20")
    told = subprocess.run(
        [
            sys.executable,
            "-m",
            "dashboard",
            "situation",
            "--json",
            "--as-of",
            "2025-08-20",
            "--database",
            served.database,
        ],
        cwd=PROJECT,
        capture_output=True,
        check=True,
    )
    figures = json.loads(told.stdout)
    cards = [number.inner_text() for number in page.locator(".dash-card .dash-number").all()]
    expected = [
        figures["people_remaining"]["people"],
        figures["evacuated"]["in_7_days"],
        figures["nearness"]["within"]["10.0"],
        len(figures["services_lost"]),
        len(figures["silent_towns"]),
    ]
    assert [re.sub(r"\s|of.*", "", card) for card in cards] == [str(figure) for figure in expected]


def test_on_a_phone_the_filters_fold_behind_a_switch(watched: Watched) -> None:
    page = watched.open("situation")
    fields = page.locator(".st-key-filter_fields")
    if page.viewport_size["width"] > 640:
        expect(fields).to_be_visible()
        return
    expect(fields).to_be_hidden()
    page.locator(".st-key-unfolded label").click()
    expect(fields).to_be_visible()


def _downloaded(page: Page, selector: str) -> str:
    with page.expect_download() as waiting:
        page.locator(selector).first.click()
    return Path(waiting.value.path()).read_text(encoding="utf-8-sig")
