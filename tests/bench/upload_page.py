"""The page Upload with a large file: from the file chosen in a browser to its findings on the screen, and a rerun."""

import csv
import io
import time
from collections.abc import Iterator
from datetime import date, timedelta

from playwright.sync_api import FilePayload, Page, sync_playwright

from tests.bench.first_visit import CHROMIUM
from tests.bench.running import demonstration, running
from tests.bench.table import Line

ROWS = 50_000
FINDINGS_S = 4.0
REPEATS = 3
TOWNS = ("Білозерське", "Покровськ", "Краматорськ", "Добропілля", "Слов'янськ")
PATIENCE_MS = 60_000


def measure() -> Iterator[Line]:
    """A file of evacuations of 50,000 rows, a tenth of which are worth a notice; each time in a session of its own."""
    content = evacuations(rows=ROWS)
    chosen_s, again_s = [], []
    with demonstration() as database, running(database) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for _ in range(REPEATS):
            page = browser.new_page()
            page.goto(f"{server.url}/upload")
            _settled(page)
            chosen_s.append(_findings_s(page, content))
            again_s.append(_filtered_s(page))
            page.close()
        browser.close()
    yield Line("upload page, 50,000 rows: file chosen to findings", chosen_s, "s", at_most=FINDINGS_S)
    yield Line("upload page, 50,000 rows: findings of one column", again_s, "s")


def evacuations(*, rows: int) -> bytes:
    """A file as a team might send it: Ukrainian names, teams that make its keys differ, a column that is not ours."""
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(("town", "date", "evacuated", "team", "destination", "weather"))
    first = date(2025, 1, 1)
    for row in range(rows):
        day = first + timedelta(days=row // len(TOWNS) % 250)
        team = f"Team {row // len(TOWNS) // 250}"
        lines.writerow((TOWNS[row % len(TOWNS)], day, row % 40, team, "Дніпро", "dry"))
    return text.getvalue().encode()


def _findings_s(page: Page, content: bytes) -> float:
    file = FilePayload(name="evacuations.csv", mimeType="text/csv", buffer=content)
    begun = time.monotonic()
    page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(file)
    page.locator(".dash-kinds summary").first.wait_for(timeout=PATIENCE_MS)
    found = time.monotonic() - begun
    _settled(page)
    return found


def _filtered_s(page: Page) -> float:
    """Until one kind of finding is left of several."""
    page.locator(".st-key-upload_column input").click()
    option = page.get_by_role("option").last
    option.wait_for()
    begun = time.monotonic()
    option.click()
    page.wait_for_function(
        "() => document.querySelectorAll('.dash-kinds summary').length === 1", timeout=PATIENCE_MS
    )
    return time.monotonic() - begun


def _settled(page: Page) -> None:
    page.locator(".dash-foot").wait_for(timeout=PATIENCE_MS)
    page.wait_for_function("() => document.querySelector('.stApp').dataset.testScriptState !== 'running'")
