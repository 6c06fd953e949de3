"""Text of a file is shown, never run and never fetched: uploaded, committed and looked at wherever it comes out."""

import csv
import html
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from dashboard.commands.demonstration import FILES, RULES
from tests.bench.running import free_port
from tests.browser.conftest import PROJECT, Served, Watched, _answers, _watched, settled
from tests.ingest.workbooks import parts_of_workbook, table, zipped

PICTURE, IMAGE = "![x](http://192.0.2.1/a.png)", "<img src=x onerror=alert(1)>"
MARKS = (
    IMAGE,
    PICTURE,
    "{{7*7}} ${7*7} %s {town_code}",
    ":red[x] $x^2$ [y](http://192.0.2.1/)",
    "</style><script>alert(2)</script>",
)
CODES = [f"UA14160039{place:02}" for place in range(len(MARKS))]
STEWARD, NOTE = "=cmd <b>Olena</b>", f"{IMAGE} {PICTURE} -> www.example.org"
ALIVE = """() => [...document.querySelectorAll(
    'img[src="x"], img[src*="192.0.2"], [onerror], [onmouseover], iframe, a[href*="192.0.2"], main script, main b i')]
    .map(element => element.outerHTML.slice(0, 200))"""
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def logged(demonstration_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Path]]:
    """A server of this test alone, and the file of its log."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copy(demonstration_url.removeprefix("sqlite:///"), folder / "dashboard.db")
    port, database = free_port(), f"sqlite:///{folder / 'dashboard.db'}"
    own = {"DASHBOARD_PORT": str(port), "DASHBOARD_TODAY": "2026-11-22", "DASHBOARD_DATABASE": database}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "dashboard", "run"],
            cwd=PROJECT,
            env=os.environ | own,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _answers(f"http://localhost:{port}/readyz", process)
            yield Served(f"http://localhost:{port}", database), folder / "log"
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture
def steward(browser: Browser, logged: tuple[Served, Path]) -> Iterator[Watched]:
    yield from _watched(browser, logged[0], size="wide")


def rows(titles: str, *cells: tuple[object, ...]) -> bytes:
    quoted = (",".join('"' + str(cell).replace('"', '""') + '"' for cell in row) for row in cells)
    return "\n".join([titles, *quoted]).encode()


def shown(page: Page, *texts: str) -> None:
    """Every fold opened, each of the texts stands there as it was written, and nothing of it is an element."""
    settled(page)
    page.evaluate("() => document.querySelectorAll('details').forEach(each => each.open = true)")
    seen = page.evaluate("() => document.body.textContent")
    assert [text for text in texts if text not in seen] == [], page.url
    assert page.evaluate(ALIVE) == [], page.url


def give(steward: Watched, content: bytes, *, name: str) -> Page:
    page = steward.open("upload")
    file = FilePayload(name=name, mimeType="text/csv", buffer=content)
    page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(file)
    taken = page.locator(".st-key-upload_page", has_text=re.compile("· (Findings|File) ·|: (this|the|line) "))
    expect(taken).to_be_visible()
    shown(page)
    return page


def commit(page: Page) -> None:
    page.get_by_label("Your name").fill(STEWARD)
    page.get_by_label("Note, for the history").fill(NOTE)
    page.keyboard.press("Tab")
    confirmed = page.get_by_text("I have looked at the")
    settled(page)
    if confirmed.count():
        confirmed.click()
    button = page.locator(".st-key-upload_commit button")
    expect(button).to_be_enabled()
    button.click()
    expect(page.get_by_text(re.compile(r"Saved as upload \d+:"))).to_be_visible()
    shown(page)


def downloaded(page: Page, key: str) -> list[list[str]]:
    with page.expect_download() as waiting:
        page.locator(f".st-key-{key} button").first.click()
    with Path(waiting.value.path()).open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.reader(file))
    number = re.compile(r"[-+]?[\d.]+")
    cells = [cell for row in found for cell in row if cell[:1] in tuple("=+-@\t\r") and cell]
    assert [cell for cell in cells if not number.fullmatch(cell)] == [], "a spreadsheet would run these"
    return found


def tooltip(page: Page) -> str:
    """What the map says of the town in its middle, which the address chose."""
    chart = page.get_by_test_id("stDeckGlJsonChart")
    expect(chart.locator("canvas").first).to_be_visible()
    page.wait_for_timeout(2_000)
    box = chart.bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(middle[0] - 30, middle[1])
    page.mouse.move(*middle, steps=6)
    page.wait_for_timeout(500)
    shown(page)
    return page.locator(".deck-tooltip").first.text_content() or ""


def everything_committed(steward: Watched) -> int:
    """Hostile towns and reports of each kind, under hostile names of files; gives the number of uploads."""
    place = ["UA14", "<i>Donetska</i>", "UA1416", "<b>Pokr</b>", "UA1416003", "<u>Bilo</u>"]
    named = list(zip(CODES, MARKS, strict=True))
    head = "town_code,town_name,admin1_code,admin1_name,admin2_code,admin2_name,admin3_code,admin3_name"
    files = {
        f"{IMAGE}.csv": rows(
            f"{head},latitude,longitude",
            *((code, text, *place, 48.1, 36 + int(code[-2:]) / 5) for code, text in named),
        ),
        f"{PICTURE}.csv": rows(
            "town_code,date,status,population_remaining,notes,source,<b>own</b>",
            *((code, "2026-11-20", "at_risk", 400, text, text, text) for code, text in named),
        ),
        "../../etc/passwd.csv": rows(
            "town_code,date,evacuated,team,destination",
            *((code, "2026-11-20", 50, "Team <b>1</b>", text) for code, text in named),
        ),
        "=cmd.csv": rows(
            "town_code,date,front_distance_km,source", *((code, "2026-11-20", 9, IMAGE) for code in CODES)
        ),
        "a\u202egpj.csv": rows("town_code,date,evacuated", (CODES[0], "2026-11-19", 50)),
    }
    for name, content in files.items():
        commit(give(steward, content, name=name))
    return len(files)


def test_text_of_a_file_does_nothing_on_any_surface(
    steward: Watched, logged: tuple[Served, Path], shared: Path
) -> None:
    """Dialogs, errors of the console and requests to strangers fail it too, as for every watched page."""
    bad = shared / "data" / "bad_uploads"
    for file in [*sorted(bad.glob("inj_*.csv")), bad / "bytes_control_chars.csv"]:
        page = give(steward, file.read_bytes(), name=file.name)
        if page.locator(".st-key-csv_upload_findings button").count():
            downloaded(page, "csv_upload_findings")
    titles, cells = ("town", "date", "evacuated"), (html.escape(IMAGE), "2026-11-20", "50")
    sheets = {name: table(titles, cells) for name in ("=s()", ":red[x]")}
    page = give(steward, zipped(parts_of_workbook(sheets)), name="sheets.xlsx")
    page.get_by_label("Sheet").click()
    shown(page, *sheets)
    page.get_by_role("option").nth(1).click()
    expect(page.locator(".st-key-upload_page")).to_contain_text("town not known")
    shown(page, IMAGE)

    before = len(FILES) + len(RULES)  # of the demonstration
    count = everything_committed(steward)
    page = give(steward, rows("town,date,evacuated", (PICTURE + "?", "2026-11-18", 50)), name="taught.csv")
    page.get_by_label("Town “", exact=False).first.click()
    page.keyboard.type("Dobropillia")
    page.get_by_role("option").first.click()
    expect(page.locator(".st-key-upload_page")).to_contain_text("1 new")
    commit(page)

    newest = before + count + 2
    page = steward.open("data")
    shown(page, f"{IMAGE}.csv", "a.png).csv", "=cmd.csv", "passwd.csv", "gpj.csv", STEWARD, NOTE)
    downloaded(page, "csv_data_history")
    for upload in range(before + 1, newest + 1):
        shown(steward.open(f"data?upload={upload}"), STEWARD)
    shown(steward.open(f"data?upload={before + 2}"), *MARKS)
    for upload, table_of in ((before + 2, "town_status"), (before + 3, "evacuations")):
        page = steward.open(f"data?upload={upload}")
        downloaded(page, f"csv_upload_{table_of}")
    page = steward.open("data?part=Rules%20and%20spellings")
    shown(page, PICTURE + "?")
    for code, text in zip(CODES, MARKS, strict=True):
        shown(steward.open(f"town?town={code}"), text)
    for code, text in ((CODES[0], MARKS[0]), (CODES[-1], MARKS[-1])):
        assert text in tooltip(steward.open(f"map?town={code}"))
    for name in (
        "situation",
        "evacuations?by=destination",
        "evacuations?by=team",
        "front",
        "data?part=Freshness",
        "data?part=Alert%20rules",
    ):
        shown(steward.open(name))

    log = logged[1].read_text(encoding="utf-8")
    assert not CONTROL.search(log)
    assert [line for line in log.splitlines() if line.startswith(("2026-11-20", "<", "="))] == []
