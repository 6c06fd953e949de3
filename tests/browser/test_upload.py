"""The way of an upload in a browser: file, findings, corrections, the commit by two quick clicks, the undo."""

import csv
import io
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from dashboard.store.ledger import history
from dashboard.store.records import record_at
from tests.bench.running import running
from tests.browser.conftest import SIZES, Served, Watched, _watched, picture, settled

HOSTILE = "<img src=x onerror=alert(1)>"
AMBIGUOUS = "town,date,evacuated\nБілозерське,2025-09-{day},40\nКостянтинівка,2025-09-{day},25\n"
WRONG = f"town,date,evacuated\nБілозерське,2025-09-13,ten\n{HOSTILE},2025-09-13,25\nПокровськ,2025-09-13,3\n"
RING = [[37.6, 48.0], [38.6, 48.0], [38.6, 49.0], [37.6, 49.0], [37.6, 48.0]]
FEATURE = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [RING]}}
LINE = json.dumps({"type": "FeatureCollection", "features": [FEATURE]})


@pytest.fixture(scope="module")
def own(demonstration_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of these tests alone: what they commit moves the figures that other tests look at."""
    file = tmp_path_factory.mktemp("uploads") / "dashboard.db"
    shutil.copy(demonstration_url.removeprefix("sqlite:///"), file)
    with pytest.MonkeyPatch.context() as environment:
        environment.setitem(os.environ, "DASHBOARD_TODAY", "2025-09-15")
        with running(f"sqlite:///{file}") as server:
            yield Served(server.url, f"sqlite:///{file}")


@pytest.fixture(params=list(SIZES))
def steward(request: pytest.FixtureRequest, browser: Browser, own: Served) -> Iterator[Watched]:
    yield from _watched(browser, own, size=request.param)


@pytest.fixture
def wide_steward(browser: Browser, own: Served) -> Iterator[Watched]:
    yield from _watched(browser, own, size="wide")


def give(page: Page, text: str, *, name: str = "rows.csv") -> None:
    file = FilePayload(name=name, mimeType="text/csv", buffer=text.encode())
    page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(file)
    expect(step(page, "File")).to_contain_text(name)
    settled(page)


def step(page: Page, name: str) -> Locator:
    """The head of a step."""
    return page.locator(".st-key-upload_page summary", has_text=f"· {name}").first


def size_of(page: Page) -> str:
    assert page.viewport_size is not None
    return "wide" if page.viewport_size["width"] == SIZES["wide"][0] else "phone"


def test_a_file_becomes_an_upload_and_is_taken_back(steward: Watched, own: Served) -> None:
    record = record_at(own.database)
    page = steward.open("upload")
    picture(page, f"upload_empty_{size_of(page)}")
    before = len(history(record))
    give(page, AMBIGUOUS.format(day=13))
    expect(step(page, "Findings")).to_contain_text("0 errors, 1 notice")
    expect(step(page, "Changes")).to_contain_text("2 new, 0 changed, 0 unchanged")
    likely = page.get_by_role("combobox", name="Town “Костянтинівка”, line 3 is", exact=True)
    expect(likely).to_have_attribute(
        "placeholder", "likely Kostiantynivka · Костянтинівка (Kramatorskyi raion)"
    )
    button = page.locator(".st-key-upload_commit button")
    expect(button).to_be_disabled()
    page.get_by_label("Your name").fill("Olena")
    page.get_by_label("Note, for the history").fill("by phone")
    page.get_by_text("I have looked at the 1 notice").click()
    expect(button).to_be_enabled()
    expect(button).to_have_text("Commit 2 new rows")
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, "the page can be pushed sideways"
    picture(page, f"upload_ready_{size_of(page)}")
    button.dblclick()
    expect(step(page, "Commit")).to_contain_text(f"Saved as upload {before + 1}")
    settled(page)
    assert [(u.uploaded_by, u.note, u.rows_new) for u in history(record)[before:]] == [
        ("Olena", "by phone", 2)
    ]
    picture(page, f"upload_saved_{size_of(page)}")
    page.locator(".st-key-upload_undo button").click()
    page.locator(".st-key-upload_undo_yes button").click()
    expect(page.get_by_text(f"Upload {before + 1} was taken back by upload {before + 2}.")).to_be_visible()
    page.get_by_text("See what changed").click()
    expect(page.get_by_text(f"Upload {before + 1}: rows.csv")).to_be_visible()


def test_errors_are_shown_as_text_and_downloaded_with_the_own_rows(wide_steward: Watched) -> None:
    page = wide_steward.open("upload")
    give(page, WRONG)
    expect(step(page, "Findings")).to_contain_text("2 errors, 1 notice")
    expect(step(page, "Commit")).to_have_count(0)
    kind = page.locator(".dash-kinds summary", has_text="town not known")
    kind.click()
    expect(page.locator(".dash-kinds details[open] li")).to_contain_text(HOSTILE)
    assert page.locator(".st-key-upload_page img").count() == 0
    with page.expect_download() as waiting:
        page.locator(".st-key-csv_upload_findings button").first.click()
    rows = list(csv.reader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8-sig"))))
    found = next(row for row in rows if row[3] == "unknown_town")
    assert found[:3] == ["error", "3", "town"] and found[-3:] == [HOSTILE, "2025-09-13", "25"]
    picture(page, "upload_errors_wide")


def test_a_correction_takes_effect_at_once(wide_steward: Watched) -> None:
    page = wide_steward.open("upload")
    give(page, AMBIGUOUS.format(day=14).replace("Білозерське", "Bilozersk"))
    expect(step(page, "Findings")).to_contain_text("1 error")
    page.get_by_label("Town “Bilozersk”").click()
    page.get_by_role("option").first.click()
    expect(step(page, "Findings")).to_contain_text("0 errors")
    expect(step(page, "Changes")).to_contain_text("2 new")


def test_the_whole_way_is_walked_with_the_keyboard(wide_steward: Watched) -> None:
    """Also after an answer: the field that was answered stays, and with it the place of the keyboard."""
    page = wide_steward.open("upload")
    give(page, AMBIGUOUS.format(day=11).replace("Білозерське", "Bilozersk-2"))
    question = page.get_by_role("combobox", name="Town “Bilozersk-2”, line 2 is", exact=True)
    question.focus()
    page.keyboard.type("Bilozerske")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(step(page, "Findings")).to_contain_text("0 errors")
    settled(page)
    expect(question).to_be_focused()
    for field, keys in (("Your name, for the history", "Olena"), ("I have looked at the 1 notice", " ")):
        tab_to(page, field)
        page.keyboard.type(keys)
    button = page.locator(".st-key-upload_commit button")
    page.keyboard.press("Tab")
    expect(button).to_be_enabled()
    settled(page)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 correction is remembered for the next file.")).to_be_visible()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the field of this name has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if name in page.evaluate(
            "(on => (on.ariaLabel || '') + (on.closest('label')?.innerText || ''))(document.activeElement)"
        ):
            return
    pytest.fail(f"the keyboard does not come to {name}")


def test_what_is_typed_stays_while_the_file_is_read_again(wide_steward: Watched) -> None:
    """Day and source one right after the other: the first makes the file be read while the second is typed."""
    page = wide_steward.open("upload")
    give(page, LINE, name="line.geojson")
    page.locator(".st-key-upload_page [data-testid=stDateInput] [role=spinbutton]").first.click()
    page.keyboard.type("13092025")
    page.keyboard.press("Tab")
    source = page.get_by_role("textbox", name="Source, where the file has none")
    source.fill("Map")
    source.press("Tab")
    chart = page.get_by_test_id("stDeckGlJsonChart")
    expect(chart.locator("canvas").first).to_be_visible()
    expect(page.get_by_text("front line of 13 Sep 2025 by Map")).to_be_visible()
    page.wait_for_timeout(1_000)
    picture(page, "upload_line_wide")


def test_a_refused_file_leaves_room_for_another(wide_steward: Watched) -> None:
    page = wide_steward.open("upload")
    file = FilePayload(name="photo.csv", mimeType="text/csv", buffer=b"\x89PNG\r\n\x1a\n")
    page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(file)
    expect(page.get_by_text("photo.csv: this is a picture (PNG)")).to_be_visible()
    expect(page.get_by_test_id("stFileUploader")).to_have_count(1)
    give(page, AMBIGUOUS.format(day=12))
    expect(page.get_by_text("photo.csv")).to_have_count(0)


def test_the_page_is_drawn_dark(browser: Browser, own: Served) -> None:
    for watched in _watched(browser, own, size="wide", theme="dark"):
        page = watched.open("upload")
        give(page, WRONG)
        picture(page, "upload_dark")
